import { spawnSync } from "node:child_process";
import { join } from "node:path";

const PACKAGES = join(import.meta.dirname, "../../..");

/** What would be published. */
export interface Packed {
  /** Path of the tarball. */
  tarball: string;
  /** Its files, from the package's folder. */
  files: readonly string[];
}

/** Packs a built package of `packages` as it would be published, into a folder that exists. */
export function pack(name: string, into: string): Packed {
  const [command, ...before] = pnpm();
  const { status, stdout, stderr } = spawnSync(
    command,
    [...before, "pack", "--json", "--pack-destination", into],
    { cwd: join(PACKAGES, name), encoding: "utf8", shell: process.platform === "win32" },
  );
  if (status !== 0) throw new Error(`packages/${name} could not be packed.\n\n${stdout}${stderr}`);
  const { filename, files } = JSON.parse(stdout) as { filename: string; files: { path: string }[] };
  return { tarball: filename, files: files.map(({ path }) => path) };
}

/** Scripts of pnpm know where it is: a program, or a script for Node. */
function pnpm(): [command: string, ...before: string[]] {
  const own = process.env.npm_execpath ?? "";
  if (!/pnpm[^/\\]*$/.test(own)) return ["npx", "-y", "pnpm@12"];
  return /\.[cm]?js$/.test(own) ? [process.execPath, own] : [own];
}
