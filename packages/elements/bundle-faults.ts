import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

/** The most that a page loads until its first row, after brotli 11. */
const ENTRY_BYTES = 20_000;

/** The most that is loaded for the texts for what went wrong, after brotli 11. */
const LATER_BYTES = 3_000;

/** The most that is loaded for the first call that is opened, after brotli 11. */
const CALL_BYTES = 16_000;

/** The most that is loaded when a recording is first played or a transcript saved, after brotli 11. */
const EXTRAS_BYTES = 2_500;

const BUDGETS = {
  "keyhole.js": ENTRY_BYTES,
  "later.js": LATER_BYTES,
  "call.js": CALL_BYTES,
  "extras.js": EXTRAS_BYTES,
};
export type ScriptName = keyof typeof BUDGETS;

export function brotliBytes(script: string): number {
  return brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** What must not be in a file that is deployed. */
export function bundleFaults(name: ScriptName, script: string, home: string): string[] {
  const faults: [boolean, string][] = [
    [
      brotliBytes(script) > BUDGETS[name],
      `${brotliBytes(script)} bytes of brotli, and may have ${BUDGETS[name]}`,
    ],
    [script.includes("sourceMappingURL"), "has a source map"],
    [script.includes(home), "names a folder of the machine it was built on"],
    [/\bLit is in dev mode\b/.test(script), "has Lit's development build"],
    [/\bstyle=|\bunsafeHTML\b/.test(script), "writes style attributes or markup of others"],
  ];
  return faults.filter(([wrong]) => wrong).map(([, what]) => `${name}: ${what}`);
}

/** Imports the package as a server would: that must neither throw nor define anything. */
export async function nodeImportFaults(index: string, tsconfig: string): Promise<string[]> {
  const bundled = await build({
    entryPoints: [index],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["production"],
    tsconfig,
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
