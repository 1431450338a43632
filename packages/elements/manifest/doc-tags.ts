import ts from "typescript-5";
import type { Key } from "./manifest-types.ts";

/**
 * Tags of a doc block that the analyzer does not know, or not rightly:
 *
 * - `@includes keyhole-call - When.` The parts, events and custom properties of that element are this one's
 *   as well. They are documented there.
 * - `@elsewhere keyhole-call-open, keyhole-call-close - Why.` Events that its code dispatches only where it
 *   stands in another element, which documents them.
 * - `@keyboard Enter, Space - What they do.`
 */
export interface DocTags {
  /** Names of events that it documents. The analyzer adds those of its own guesses to them. */
  fires: string[];
  includes: string[];
  elsewhere: string[];
  keyboard: Key[];
}

export function docTagsOf(declaration: ts.ClassDeclaration): DocTags {
  const tags = (name: string) =>
    ts
      .getJSDocTags(declaration)
      .filter(({ tagName }) => tagName.text === name)
      .map(({ comment }) => oneLine(ts.getTextOfJSDocComment(comment) ?? ""))
      .map((text) => {
        const [subject = "", ...words] = text.split(" - ");
        return { subject: subject.trim(), words: words.join(" - ") };
      });
  return {
    // The type in braces may stand in the comment.
    fires: tags("fires").map(({ subject }) => subject.replace(/^\{\w+\} */, "")),
    includes: tags("includes").map(({ subject }) => subject),
    elsewhere: tags("elsewhere").flatMap(({ subject }) => subject.split(/, */)),
    keyboard: tags("keyboard").map(({ subject, words }) => ({ keys: subject, description: words })),
  };
}

/** The further names that a part's text gives it, each in backticks: "A row; also `current`." */
export function alsoNames(description = ""): string[] {
  const start = description.search(/\balso\b/);
  if (start < 0) return [];
  return [...description.slice(start).matchAll(/`([\w-]+)`/g)].map(([, name = ""]) => name);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
