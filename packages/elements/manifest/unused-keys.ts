import ts from "typescript-5";
import type { Sources } from "./sources.ts";
import { stringsOfType } from "./strings-of.ts";

/**
 * Keys of the catalogue that no source asks for. A key counts as asked for where it stands as a text in a
 * place whose type is that of all keys, or where such a place gets one of several: "`end.${reason}`",
 * and then only if what the place in it can be stands somewhere as a text, in a type or a value.
 */
export function unusedKeys(sources: Sources, english: readonly string[]): string[] {
  const keys = new Set(english.map((key) => key.replace(/\.(?:zero|one|two|few|many|other)$/, "")));
  const used = new Set<string>();
  const built: { key: string; places: readonly string[] }[] = [];
  const written = new Set<string>();
  for (const file of sources.files) {
    if (file.fileName.includes("/src/i18n/")) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) written.add(node.text);
      if (ts.isExpression(node) && isKeyPlace(node, keys, sources)) {
        for (const one of keysAt(node, keys, sources)) {
          if (one.places.length === 0) used.add(one.key);
          else built.push(one);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  for (const { key, places } of built) {
    if (places.every((place) => written.has(place) || isDeclared(place, sources))) used.add(key);
  }
  return [...keys].filter((key) => !used.has(key)).map((key) => `en: nothing asks for "${key}"`);
}

/** True where the type that is wanted here is that of all keys. */
function isKeyPlace(node: ts.Expression, keys: ReadonlySet<string>, { checker }: Sources): boolean {
  const wanted = checker.getContextualType(node);
  if (!wanted) return false;
  const texts = (wanted.isUnion() ? wanted.types : [wanted]).flatMap((type) =>
    type.isStringLiteral() ? [type.value] : [],
  );
  return texts.length >= keys.size && [...keys].every((key) => texts.includes(key));
}

function keysAt(node: ts.Expression, keys: ReadonlySet<string>, { checker }: Sources) {
  if (ts.isStringLiteralLike(node)) return [{ key: node.text, places: [] as string[] }];
  const values = stringsOfType(checker.getTypeAtLocation(node)) ?? [];
  // A key that was handed on: it is found where it comes from.
  if (values.length >= keys.size) return [];
  if (!ts.isTemplateExpression(node)) return values.map((key) => ({ key, places: [key] }));
  return values.map((key) => ({ key, places: placesIn(key, node) }));
}

/** What stands in the places of a template for it to come to a text. Only texts around one place are told apart. */
function placesIn(key: string, { head, templateSpans }: ts.TemplateExpression): string[] {
  const end = templateSpans.at(-1)?.literal.text ?? "";
  return [key.slice(head.text.length, key.length - end.length)];
}

/** True for a text that a type or a constant of another package of ours has, such as the statuses of a call. */
function isDeclared(text: string, { program }: Sources): boolean {
  return program
    .getSourceFiles()
    .some(({ fileName, text: all }) => /\/contract\/src\//.test(fileName) && all.includes(`"${text}"`));
}
