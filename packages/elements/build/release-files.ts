import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files by their name, such as `call.js` or `themes/dark.css`. */
export type Files = ReadonlyMap<string, Buffer>;

export function writeFiles(folder: string, files: Files): void {
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/** The releases that are kept: in `folder` a folder each, named by its version. */
export function readReleases(folder: string): Map<string, Files> {
  if (!existsSync(folder)) return new Map();
  const versions = globSync("*/", { cwd: folder }).map((name) => name.replace(/[\\/]$/, ""));
  return new Map(versions.sort().map((version) => [version, readFiles(join(folder, version))]));
}

function readFiles(folder: string): Files {
  const names = globSync("**", { cwd: folder }).filter((name) => statSync(join(folder, name)).isFile());
  return new Map(
    names.sort().map((name) => [name.replaceAll("\\", "/"), readFileSync(join(folder, name))] as const),
  );
}

/** Names of files that one has and the other lacks, or has with other bytes. */
export function differences(one: Files, other: Files): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => !sameBytes(one.get(name), other.get(name))).sort();
}

function sameBytes(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one !== undefined && other !== undefined && one.equals(other);
}

/** What the attribute `integrity` wants (W3C Subresource Integrity, section 3.1). */
export function integrityOf(bytes: Buffer): string {
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
}
