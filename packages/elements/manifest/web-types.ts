import { attributeType, elementsOf, membersOf } from "./editor-data.ts";
import type { Declaration, Manifest, Member } from "./manifest-types.ts";

/** For JetBrains' editors: https://github.com/JetBrains/web-types, found by the field `web-types` of a package.json. */
export function webTypes(manifest: Manifest, { name, version }: { name: string; version: string }) {
  return {
    name,
    version,
    "js-types-syntax": "typescript",
    "description-markup": "markdown",
    contributions: {
      html: { elements: elementsOf(manifest).map(htmlElement) },
    },
  };
}

function htmlElement(element: Declaration & { tagName: string }) {
  return {
    name: element.tagName,
    description: element.description ?? "",
    attributes: (element.attributes ?? []).map((attribute) => ({
      name: attribute.name,
      description: attribute.description ?? "",
      value: { type: attributeType(attribute) },
    })),
    slots: (element.slots ?? []).map(described),
    js: {
      properties: membersOf(element, "field").map((field) => ({
        ...described(field),
        type: field.type?.text ?? "unknown",
      })),
      events: (element.events ?? []).map((event) => ({ ...described(event), type: event.type.text })),
    },
    css: {
      properties: (element.cssProperties ?? []).map((property) => ({
        ...described(property),
        ...(property.default !== undefined && { default: property.default }),
      })),
      parts: (element.cssParts ?? []).map(described),
    },
  };
}

function described({ name, description = "" }: Pick<Member, "name"> & { description?: string }) {
  return { name, description };
}
