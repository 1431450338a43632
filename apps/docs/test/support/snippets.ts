import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { type CheckedConfig, checkConfig } from "../../../../packages/broker/src/config/check-config.ts";
import type { DefineConfig } from "../../../../packages/broker/src/config/keyhole-config.ts";
import { type Block, ROOT } from "./pages.ts";

/** Where a snippet of TypeScript runs, and so what it may use. */
export const KINDS: Readonly<Record<string, object>> = {
  config: { types: ["@cloudflare/workers-types"] },
  // The elements are compiled along, with their Node types.
  browser: { lib: ["es2024", "dom", "dom.iterable"], types: ["node"], erasableSyntaxOnly: false },
  node: { types: ["node"] },
};

/** The kind of a TypeScript block; every one must name its own. */
export function kindOf({ at, words }: Block): string {
  const kind = words.find((word) => Object.hasOwn(KINDS, word));
  if (kind === undefined)
    throw new Error(`${at}: wants a kind behind \`\`\`ts: ${Object.keys(KINDS).join(", ")}`);
  return kind;
}

/** Imports a snippet from a folder below this package, where the workspace's packages are found. */
export async function importSnippet<Module>(text: string): Promise<Module> {
  return inFolder((folder) => {
    writeFileSync(`${folder}/snippet.ts`, text);
    return import(`${folder}/snippet.ts`) as Promise<Module>;
  });
}

/** Type-checks snippets of one kind together. Each line that tsc prints, from `<page>-<line>.ts(…)` on. */
export async function typeErrors(kind: string, snippets: readonly Block[]): Promise<string[]> {
  return inFolder((folder) => {
    // In a page the script brings the elements; here their types come from the package.
    if (kind === "browser") writeFileSync(`${folder}/elements.ts`, 'import "@keyhole/elements";');
    for (const { at, text } of snippets) writeFileSync(`${folder}/${at.replace(/\W+/g, "-")}.ts`, text);
    const extended = "../../../../tsconfig.base.json";
    const tsconfig = { extends: extended, compilerOptions: KINDS[kind], include: ["*.ts"] };
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(tsconfig));
    const tsc = `${ROOT}node_modules/typescript/bin/tsc`;
    const args = [tsc, "--pretty", "false", "-p", folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    const lines = `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
    return status === 0 || lines.length > 0 ? lines : [`tsc ended with ${status}`];
  });
}

// A snippet's folder has no node_modules of its own to resolve the broker from.
const BROKER = import.meta.resolve("@keyhole/broker");
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "@keyhole/broker" ? { url: BROKER, shortCircuit: true } : next(specifier, context),
});

/** Runs a config through the broker's own checks, with every secret that it reads. Throws what they find. */
export async function runConfig(text: string): Promise<CheckedConfig> {
  const { default: define } = await importSnippet<{ default: DefineConfig }>(text);
  const names = [...define.toString().matchAll(/\benv\.(\w+)/g)].map(([, name = ""]) => name);
  const secrets = names.map((name, index) => [name, `${index}`.padStart(32, "a-secret-of-a-test-")]);
  return checkConfig(define, { KEYHOLE_SECRET: "k".repeat(32), ...Object.fromEntries(secrets) });
}

async function inFolder<Value>(use: (folder: string) => Value | Promise<Value>): Promise<Value> {
  const parent = fileURLToPath(new URL("../", import.meta.url));
  const folder = mkdtempSync(`${parent}.snippets-`);
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
