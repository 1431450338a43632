import { type Described, type ElementReference, readElement } from "./read-element.ts";

/** What a page can ask for, and how it is written. */
const TABLES: Readonly<Record<string, (element: ElementReference) => string>> = {
  attributes: ({ attributes }) =>
    table(
      ["attribute", "property", "what it is"],
      attributes.map(({ name, property, text }) => [code(name), code(property), text]),
    ),
  properties: ({ properties }) => described("property", properties),
  methods: ({ methods }) => described("method", methods),
  events: ({ events }) =>
    table(
      ["event", "when", "carries"],
      events.map(({ name, text, fields }) => [code(name), text, fields.map(carried).join("<br>")]),
    ),
  slots: ({ slots }) => described("slot", slots),
  parts: ({ parts }) => described("part", parts),
  tokens: ({ tokens }) => described("token", tokens),
};

/** One table of an element's reference, in Markdown. Throws where there is no such table, or nothing in it. */
export function elementTable(tag: string, name: string): string {
  const write = TABLES[name];
  if (write === undefined) throw new Error(`There is no table "${name}": ${Object.keys(TABLES).join(", ")}`);
  const text = write(readElement(tag));
  if (!text.includes("\n| `")) throw new Error(`<${tag}> has no ${name}`);
  return text;
}

function described(heading: string, items: readonly Described[]): string {
  return table(
    [heading, "what it is"],
    items.map(({ name, text }) => [code(name), text]),
  );
}

function carried({ name, text }: Described): string {
  return text === "" ? code(name) : `${code(name)}: ${text}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A Markdown table. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}
