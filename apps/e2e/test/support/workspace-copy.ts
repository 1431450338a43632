import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const NOT_COPIED = [".wrangler", ".vite", "releases"];

/** The sources in a temporary folder, to be changed by a test. */
export interface WorkspaceCopy {
  root: string;
  /** The one file that matches and has the text. */
  find(pattern: string, text: string): string;
  /** Replaces a text in a file, which must be there. */
  edit(path: string, text: string, by: string): void;
  remove(): void;
}

/**
 * Copies packages and apps with their links to each other; what is installed is shared. With `built`, what the builds
 * wrote goes along, and is as old as it is.
 */
export function copyWorkspace({ built = false } = {}): WorkspaceCopy {
  const root = mkdtempSync(join(tmpdir(), "keyhole-copy-"));
  for (const name of globSync("{packages,apps,package.json,pnpm-*.yaml,tsconfig.base.json}", { cwd: ROOT })) {
    const filter = (path: string) =>
      !NOT_COPIED.includes(basename(path)) && (built || basename(path) !== "dist");
    const options = { recursive: true, verbatimSymlinks: true, preserveTimestamps: built, filter };
    cpSync(join(ROOT, name), join(root, name), options);
  }
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  return {
    root,
    find(pattern, text) {
      const has = (path: string) => readFileSync(join(root, path), "utf8").includes(text);
      const [path, ...others] = globSync(pattern, { cwd: root }).filter(has);
      if (path === undefined || others.length > 0) throw new Error(`${text} is not in one file`);
      return path;
    },
    edit(path, text, by) {
      const file = join(root, path);
      const before = readFileSync(file, "utf8");
      if (!before.includes(text)) throw new Error(`${path} has no ${text}`);
      writeFileSync(file, before.replace(text, by));
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
