import { cpSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { installPacked, pack } from "@keyhole/dev/publish";

const MODULES = join(import.meta.dirname, "../../node_modules");

/** Packages of the workspace, by the name that an owner installs them by. */
const REACTS = {
  "18": { react: "react-18", "react-dom": "react-dom-18" },
  "19": { react: "react", "react-dom": "react-dom" },
} as const;

export type React = keyof typeof REACTS;

/**
 * Makes a folder for each React below `root`, named after its version. The packed elements are installed there beside
 * React, Vue and Svelte, as they are for an owner.
 */
export function installBesideFrameworks(root: string): void {
  for (const name of ["elements", "elements library"] as const) buildWhenNeeded(name);
  const { tarball } = pack("elements", root);
  for (const [react, packages] of Object.entries(REACTS)) {
    const modules = join(root, react, "node_modules");
    mkdirSync(modules, { recursive: true });
    for (const [name, source] of Object.entries(packages)) {
      // A copy finds the React beside it: a link leads to where it was installed with another.
      cpSync(realpathSync(join(MODULES, source)), join(modules, name), { recursive: true });
    }
    const scheduler = join(realpathSync(join(MODULES, packages["react-dom"])), "../scheduler");
    symlinkSync(realpathSync(scheduler), join(modules, "scheduler"));
    for (const name of ["@types/react", "vue", "svelte"]) {
      const link = join(modules, name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(realpathSync(join(MODULES, name)), link);
    }
    installPacked(join(root, react), tarball);
  }
}
