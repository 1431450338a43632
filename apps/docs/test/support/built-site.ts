import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
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

/** A server of the site. */
export interface SiteServer {
  origin: string;
  close(): void;
}

/** Serves the files on a free port, addresses without `.html`. A page gets them faster than by the browser's driver. */
export async function serveSite(files: BuiltFiles): Promise<SiteServer> {
  const server = createServer(({ url = "/" }, response) => {
    const path = new URL(url, "http://docs.invalid").pathname.slice(1);
    const name = [path || "index.html", `${path}.html`].find((one) => files.has(one)) ?? "";
    const type = TYPES[extname(name)] ?? "text/plain";
    const cache = path.startsWith("assets/") ? "max-age=3600" : "no-store";
    response.writeHead(files.has(name) ? 200 : 404, { "Content-Type": type, "Cache-Control": cache });
    response.end(files.get(name));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
