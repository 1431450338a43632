import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildManifest } from "./build-manifest.ts";
import { vscodeCssData, vscodeHtmlData } from "./editor-data.ts";
import { HOME } from "./home.ts";
import type { Manifest } from "./manifest-types.ts";
import { readElements } from "./read-elements.ts";
import { webTypes } from "./web-types.ts";

/**
 * Writes `custom-elements.json`, and from it what editors read: `vscode.html-custom-data.json`,
 * `vscode.css-custom-data.json` and `web-types.json`. The same sources give the same bytes.
 */
export async function writeManifest(dist: string): Promise<void> {
  const manifest = buildManifest(await readElements(HOME));
  const about = JSON.parse(readFileSync(join(HOME, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  mkdirSync(dist, { recursive: true });
  for (const [name, data] of Object.entries(filesOf(manifest, about))) {
    writeFileSync(join(dist, name), `${JSON.stringify(data, null, 2)}\n`);
  }
}

/** What is written, by the name of the file. */
function filesOf(manifest: Manifest, about: { name: string; version: string }): Record<string, object> {
  return {
    "custom-elements.json": manifest,
    "vscode.html-custom-data.json": vscodeHtmlData(manifest),
    "vscode.css-custom-data.json": vscodeCssData(manifest),
    "web-types.json": webTypes(manifest, about),
  };
}
