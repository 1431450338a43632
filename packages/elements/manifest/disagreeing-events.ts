import type { ReadElement, ReadPackage } from "./read-elements.ts";

/**
 * Events that are dispatched against those that are documented: by the element, by those inside it, or,
 * for what is dispatched only inside another (`@elsewhere`), by one that it stands in.
 */
export function disagreeingEvents(
  element: ReadElement,
  included: readonly ReadElement[],
  { events, elements }: ReadPackage,
): string[] {
  const { documented, facts, tags, tag } = element;
  const own = documented.events ?? [];
  const known = namesOf([element, ...included]);
  const around = namesOf(elements.filter((other) => other.tags.includes.includes(tag)));
  const dispatched = [...facts.events].map(([className, place]) => ({
    name: events.get(className)?.name ?? className,
    className,
    place,
  }));
  return [
    ...dispatched
      .filter(({ name }) => !known.has(name) && !tags.elsewhere.includes(name))
      .map(({ className, place }) => `dispatches ${className} and has no @fires for it (${place})`),
    ...tags.elsewhere
      .filter((name) => !around.has(name) || known.has(name) || !dispatched.some((one) => one.name === name))
      .map((name) => `says that ${name} is documented elsewhere, where it is not, or is its own`),
    ...own.flatMap(({ name, type }) => {
      const found = events.get(type?.text ?? "");
      if (!found) return [`documents @fires ${name} without a class of the package's events`];
      if (found.name !== name) return [`documents @fires ${name}, and ${found.className} is ${found.name}`];
      if (found.mapped !== name) return [`fires ${name}, which is not in the DOM's event map`];
      return facts.events.has(found.className) ? [] : [`documents @fires ${name}, and never dispatches it`];
    }),
  ];
}

function namesOf(elements: readonly ReadElement[]): Set<string> {
  return new Set(elements.flatMap(({ documented }) => (documented.events ?? []).map(({ name }) => name)));
}
