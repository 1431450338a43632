import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../../../packages/elements/themes/", import.meta.url);

/** Tokens of every preset by the name of its file. */
export function readPresets(): Record<string, Record<string, string>> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".css"));
  return Object.fromEntries(
    files.map((name) => [
      name.slice(0, -".css".length),
      tokensOf(readFileSync(new URL(name, FOLDER), "utf8")),
    ]),
  );
}

/** Presets are one rule of tokens alone. */
export function tokensOf(css: string): Record<string, string> {
  const declarations = css.replaceAll(/\/\*[\s\S]*?\*\//g, "").matchAll(/(--keyhole-[\w-]+)\s*:\s*([^;]+);/g);
  return Object.fromEntries(
    [...declarations].map(([, name = "", value = ""]) => [name, value.replaceAll(/\s+/g, " ").trim()]),
  );
}
