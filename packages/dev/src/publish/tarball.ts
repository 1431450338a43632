import { spawnSync } from "node:child_process";

export interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

/** The `package.json` in a packed package. */
export function manifestIn(tarball: string): Manifest {
  return JSON.parse(tar(["-xOzf", tarball, "package/package.json"])) as Manifest;
}

/** Unpacks a packed package into a folder that exists. */
export function unpack(tarball: string, folder: string): void {
  tar(["-xzf", tarball, "-C", folder, "--strip-components=1"]);
}

function tar(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("tar", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`tar ${args.join(" ")}: ${stderr}`);
  return stdout;
}
