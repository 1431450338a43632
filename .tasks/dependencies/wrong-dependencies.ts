import { fileURLToPath } from "node:url";
import { runCommand } from "../check-step.ts";

/** Imports against the arrows of `arrows.config.mjs` in the workspace at `root`; empty when there are none. */
export function wrongArrows(root: string): string[] {
  return cruise(root, "arrows", ["packages", "apps"]);
}

/** Cycles between the folders of a package, types included; empty when there are none. */
export function wrongFolders(root: string): string[] {
  return cruise(root, "folders", ["packages"]);
}

function cruise(root: string, name: string, folders: string[]): string[] {
  const config = fileURLToPath(new URL(`./${name}.config.mjs`, import.meta.url));
  return runCommand(root, "depcruise", [...folders, "--config", config, "--output-type", "err"]);
}
