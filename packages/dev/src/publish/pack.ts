import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "../../../..");
const PACKAGES = join(ROOT, "packages");
/** A folder for each package that was packed, with one folder, named after what it was made from. */
const KEPT = join(ROOT, "node_modules", ".cache", "keyhole-packed");

/** Besides the package's own files: versions that pnpm writes into a manifest. */
const VERSIONS = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "packages/*/package.json"];

/** What is in a package's folder and is never packed. */
const NEVER = ["node_modules", ".pages"];

/** What would be published. */
export interface Packed {
  /** Path of the tarball. */
  tarball: string;
  /** Its files, from the package's folder. */
  files: readonly string[];
}

/**
 * Packs a built package of `packages` as it would be published, into a folder that exists. What is packed is kept, and
 * copied until something that it is made from changes: tests in many processes need the same.
 */
export function pack(name: string, into: string): Packed {
  const kept = join(KEPT, name, packKey(ROOT, name));
  if (!existsSync(kept)) keep(name, kept);
  const { filename, files } = JSON.parse(readFileSync(join(kept, "packed.json"), "utf8")) as PackedNames;
  const tarball = join(into, filename);
  copyFileSync(join(kept, filename), tarball);
  return { tarball, files };
}

/** Names what the package `name` would be packed to: changes with every file that it is made from. */
export function packKey(root: string, name: string): string {
  const own = globSync(`packages/${name}/**`, {
    cwd: root,
    exclude: (path) => NEVER.some((part) => path.endsWith(part)),
  });
  const stamps = [...own, ...globSync(VERSIONS, { cwd: root })].sort().map((path) => {
    const stat = statSync(join(root, path));
    return stat.isFile() ? `${path} ${stat.size} ${stat.mtimeMs}` : path;
  });
  return createHash("sha256").update(stamps.join("\n")).digest("hex").slice(0, 16);
}

/** As it is kept. */
interface PackedNames {
  filename: string;
  files: string[];
}

/** Packs beside the final place and moves it there: another process may be at the same. */
function keep(name: string, kept: string): void {
  rmSync(dirname(kept), { recursive: true, force: true });
  mkdirSync(KEPT, { recursive: true });
  const fresh = mkdtempSync(join(KEPT, "fresh-"));
  const [command, ...before] = pnpm();
  const { status, stdout, stderr } = spawnSync(
    command,
    [...before, "pack", "--json", "--pack-destination", fresh],
    { cwd: join(PACKAGES, name), encoding: "utf8", shell: process.platform === "win32" },
  );
  if (status !== 0) throw new Error(`packages/${name} could not be packed.\n\n${stdout}${stderr}`);
  const { filename, files } = JSON.parse(stdout) as { filename: string; files: { path: string }[] };
  const packed: PackedNames = { filename: basename(filename), files: files.map(({ path }) => path) };
  writeFileSync(join(fresh, "packed.json"), JSON.stringify(packed));
  mkdirSync(dirname(kept), { recursive: true });
  try {
    renameSync(fresh, kept);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(kept)) throw error;
  }
}

/** Scripts of pnpm know where it is: a program, or a script for Node. */
function pnpm(): [command: string, ...before: string[]] {
  const own = process.env.npm_execpath ?? "";
  if (!/pnpm[^/\\]*$/.test(own)) return ["npx", "-y", "pnpm@12"];
  return /\.[cm]?js$/.test(own) ? [process.execPath, own] : [own];
}
