import type { AnyNode, Node } from "acorn";
import { full } from "acorn-walk";
import type { Files } from "../release-files.ts";
import type { Feature } from "./compat-data.ts";
import { markupUses } from "./markup-uses.ts";
import { ownNames, parseScript, scriptUses } from "./script-uses.ts";
import { isStyleSheet, styleUses } from "./style-uses.ts";

/** A feature that a supported browser lacks, and the file that uses it. */
export interface Use extends Feature {
  file: string;
}

/** Every use, in the built scripts and style sheets, of what a supported browser lacks. Throws for newer syntax. */
export function newerFeatures(files: Files): Use[] {
  const texts = [...files].map(([file, bytes]) => [file, bytes.toString()] as const);
  const scripts = texts
    .filter(([file]) => file.endsWith(".js"))
    .map(([file, text]) => [file, parsed(file, text)] as const);
  const own = new Set(scripts.flatMap(([, script]) => ownNames(script)));
  const sheets = texts.filter(([file]) => file.endsWith(".css"));
  return [
    ...scripts.flatMap(([file, script]) =>
      usesIn(file, [...scriptUses(script, own), ...textsOf(script).flatMap(textUses)]),
    ),
    ...sheets.flatMap(([file, text]) => usesIn(file, styleUses(text))),
  ];
}

function parsed(file: string, text: string): Node {
  try {
    return parseScript(text);
  } catch (error) {
    throw new Error(`${file} has syntax that a supported browser does not read`, { cause: error });
  }
}

function usesIn(file: string, features: readonly Feature[]): Use[] {
  const byPath = new Map(features.map((feature) => [feature.path, feature]));
  return [...byPath.values()].map((feature) => ({ ...feature, file }));
}

function textUses(text: string): Feature[] {
  if (isStyleSheet(text)) return styleUses(text);
  return /<[a-z]/.test(text) ? markupUses(text) : [];
}

/** Strings and templates of a script, a comment where an expression stands. */
function textsOf(script: Node): string[] {
  const texts: string[] = [];
  full(script, (node) => {
    const one = node as AnyNode;
    if (one.type === "Literal" && typeof one.value === "string") texts.push(one.value);
    if (one.type === "TemplateLiteral")
      texts.push(one.quasis.map(({ value }) => value.cooked ?? value.raw).join("/**/"));
  });
  return texts;
}
