import type { DiagnosisCheck } from "@keyhole/contract";
import { BUILT_IN_MS } from "../base/limits.ts";
import type { Examination } from "./patient.ts";
import { OwnPromise, within } from "./within.ts";

/** What the elements use, and pages replace: to watch requests, or for browsers of long ago. */
const WATCHED: readonly (readonly [name: string, of: () => unknown])[] = [
  ["fetch", () => globalThis.fetch],
  ["Promise", () => globalThis.Promise],
  ["Response", () => globalThis.Response],
  ["Headers", () => globalThis.Headers],
  ["URL", () => globalThis.URL],
  ["AbortController", () => globalThis.AbortController],
  ["indexedDB.open", () => globalThis.indexedDB?.open],
  ["crypto.subtle.sign", () => globalThis.crypto?.subtle?.sign],
  ["customElements.define", () => customElements.define],
  ["setTimeout", () => globalThis.setTimeout],
  ["JSON", () => JSON.stringify],
  ["Map", () => globalThis.Map],
  ["Set", () => globalThis.Set],
  ["addEventListener", () => EventTarget.prototype.addEventListener],
];

/** Those of them that can be tried without a request. */
const TRIED: Readonly<Record<string, () => unknown>> = {
  Promise: () => within(BUILT_IN_MS, async () => (await Promise.all([Promise.resolve(1)]))[0] === 1),
  URL: () => new URL("a", "https://b.example/").href === "https://b.example/a",
  Headers: () => new Headers({ a: "b" }).get("A") === "b",
  // Old libraries add `toJSON` to arrays.
  JSON: () => JSON.stringify({ a: [1] }) === '{"a":[1]}',
  Map: () => new Map([[1, 2]]).get(1) === 2,
  Set: () => new Set([1, 1]).size === 1,
  setTimeout: () => within(BUILT_IN_MS, () => new OwnPromise((resolve) => setTimeout(resolve, 0, true))),
};

const writtenAs = Function.prototype.toString;

/** Whether a function is not the browser's. One that is bound cannot be told from it. */
function isReplaced(built: unknown): boolean {
  return typeof built === "function" && !/\{\s*\[native code\]\s*\}\s*$/.test(writtenAs.call(built));
}

/**
 * Names built-ins that the page has replaced. Most replacements do no harm, so the check fails only for one that does not
 * work: `isLost` says that no request got an answer, which is what a broken `fetch` looks like.
 */
export async function checkBuiltIns(
  { patient: { misuse }, text, fixFor }: Examination,
  isLost: boolean,
): Promise<DiagnosisCheck> {
  const id = "built-ins";
  if (misuse?.kind === "page") return { id, ok: false, fix: await fixFor(misuse) };
  const replaced = WATCHED.filter(([, of]) => isReplaced(of())).map(([name]) => name);
  const broken: string[] = isLost && replaced.includes("fetch") ? ["fetch"] : [];
  for (const [name, works] of Object.entries(TRIED)) if (!(await isWorking(works))) broken.push(name);
  if (broken.length)
    return { id, ok: false, fix: text("fix.built-ins.broken", { names: broken.join(", ") }) };
  if (replaced.length) return { id, ok: null, fix: text("fix.built-ins", { names: replaced.join(", ") }) };
  return { id, ok: true, fix: null };
}

async function isWorking(works: () => unknown): Promise<boolean> {
  try {
    return Boolean(await works());
  } catch {
    return false;
  }
}
