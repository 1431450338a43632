import { readFileSync } from "node:fs";
import type { Token } from "./token.ts";

const MANIFEST = new URL("../../../../packages/elements/dist/custom-elements.json", import.meta.url);

/** What the page reads of a custom elements manifest. */
export interface ElementsManifest {
  modules: { declarations: Declaration[] }[];
}

interface Declaration {
  tagName?: string;
  cssProperties?: { name: string; description?: string; default?: string }[];
}

/** The manifest that the elements' build writes. */
export function readBuiltManifest(): ElementsManifest {
  return JSON.parse(readFileSync(MANIFEST, "utf8")) as ElementsManifest;
}

/** The elements that the page shows. */
const PREVIEWED = ["keyhole-calls", "keyhole-call"];

/** Every token of their manifest: a token that is documented is on the page. */
export function readTokens({ modules }: ElementsManifest = readBuiltManifest()): Token[] {
  const tokens = modules
    .flatMap(({ declarations }) => declarations)
    .filter(({ tagName }) => tagName !== undefined && PREVIEWED.includes(tagName))
    .flatMap(({ cssProperties = [] }) => cssProperties)
    .map(
      ({ name, description = "", default: value = null }): Token => ({
        name,
        description: description.replaceAll("`", ""),
        value,
        scope: scopeOf(name),
      }),
    );
  // Both elements name what they share.
  return [...new Map(tokens.map((token) => [token.name, token])).values()];
}

function scopeOf(name: string): Token["scope"] {
  if (name.startsWith("--keyhole-calls-")) return "list";
  return name.startsWith("--keyhole-call-") ? "call" : "both";
}
