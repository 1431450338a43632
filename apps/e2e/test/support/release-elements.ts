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

/** Releases the elements as another version, with the command that an owner runs. */
export async function releaseElements(version: string, { releases, dist }: BuildFolders): Promise<void> {
  const args = ["release.ts", "--version", version, "--releases", releases, "--dist", dist];
  const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: ELEMENTS });
  assert.equal(stderr, "");
}
