import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vitepress";

const HOME = fileURLToPath(new URL("../../", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** The site as it is served: text of each file by its path. */
export type BuiltFiles = ReadonlyMap<string, string>;

/** Builds the site. Throws what VitePress says, dead links included. */
export async function buildSite(): Promise<BuiltFiles> {
  const folder = mkdtempSync(`${HOME}test/.site-`);
  try {
    await build(HOME, { outDir: folder });
    const names = globSync("**/*.{html,css,js,svg,json}", { cwd: folder });
    return new Map(names.map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers requests to the origin from the files, addresses without `.html`. Returns all other requests. */
export async function serveSite(page: Page, origin: string, files: BuiltFiles): Promise<string[]> {
  const others: string[] = [];
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== origin) others.push(url.href);
    const path = url.pathname.slice(1);
    const name = [path || "index.html", `${path}.html`].find((one) => files.has(one)) ?? "";
    const body = url.origin === origin ? files.get(name) : undefined;
    return route.fulfill(
      body === undefined ? { status: 404 } : { body, contentType: TYPES[extname(name)] ?? "text/plain" },
    );
  });
  return others;
}
