import { elementTable, own } from "./element-tables.ts";
import { type Described, type ElementReference, readElement } from "./read-element.ts";

interface Section {
  heading: string;
  /** The name of the table in a marker. */
  name: string;
  items: (element: ElementReference) => readonly Described[];
  /** A sentence before the table. */
  words?: string;
}

const SECTIONS: readonly Section[] = [
  { heading: "Attributes", name: "attributes", items: ({ attributes }) => attributes },
  { heading: "Properties", name: "properties", items: ({ properties }) => properties },
  { heading: "Methods", name: "methods", items: ({ methods }) => methods },
  {
    heading: "Events",
    name: "events",
    items: ({ events }) => events,
    words:
      "All events bubble and cross shadow roots. `preventDefault()` on a cancelable event stops what the element would do.",
  },
  { heading: "Slots", name: "slots", items: ({ slots }) => slots },
  { heading: "Parts", name: "parts", items: ({ parts }) => parts, words: "Style these with `::part()`." },
  {
    heading: "Custom properties",
    name: "tokens",
    items: ({ tokens }) => tokens,
    words: "Set these on the element or on any ancestor. The name in the last column takes precedence.",
  },
  { heading: "Keyboard", name: "keyboard", items: ({ keyboard }) => keyboard },
];

/** The whole reference of an element, in Markdown, without a title and without empty sections. */
export function elementPage(tag: string): string {
  const element = readElement(tag);
  return [element.text, ...SECTIONS.flatMap((section) => write(element, section))].join("\n\n");
}

function write(element: ElementReference, { heading, name, items, words }: Section): string[] {
  const all = items(element);
  if (all.length === 0) return [];
  return [
    `## ${heading}`,
    ...(words === undefined ? [] : [words]),
    ...(own(all).length > 0 ? [elementTable(element.tag, name)] : []),
    ...included(all, heading),
  ];
}

/** A longer list of names is not repeated. */
const FEW = 6;

/** What the elements inside add, with a link to their reference. */
function included(items: readonly Described[], heading: string): string[] {
  const others = [...new Set(items.flatMap(({ from }) => from ?? []))];
  return others.map((tag) => {
    const names = items.filter(({ from }) => from === tag).map(({ name }) => `\`${name}\``);
    const link = `[\`<${tag}>\`](/reference/${tag}#${heading.toLowerCase().replaceAll(" ", "-")})`;
    const which = names.length > FEW ? "all of its own" : names.join(", ");
    return `A ${link} inside it adds ${which}.`;
  });
}
