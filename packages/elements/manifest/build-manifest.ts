import { defaultOf } from "./custom-properties.ts";
import { oneLine } from "./doc-tags.ts";
import type {
  CssProperty,
  Declaration,
  Described,
  Included,
  Manifest,
  ManifestModule,
  Member,
} from "./manifest-types.ts";
import type { ReadElement, ReadPackage } from "./read-elements.ts";

/**
 * The manifest of a package: its elements with what they inherit and what the elements inside them bring,
 * their bases, and the classes of their events. Only what is public; the same for the same sources.
 */
export function buildManifest({ analysed, elements, events }: ReadPackage): Manifest {
  const declarations = new Map(elements.map((element) => [element.documented, element]));
  const bases = new Set(elements.map(({ documented }) => documented.superclass?.name));
  const full = new Map(elements.map((element) => [element.tag, withFacts(element, events)]));
  const modules = analysed.modules.map(({ kind, path, declarations: all, exports }): ManifestModule => {
    const kept = all.flatMap((declaration) => {
      const element = declarations.get(declaration);
      if (element) return [withIncluded(element, full)];
      return bases.has(declaration.name) || events.has(declaration.name) ? [publicOnly(declaration)] : [];
    });
    const names = kept.map(({ name }) => name);
    const definitions = kept.flatMap(({ tagName, name }) =>
      tagName
        ? [{ kind: "custom-element-definition" as const, name: tagName, declaration: { name, module: path } }]
        : [],
    );
    const own = exports.filter(({ declaration }) => names.includes(declaration.name));
    return { kind, path, declarations: kept, exports: [...own, ...definitions] };
  });
  return {
    schemaVersion: "1.0.0",
    readme: "",
    modules: modules.filter((one) => one.declarations.length > 0),
  };
}

function withFacts(
  { tag, documented, tags, properties }: ReadElement,
  events: ReadPackage["events"],
): Declaration {
  const declaration = publicOnly(documented);
  const own = `--keyhole-${tag.replace(/^keyhole-/, "")}-`;
  const tokens = (declaration.cssProperties ?? []).map((property): CssProperty => {
    const known = properties.get(property.name);
    const fallback = known ? defaultOf(known) : null;
    return fallback === null ? property : { ...property, default: fallback };
  });
  const forThisAlone = tokens.flatMap(({ name }): CssProperty[] => {
    const alone = name.replace(/^--keyhole-/, own);
    return properties.has(alone) && !name.startsWith(own)
      ? [{ name: alone, description: `\`${name}\`, for this element alone.`, default: `var(${name})` }]
      : [];
  });
  return {
    ...declaration,
    tagName: tag,
    customElement: true,
    events: (declaration.events ?? []).map((event) =>
      events.get(event.type.text)?.cancelable ? { ...event, cancelable: true } : event,
    ),
    cssProperties: [...tokens, ...forThisAlone],
    ...(tags.keyboard.length > 0 && { keyboard: tags.keyboard }),
  };
}

/** Parts, events and custom properties of the elements inside it, where its own doc block has none of that name. */
function withIncluded(element: ReadElement, full: ReadonlyMap<string, Declaration>): Declaration {
  const own = full.get(element.tag);
  if (!own) throw new Error(`There is no element <${element.tag}>`);
  const inside = element.tags.includes.flatMap((tag) => full.get(tag) ?? []);
  const added = <Item extends Described & Included>(
    items: (declaration: Declaration) => Item[] | undefined,
  ) => {
    const known = new Set((items(own) ?? []).map(({ name }) => name));
    return inside.flatMap((other) =>
      (items(other) ?? [])
        .filter(({ name }) => !known.has(name))
        .map((item) => ({ ...item, from: other.tagName ?? other.name })),
    );
  };
  // The other element's own form of a token does nothing in this one.
  const asked = ({ name }: Described) => element.properties.has(name) || element.facts.properties.has(name);
  return {
    ...own,
    cssParts: [...(own.cssParts ?? []), ...added(({ cssParts }) => cssParts)],
    events: [...(own.events ?? []), ...added(({ events: all }) => all)],
    cssProperties: [
      ...(own.cssProperties ?? []),
      ...added(({ cssProperties }) => cssProperties).filter(asked),
    ],
  };
}

/** Without what is private, protected, static or the framework's; what is inherited first, as in the class. */
function publicOnly(declaration: Declaration): Declaration {
  const members = inheritedFirst(declaration.members ?? []).filter(isPublic);
  const fields = new Set(members.map(({ name }) => name));
  const attributes = inheritedFirst(declaration.attributes ?? [])
    .filter(({ fieldName }) => fieldName === undefined || fields.has(fieldName))
    // HTML knows no capitals.
    .map((attribute) => ({ ...attribute, name: attribute.name.toLowerCase() }));
  const text = JSON.stringify({
    ...declaration,
    ...(declaration.members && {
      members: members.map((member) =>
        member.attribute ? { ...member, attribute: member.attribute.toLowerCase() } : member,
      ),
    }),
    ...(declaration.attributes && { attributes }),
  });
  return JSON.parse(text, (key, value: unknown) =>
    key === "description" && typeof value === "string" ? paragraphs(value) : value,
  ) as Declaration;
}

/** Lit's own, where an element overrides them. */
const FRAMEWORK = [
  "connectedMoveCallback",
  "connectedCallback",
  "disconnectedCallback",
  "attributeChangedCallback",
  "getUpdateComplete",
];

function isPublic({ name, privacy = "public", static: isStatic = false }: Member): boolean {
  return privacy === "public" && !isStatic && !name.startsWith("#") && !FRAMEWORK.includes(name);
}

function inheritedFirst<Item extends { inheritedFrom?: unknown }>(items: readonly Item[]): Item[] {
  return [...items.filter((item) => item.inheritedFrom), ...items.filter((item) => !item.inheritedFrom)];
}

/** Lines joined, paragraphs kept. */
function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map(oneLine)
    .join("\n\n");
}
