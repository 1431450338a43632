import type { Attribute, Declaration, Manifest, Member } from "./manifest-types.ts";

/** The elements of a manifest, in the order of their tags. */
export function elementsOf({ modules }: Manifest): (Declaration & { tagName: string })[] {
  return modules
    .flatMap(({ declarations }) => declarations)
    .flatMap((declaration) => (declaration.tagName ? [{ ...declaration, tagName: declaration.tagName }] : []))
    .sort((one, other) => (one.tagName < other.tagName ? -1 : 1));
}

/** Fields and methods of an element that a script may use. */
export function membersOf({ members = [] }: Declaration, kind: Member["kind"]): Member[] {
  return members.filter((member) => member.kind === kind);
}

/**
 * For VS Code's setting `html.customData`, version 1.1:
 * https://github.com/microsoft/vscode-custom-data/blob/main/docs/HTML.md
 */
export function vscodeHtmlData(manifest: Manifest) {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map((element) => ({
      name: element.tagName,
      description: { kind: "markdown", value: htmlDescription(element) },
      attributes: (element.attributes ?? []).map(({ name, description = "" }) => ({ name, description })),
    })),
  };
}

/**
 * For VS Code's setting `css.customData`, version 1.1:
 * https://github.com/microsoft/vscode-custom-data/blob/main/docs/CSS.md
 */
export function vscodeCssData(manifest: Manifest) {
  const properties = new Map<string, { name: string; description: string }>();
  const parts = new Map<string, { name: string; description: string }>();
  for (const element of elementsOf(manifest)) {
    for (const { name, description = "", default: fallback } of element.cssProperties ?? []) {
      if (properties.has(name)) continue;
      properties.set(name, {
        name,
        description: fallback ? `${description} Default: \`${fallback}\`` : description,
      });
    }
    for (const { name, description = "" } of element.cssParts ?? []) {
      const known = parts.get(name)?.description;
      const own = `<${element.tagName}>: ${description}`;
      parts.set(name, { name: `::part(${name})`, description: known ? `${known}\n\n${own}` : own });
    }
  }
  return { version: 1.1, properties: [...properties.values()], pseudoElements: [...parts.values()] };
}

function htmlDescription({ description = "", events = [], slots = [] }: Declaration): string {
  const list = (title: string, items: readonly { name: string; description?: string }[]) =>
    items.length === 0
      ? []
      : [
          `**${title}**`,
          items.map(({ name, description: text = "" }) => `- \`${name}\`: ${text}`).join("\n"),
        ];
  return [description, ...list("Events", events), ...list("Slots", slots)].join("\n\n");
}

/** The type of an attribute's value; every attribute holds text. */
export function attributeType({ type }: Attribute): string {
  return type?.text.replace(/ \| null$/, "") ?? "string";
}
