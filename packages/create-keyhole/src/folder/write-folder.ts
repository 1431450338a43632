import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the files that a folder lacks, and returns their names. Files that exist stay as they are. */
export function writeMissing(
  folder: string,
  files: Readonly<Record<string, string>>,
  dryRun: boolean,
): string[] {
  const missing = Object.entries(files).filter(([name]) => !existsSync(join(folder, name)));
  if (!dryRun) {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of missing) writeFileSync(join(folder, name), text);
  }
  return missing.map(([name]) => name);
}
