import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const PAGE_SCRIPTS = ["array", "probe", "vaadin-grid", "vaadin-page"];

export interface Scripts {
  /** Text by path on the server. */
  files: Map<string, string>;
  /** Bytes after brotli 11 of what is loaded until the first row. */
  bytes: { keyhole: number; vaadin: number };
}

/** The built elements as they are deployed, the grid in one shrunken file, and what measures them. */
export async function readScripts(): Promise<Scripts> {
  const dist = dirname(fileURLToPath(import.meta.resolve("@keyhole/elements/keyhole.js")));
  const built = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  const files = new Map(built.map((name) => [`/${name}`, readFileSync(join(dist, name), "utf8")]));
  for (const name of PAGE_SCRIPTS)
    files.set(`/${name}.js`, await bundle(join(import.meta.dirname, "page"), name));
  const bytes = (path: string) => brotliBytes(files.get(path) ?? "");
  return { files, bytes: { keyhole: bytes("/keyhole.js"), vaadin: bytes("/vaadin-grid.js") } };
}

/** A script of this package in one file. */
export async function bundle(folder: string, name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, `${name}.ts`)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    conditions: ["production"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0]?.text ?? "";
}

function brotliBytes(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
