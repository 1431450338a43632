import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { folderOf, HOME } from "./build-files.ts";
import { BUNDLE, LOADS, PARTS } from "./parts.ts";
import type { Files } from "./release-files.ts";

/** The size of each file that is loaded, and what it may have, a line each. */
export function sizesOf(files: Files): string[] {
  return loaded(files).map(([name, bytes, maxBytes]) => {
    const may = maxBytes === null ? "no limit" : `may have ${maxBytes}`;
    return `${name}: ${bytes.length} bytes, gzip ${gzipSync(bytes).length}, brotli 11 ${brotliBytes(bytes)} (${may})`;
  });
}

/** What a browser has loaded by when, a line each. */
export function loadsOf(files: Files): string[] {
  return LOADS.map(({ when, names }) => {
    const bytes = names.map((name) => brotliBytes(files.get(name) ?? Buffer.alloc(0)));
    return `${when}: ${bytes.reduce((sum, one) => sum + one)} bytes (${names.join(" and ")}, brotli 11)`;
  });
}

/** What must not be in a file that is deployed. */
export function partFaults(version: string, files: Files): string[] {
  return loaded(files).flatMap(([name, bytes, maxBytes]) => {
    const text = bytes.toString();
    const faults: [boolean, string][] = [
      [
        maxBytes !== null && brotliBytes(bytes) > maxBytes,
        `${brotliBytes(bytes)} bytes of brotli, and may have ${maxBytes}`,
      ],
      [text.includes("sourceMappingURL"), "has a source map"],
      [text.includes(HOME), "names a folder of the machine it was built on"],
      [/\bLit is in dev mode\b/.test(text), "has Lit's development build"],
      [/\bstyle=|\bunsafeHTML\b/.test(text), "writes style attributes or markup of others"],
      [name.endsWith(".css") && /@import|url\(/.test(text), "loads something else"],
      [name === BUNDLE && /\bimport\s*\(/.test(text), "loads another script"],
      ...missingParts(text, version, files).map((part): [boolean, string] => [
        true,
        `loads ${part}, which the release does not have`,
      ]),
    ];
    return faults.filter(([wrong]) => wrong).map(([, what]) => `${name}: ${what}`);
  });
}

/** Files that a script names and the release lacks. Of a name that is put together, its beginning counts. */
function missingParts(text: string, version: string, files: Files): string[] {
  const names = text.split(folderOf(version)).slice(1);
  return names
    .map((rest) => /^[\w-]*(?:\.js)?/.exec(rest)?.[0] ?? "")
    .filter((name) =>
      name.endsWith(".js") ? !files.has(name) : ![...files.keys()].some((file) => file.startsWith(name)),
    );
}

function loaded(files: Files): [name: string, bytes: Buffer, maxBytes: number | null][] {
  const parts = [...PARTS.map(({ name, maxBytes }) => [name, maxBytes] as const), [BUNDLE, null] as const];
  return parts.map(([name, maxBytes]) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`${name} was not built`);
    return [name, bytes, maxBytes];
  });
}

function brotliBytes(bytes: Buffer): number {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** Imports the package as a server would: that must neither throw nor define anything. */
export async function nodeImportFaults(): Promise<string[]> {
  const bundled = await build({
    entryPoints: [join(HOME, "src", "index.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["production"],
    tsconfig: join(HOME, "tsconfig.json"),
  });
  const code = Buffer.from(bundled.outputFiles[0]?.contents ?? []).toString("base64");
  const globals = Object.getOwnPropertyNames(globalThis);
  try {
    const { KeyholeCalls } = await import(`data:text/javascript;base64,${code}`);
    if (typeof KeyholeCalls !== "function") return ["index.ts: has no KeyholeCalls"];
  } catch (error) {
    return [`index.ts: cannot be imported in Node: ${error}`];
  }
  // Lit's own: notes of its versions, and a registry for Node.
  const own = /^(lit|reactiveElement|customElements$)/;
  const added = Object.getOwnPropertyNames(globalThis).filter(
    (name) => !globals.includes(name) && !own.test(name),
  );
  if (globalThis.customElements.get("keyhole-calls")) added.push("keyhole-calls");
  return added.length > 0 ? [`index.ts: importing it in Node leaves ${added.join(", ")} behind`] : [];
}
