import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The part of the custom elements manifest that the reference shows. */
export interface Manifest {
  modules: { declarations: ManifestDeclaration[] }[];
}

export interface ManifestItem {
  name: string;
  description?: string;
  /** The element inside this one that it belongs to. */
  from?: string;
}

interface ManifestMember extends ManifestItem {
  kind: "field" | "method";
  attribute?: string;
  readonly?: boolean;
  type?: { text: string };
  parameters?: { name: string; optional?: boolean; type?: { text: string } }[];
  return?: { type?: { text: string } };
}

export interface ManifestDeclaration extends ManifestItem {
  tagName?: string;
  members?: ManifestMember[];
  events?: (ManifestItem & { type: { text: string }; cancelable?: boolean })[];
  slots?: ManifestItem[];
  cssParts?: ManifestItem[];
  cssProperties?: (ManifestItem & { default?: string })[];
  keyboard?: { keys: string; description: string }[];
}

const PRINT = fileURLToPath(new URL("../../../packages/elements/manifest/print.ts", import.meta.url));

let manifest: Manifest | undefined;

/** The manifest of the current sources. Each process generates it once, so it is never older than they are. */
export function readManifest(): Manifest {
  manifest ??= JSON.parse(execFileSync(process.execPath, [PRINT], { encoding: "utf8" })) as Manifest;
  return manifest;
}
