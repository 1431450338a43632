import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ELEMENTS = fileURLToPath(new URL("../../../../packages/elements/", import.meta.url));

/** Folders that tests build into, in place of the package's own. */
export interface BuildFolders {
  releases: string;
  dist: string;
}

/** Builds the elements as another version, with the command that an owner runs. Answers what it printed. */
export async function buildElements(
  command: "build" | "release",
  version: string,
  { releases, dist }: BuildFolders,
): Promise<string> {
  const args = [`${command}.ts`, "--version", version, "--releases", releases, "--dist", dist];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: ELEMENTS });
  assert.equal(stderr, "");
  return stdout;
}
