import { buildManifest } from "./build-manifest.ts";
import { disagreeingEvents } from "./disagreeing-events.ts";
import { disagreeingParts } from "./disagreeing-parts.ts";
import type { Declaration } from "./manifest-types.ts";
import type { ReadElement, ReadPackage } from "./read-elements.ts";

/** Where the doc block of an element and its code say two things; a line each, empty when they agree. */
export function disagreements(read: ReadPackage): string[] {
  const elements = new Map(read.elements.map((element) => [element.tag, element]));
  const manifest = buildManifest(read);
  return read.elements.flatMap((element) => {
    const included = element.tags.includes.flatMap((tag) => elements.get(tag) ?? []);
    const unknown = element.tags.includes.filter((tag) => !elements.has(tag));
    const said = manifest.modules
      .flatMap(({ declarations }) => declarations)
      .find(({ tagName }) => tagName === element.tag);
    return [
      ...element.facts.unreadable,
      ...unknown.map((tag) => `includes <${tag}>, which there is not`),
      ...disagreeingParts(element, included),
      ...disagreeingSlots(element, included),
      ...disagreeingEvents(element, included, read),
      ...disagreeingProperties(element, included),
      ...(said ? [...disagreeingAttributes(element, said), ...withoutWords(said)] : []),
    ].map((complaint) => `<${element.tag}> ${complaint}`);
  });
}

function disagreeingSlots({ documented, facts }: ReadElement, included: readonly ReadElement[]): string[] {
  const own = namesOf(documented.slots);
  const known = new Set([...own, ...included.flatMap((other) => namesOf(other.documented.slots))]);
  return [
    ...missing(facts.slots, known, "slot"),
    ...own.filter((name) => !facts.slots.has(name)).map((name) => `documents @slot ${name}, and has none`),
  ];
}

function disagreeingProperties(element: ReadElement, included: readonly ReadElement[]): string[] {
  const { documented, facts, properties, tag } = element;
  const own = namesOf(documented.cssProperties);
  const known = new Set([...own, ...included.flatMap((other) => namesOf(other.documented.cssProperties))]);
  const prefix = `--keyhole-${tag.replace(/^keyhole-/, "")}-`;
  const asked = [...properties.values()].flatMap(({ name, fallback }) => {
    if (known.has(name)) return [];
    // The element's own form of a token that is documented, and gives way to it.
    const token = `--keyhole-${name.slice(prefix.length)}`;
    const isForm = name.startsWith(prefix) && known.has(token) && fallback?.startsWith(`var(${token}`);
    return isForm ? [] : [`looks up ${name} and has no @cssprop for it`];
  });
  return [
    ...asked,
    ...missing(facts.properties, new Set([...known, ...properties.keys()]), "cssprop"),
    ...own
      .filter((name) => !properties.has(name) && !facts.properties.has(name))
      .map((name) => `documents @cssprop ${name}, and no style looks it up`),
  ];
}

function disagreeingAttributes({ reactive }: ReadElement, said: Declaration): string[] {
  const fields = new Map((said.members ?? []).map((member) => [member.name, member]));
  const attributes = namesOf(said.attributes);
  const observed = [...reactive.values()];
  return [
    ...[...reactive].flatMap(([name, attribute]) => {
      if (!fields.has(name)) return [`has the reactive property ${name}, which is no public field`];
      const inManifest = fields.get(name)?.attribute ?? null;
      return inManifest === attribute
        ? []
        : [`has ${name} as ${attribute} and documents it as ${inManifest}`];
    }),
    ...attributes
      .filter((name) => !observed.includes(name))
      .map((name) => `documents the attribute ${name}, and does not observe it`),
    ...[...fields.values()]
      .filter(({ kind, name, readonly }) => kind === "field" && !readonly && !reactive.has(name))
      .map(({ name }) => `has the public field ${name}, which is not in static properties`),
  ];
}

/** Whatever an owner meets has words. */
function withoutWords({
  members,
  attributes,
  events,
  slots,
  cssParts,
  cssProperties,
}: Declaration): string[] {
  const all = { members, attributes, events, slots, cssParts, cssProperties };
  return Object.entries(all).flatMap(([kind, items]) =>
    (items ?? [])
      .filter(({ description }) => !description)
      .map(({ name }) => `has no words for ${name} (${kind})`),
  );
}

function missing(found: ReadonlyMap<string, string>, known: ReadonlySet<string>, tag: string): string[] {
  return [...found]
    .filter(([name]) => !known.has(name))
    .map(([name, place]) => `has ${name || "a slot without a name"} and no @${tag} for it (${place})`);
}

function namesOf(items: readonly { name: string }[] = []): string[] {
  return items.map(({ name }) => name);
}
