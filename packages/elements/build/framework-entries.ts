import { elementsOf, membersOf } from "../manifest/editor-data.ts";
import type { Declaration, Manifest } from "../manifest/manifest-types.ts";

type Element = Declaration & { tagName: string };

/**
 * Entry points for frameworks, made from the manifest, by their path in the library: components of React, and the types
 * of the tags in JSX of React 19, in templates of Vue and in Svelte.
 */
export function frameworkEntries(manifest: Manifest): Record<string, string> {
  const elements = elementsOf(manifest);
  return {
    "react.js": reactScript(elements),
    "types/react.d.ts": reactTypes(elements),
    "types/jsx.d.ts": jsxTypes(elements),
    "types/vue.d.ts": vueTypes(elements),
    "types/svelte.d.ts": svelteTypes(elements),
    // Types alone: importing them does nothing.
    ...Object.fromEntries(["jsx.js", "vue.js", "svelte.js"].map((name) => [name, "export {};\n"])),
  };
}

function reactScript(elements: readonly Element[]): string {
  const components = elements.map(
    ({ name, tagName, events = [] }) => `export const ${name} = createComponent({
  react: React,
  tagName: "${tagName}",
  elementClass: elements.${name},
  events: {
${events.map((event) => `    ${handlerOf(event.name)}: "${event.name}",`).join("\n")}
  },
});`,
  );
  return `import { createComponent } from "@lit/react";
import * as React from "react";
import * as elements from "./index.js";

// A server renders the tags; the browser defines them.
if (typeof window !== "undefined") elements.defineElements();

${components.join("\n\n")}
`;
}

function reactTypes(elements: readonly Element[]): string {
  const components = elements.map(
    ({ name, events = [] }) => `/** The element as a component; \`ref\` is the element. */
export declare const ${name}: ReactWebComponent<
  elements.${name},
  {
${events.map((event) => `    ${handlerOf(event.name)}: EventName<elements.${event.type.text}>;`).join("\n")}
  }
>;`,
  );
  return `import type { EventName, ReactWebComponent } from "@lit/react";
import type * as elements from "./index.js";

${components.join("\n\n")}
`;
}

/** \`keyhole-call-open\` is \`onKeyholeCallOpen\`. */
function handlerOf(event: string): string {
  return `on${event.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function jsxTypes(elements: readonly Element[]): string {
  const tags = elements.map(
    (
      element,
    ) => `      "${element.tagName}": DetailedHTMLProps<HTMLAttributes<elements.${element.name}>, elements.${element.name}> &
        ${propertiesOf(element)} & {
${eventsOf(element, (name) => `on${name}`, 10)}
        };`,
  );
  return `import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type * as elements from "./index.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
${tags.join("\n")}
    }
  }
}
`;
}

function vueTypes(elements: readonly Element[]): string {
  const tags = elements.map(
    (element) => `    "${element.tagName}": DefineComponent<
      ${propertiesOf(element)} & {
${eventsOf(element, (name) => handlerOf(name), 8)}
      }
    >;`,
  );
  return `import type { DefineComponent } from "vue";
import type * as elements from "./index.js";

declare module "vue" {
  interface GlobalComponents {
${tags.join("\n")}
  }
}
`;
}

function svelteTypes(elements: readonly Element[]): string {
  const tags = elements.map(
    (element) => `    "${element.tagName}": HTMLAttributes<elements.${element.name}> &
      ${propertiesOf(element)} & {
${eventsOf(element, (name) => `on${name}`, 8)}
      };`,
  );
  return `import type { HTMLAttributes } from "svelte/elements";
import type * as elements from "./index.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
${tags.join("\n")}
  }
}
`;
}

/** What a template may set: properties, and attributes of another spelling. */
function propertiesOf(element: Element): string {
  const fields = membersOf(element, "field").filter(({ readonly }) => !readonly);
  const names = fields.map(({ name }) => `"${name}"`).join(" | ");
  const attributes = (element.attributes ?? []).filter(({ name, fieldName }) => name !== fieldName);
  const spelled = attributes.map(({ name }) => `"${name}"?: string`).join("; ");
  return `Partial<Pick<elements.${element.name}, ${names}>> & { ${spelled} }`;
}

function eventsOf({ events = [] }: Element, nameOf: (event: string) => string, spaces: number): string {
  return events
    .map(
      ({ name, type }) => `${" ".repeat(spaces)}"${nameOf(name)}"?: (event: elements.${type.text}) => void;`,
    )
    .join("\n");
}
