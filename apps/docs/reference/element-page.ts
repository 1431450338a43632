import { elementTable, own } from "./element-tables.ts";
import { type Described, type ElementReference, readElement } from "./read-element.ts";

interface Section {
  heading: string;
  /** As a marker of a single table names it. */
  name: string;
  items: (element: ElementReference) => readonly Described[];
  /** Before the table. */
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
      "Each bubbles and crosses shadow roots. Where one can be prevented, `preventDefault()` leaves to the page what the element would do.",
  },
  { heading: "Slots", name: "slots", items: ({ slots }) => slots },
  { heading: "Parts", name: "parts", items: ({ parts }) => parts, words: "For `::part()`." },
  {
    heading: "Custom properties",
    name: "tokens",
    items: ({ tokens }) => tokens,
    words: "Set on the element or anywhere above it. The name in the last column goes first.",
  },
  { heading: "Keyboard", name: "keyboard", items: ({ keyboard }) => keyboard },
];

/** All of an element's reference, in Markdown, without a title. Sections without an entry are left out. */
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

/** More names than this are not listed again. */
const FEW = 6;

/** What the elements inside bring, with a link to where it is told. */
function included(items: readonly Described[], heading: string): string[] {
  const others = [...new Set(items.flatMap(({ from }) => from ?? []))];
  return others.map((tag) => {
    const names = items.filter(({ from }) => from === tag).map(({ name }) => `\`${name}\``);
    const link = `[\`<${tag}>\`](/reference/${tag}#${heading.toLowerCase().replaceAll(" ", "-")})`;
    const which = names.length > FEW ? "all" : names.join(", ");
    return `While ${link} is shown in it, ${which} of that element as well.`;
  });
}
