import { alsoNames } from "./doc-tags.ts";
import type { ReadElement } from "./read-elements.ts";

/** The parts that a doc block names, each with the names that it has now and then. */
type DocumentedParts = Map<string, Set<string>>;

/**
 * A box has one part that is its own, first in its `part`, and maybe others that tell its state:
 * `row current`. The doc block names the first with `@csspart`, the others behind "also" in its text.
 */
export function disagreeingParts(element: ReadElement, included: readonly ReadElement[]): string[] {
  const own = documentedParts([element]);
  const known = documentedParts([element, ...included]);
  const complaints: string[] = [];
  const seen: DocumentedParts = new Map();
  for (const [value, place] of element.facts.parts) {
    const [part = "", ...states] = value.split(/\s+/);
    const also = known.get(part);
    if (!also) complaints.push(`has the part ${part} and no @csspart for it (${place})`);
    seen.set(part, new Set([...(seen.get(part) ?? []), ...states]));
    for (const state of states.filter((name) => also && !also.has(name))) {
      complaints.push(
        `has the part ${value}, and @csspart ${part} does not say "also \`${state}\`" (${place})`,
      );
    }
  }
  for (const [part, also] of own) {
    const states = seen.get(part);
    if (!states) complaints.push(`documents @csspart ${part}, and has none`);
    for (const state of [...also].filter((name) => states && !states.has(name))) {
      complaints.push(`documents @csspart ${part} as also ${state}, which it never is`);
    }
  }
  return [...new Set(complaints)];
}

function documentedParts(elements: readonly ReadElement[]): DocumentedParts {
  const parts: DocumentedParts = new Map();
  for (const { documented } of elements) {
    for (const { name, description } of documented.cssParts ?? []) {
      parts.set(name, new Set([...(parts.get(name) ?? []), ...alsoNames(description)]));
    }
  }
  return parts;
}
