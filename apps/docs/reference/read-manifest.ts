import { readFileSync } from "node:fs";
import { buildWhenNeeded } from "@keyhole/dev/build";

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

const BUILT = new URL("../../../packages/elements/dist/custom-elements.json", import.meta.url);

let manifest: Manifest | undefined;

/** The manifest of the current sources, which each process builds where what is built is older. */
export function readManifest(): Manifest {
  if (manifest === undefined) buildWhenNeeded("elements");
  manifest ??= JSON.parse(readFileSync(BUILT, "utf8")) as Manifest;
  return manifest;
}
