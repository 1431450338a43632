import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HOME = fileURLToPath(new URL("../../", import.meta.url));
const VITEPRESS = `${HOME}node_modules/vitepress/bin/vitepress.js`;

/** The site as it is served: text of each file by its path. */
export type BuiltFiles = ReadonlyMap<string, string>;

export interface BuiltSite {
  folder: string;
  files: BuiltFiles;
  remove: () => void;
}

/** Builds the site into a folder of its own. Throws what VitePress says, dead links included. */
export function buildSite(): BuiltSite {
  const folder = mkdtempSync(`${HOME}test/.site-`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, [VITEPRESS, "build", "--outDir", folder], {
    cwd: HOME,
    encoding: "utf8",
  });
  if (status !== 0) {
    remove();
    throw new Error(`${stdout}${stderr}`);
  }
  const names = globSync("**/*.{html,css,js,svg,json}", { cwd: folder });
  return {
    folder,
    files: new Map(names.map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")])),
    remove,
  };
}
