import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { HOME } from "./build-files.ts";
import { type Files, integrityOf } from "./release-files.ts";
import { APART, BUNDLE, HEADROOM, LOADS, RELEASE_FILES } from "./release-table.ts";

/** The size of each file that is loaded, and what it may have, a line each. */
export function sizesOf(files: Files): string[] {
  return loaded(files).map(([name, bytes, maxBytes]) => {
    const size = brotliBytes(bytes);
    const may =
      maxBytes === null
        ? "no limit"
        : `may have ${maxBytes}, ${Math.floor(100 - (100 * size) / maxBytes)}% left`;
    return `${name}: ${bytes.length} bytes, gzip ${gzipSync(bytes).length}, brotli 11 ${size} (${may})`;
  });
}

/** What a browser has loaded by when, a line each. */
export function loadsOf(files: Files): string[] {
  return LOADS.map(({ when, names }) => {
    const bytes = names.map((name) => brotliBytes(files.get(name) ?? Buffer.alloc(0)));
    return `${when}: ${bytes.reduce((sum, one) => sum + one)} bytes (${names.join(" and ")}, brotli 11)`;
  });
}

/** Files whose limit is nearly reached, a line each. `grown` names what made a script larger. */
export function headroomWarnings(files: Files, grown: Grown = () => []): string[] {
  return loaded(files).flatMap(([name, bytes, maxBytes]) => {
    if (maxBytes === null) return [];
    const left = maxBytes - brotliBytes(bytes);
    if (left < 0 || left >= maxBytes * HEADROOM) return [];
    const share = ((100 * left) / maxBytes).toFixed(1);
    const warning = `warning: ${name} has ${left} bytes left, ${share}% of its limit; ${100 * HEADROOM}% should stay free`;
    return [[warning, ...grown(name), WHAT_HELPS].join("\n  ")];
  });
}

/** The modules that grew in a script. */
type Grown = (script: string) => string[];

const WHAT_HELPS =
  "Load lazily what is not needed at once (build/lazy-files.ts), or raise the limit (build/release-table.ts, README.md).";

/** What must not be in a file that is deployed. `grown` names what made a script larger. */
export function fileFaults(files: Files, grown: Grown = () => []): string[] {
  const faults = loaded(files).flatMap(([name, bytes, maxBytes]) => {
    const text = bytes.toString();
    const faults: [boolean, string][] = [
      [
        maxBytes !== null && brotliBytes(bytes) > maxBytes,
        [`${brotliBytes(bytes)} bytes of brotli, and may have ${maxBytes}`, ...grown(name), WHAT_HELPS].join(
          "\n  ",
        ),
      ],
      [text.includes("sourceMappingURL"), "has a source map"],
      [text.includes(HOME), "names a folder of the machine it was built on"],
      [/\bLit is in dev mode\b/.test(text), "has Lit's development build"],
      [/\bstyle=|\bunsafeHTML\b/.test(text), "writes style attributes or markup of others"],
      [name.endsWith(".css") && /@import|url\(/.test(text), "loads something else"],
      [
        /\bfor ?\((?:var|let|const) [\w$]+ in /.test(text),
        "meets what a page adds to Object.prototype (for…in)",
      ],
      [
        name === BUNDLE && importCount(text) > knownScripts(text, files),
        "loads a script whose hash it does not know",
      ],
    ];
    return faults.filter(([wrong]) => wrong).map(([, what]) => `${name}: ${what}`);
  });
  return [...faults, ...unlisted(files).map((name) => `${name}: is not in the table of release files`)];
}

/** Scripts that the bundler made of a lazy import, or of shared modules, and that have no limit. */
function unlisted(files: Files): string[] {
  const listed = new Set<string>([BUNDLE, ...RELEASE_FILES.map(({ name }) => name)]);
  return [...files.keys()].filter((name) => name.endsWith(".js") && !listed.has(name));
}

function loaded(files: Files): [name: string, bytes: Buffer, maxBytes: number | null][] {
  const limits = [
    ...RELEASE_FILES.map(({ name, maxBytes }) => [name, maxBytes] as const),
    [BUNDLE, null] as const,
  ];
  return limits.map(([name, maxBytes]) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`${name} was not built`);
    return [name, bytes, maxBytes];
  });
}

/** What has been measured: a file is looked at for its limit, its line and its sums, and brotli 11 takes its time. */
const measured = new WeakMap<Buffer, number>();

function brotliBytes(bytes: Buffer): number {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const size = measured.get(bytes) ?? brotliCompressSync(bytes, options).length;
  measured.set(bytes, size);
  return size;
}

function importCount(script: string): number {
  return script.match(/\bimport\s*\(/g)?.length ?? 0;
}

/** Number of files beside the bundle whose hash it has. */
function knownScripts(bundle: string, files: Files): number {
  const apart = files.get(APART);
  return apart && bundle.includes(integrityOf(apart)) ? 1 : 0;
}
