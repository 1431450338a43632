import { type Manifest, type ManifestDeclaration, type ManifestItem, readManifest } from "./read-manifest.ts";

/** A name and what the source says about it. */
export interface Described {
  name: string;
  text: string;
  /** The element inside this one that documents it. */
  from?: string;
}

/** A name with a TypeScript type. */
interface Typed extends Described {
  type: string;
}

export interface ElementReference {
  tag: string;
  /** The description, in Markdown. */
  text: string;
  /** Attribute, and the property that it sets. */
  attributes: (Typed & { property: string })[];
  /** Properties that no attribute sets. */
  properties: Typed[];
  /** Names with parameters and result. */
  methods: Described[];
  events: (Described & { className: string; cancelable: boolean; fields: Typed[] })[];
  slots: Described[];
  parts: Described[];
  /** Custom properties; `alone` is the name that sets one for this element only. */
  tokens: (Described & { fallback: string | null; alone: string | null })[];
  keyboard: Described[];
}

/** Tags of all elements. */
export function elementTags(manifest: Manifest = readManifest()): string[] {
  return declarationsOf(manifest)
    .flatMap(({ tagName }) => tagName ?? [])
    .sort();
}

/** Throws if there is no such element. */
export function readElement(tag: string, manifest: Manifest = readManifest()): ElementReference {
  const declaration = declarationsOf(manifest).find(({ tagName }) => tagName === tag);
  if (!declaration) throw new Error(`There is no element <${tag}>`);
  const {
    members = [],
    events = [],
    slots = [],
    cssParts = [],
    keyboard = [],
    description = "",
  } = declaration;
  const fields = members.filter(({ kind }) => kind === "field");
  return {
    tag,
    text: description,
    attributes: fields.flatMap((field) =>
      field.attribute ? [{ ...typed(field), name: field.attribute, property: field.name }] : [],
    ),
    properties: fields.filter(({ attribute }) => !attribute).map(typed),
    methods: members
      .filter(({ kind }) => kind === "method")
      .map((method) => ({ ...described(method), name: signature(method) })),
    events: events.map((event) => ({
      ...described(event),
      className: event.type.text,
      cancelable: event.cancelable === true,
      fields: fieldsOf(event.type.text, manifest),
    })),
    slots: slots.map(described),
    parts: cssParts.map(described),
    tokens: tokensOf(declaration),
    keyboard: keyboard.map(({ keys, description: text }) => ({ name: keys, text })),
  };
}

function declarationsOf({ modules }: Manifest): ManifestDeclaration[] {
  return modules.flatMap(({ declarations }) => declarations);
}

function fieldsOf(className: string, manifest: Manifest): Typed[] {
  const declaration = declarationsOf(manifest).find(({ name }) => name === className);
  return (declaration?.members ?? []).filter(({ kind }) => kind === "field").map(typed);
}

/** A name for this element only is merged into the general name that it overrides. */
function tokensOf({ cssProperties = [] }: ManifestDeclaration): ElementReference["tokens"] {
  const aloneOf = new Map(
    cssProperties.flatMap(({ name, description = "", default: fallback }) => {
      const token = /^var\((--[\w-]+)\)$/.exec(fallback ?? "")?.[1];
      return token && description.startsWith(`\`${token}\`, for this`) ? [[token, name] as const] : [];
    }),
  );
  const forms = new Set(aloneOf.values());
  return cssProperties
    .filter(({ name }) => !forms.has(name))
    .map((property) => ({
      ...described(property),
      fallback: property.default ?? null,
      alone: aloneOf.get(property.name) ?? null,
    }));
}

function signature({
  name,
  parameters = [],
  return: result,
}: NonNullable<ManifestDeclaration["members"]>[number]) {
  const list = parameters.map(
    ({ name: own, optional, type }) => `${own}${optional ? "?" : ""}: ${type?.text ?? "unknown"}`,
  );
  return `${name}(${list.join(", ")}): ${result?.type?.text ?? "void"}`;
}

function described({ name, description = "", from }: ManifestItem): Described {
  return { name, text: description, ...(from !== undefined && { from }) };
}

function typed(item: ManifestItem & { type?: { text: string } }): Typed {
  return { ...described(item), type: item.type?.text ?? "unknown" };
}
