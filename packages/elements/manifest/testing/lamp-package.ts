import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { HOME } from "../home.ts";
import { LAMP_SOURCES } from "./lamp-sources.ts";

/** A change of one file: what is there, and what comes in its place. */
export type Planted = readonly [path: string, before: string, after: string];

/** Writes the package of lamps, with what is planted in it, to a folder that is gone after `use`. */
export async function withLamps<Value>(
  planted: readonly Planted[],
  use: (root: string) => Promise<Value>,
): Promise<Value> {
  const files = new Map(Object.entries(LAMP_SOURCES));
  for (const [path, before, after] of planted) {
    const text = files.get(path) ?? "";
    if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
    files.set(
      path,
      text.replace(before, () => after),
    );
  }
  const root = mkdtempSync(join(tmpdir(), "lamps-"));
  try {
    symlinkSync(join(HOME, "node_modules"), join(root, "node_modules"), "dir");
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
