import { type Described, type ElementReference, readElement } from "./read-element.ts";

/** Writes each table by its name in a marker. Entries of elements inside are on the pages of those elements. */
const TABLES: Readonly<Record<string, (element: ElementReference) => string>> = {
  attributes: ({ attributes }) =>
    table(
      ["attribute", "property", "type", "description"],
      attributes.map(({ name, property, type, text }) => [code(name), code(property), code(type), text]),
    ),
  properties: ({ properties }) =>
    table(
      ["property", "type", "description"],
      properties.map(({ name, type, text }) => [code(name), code(type), text]),
    ),
  methods: ({ methods }) => described("method", methods),
  events: ({ events }) =>
    table(
      ["event", "when", "fields", "cancelable"],
      own(events).map(({ name, text, fields, className, cancelable }) => [
        `${code(name)}<br>${code(className)}`,
        text,
        fields.map(carried).join("<br>"),
        cancelable ? "yes" : "no",
      ]),
    ),
  slots: ({ slots }) => described("slot", slots),
  parts: ({ parts }) => described("part", own(parts)),
  tokens: ({ tokens }) =>
    table(
      ["custom property", "description", "default", "for this element only"],
      own(tokens).map(({ name, text, fallback, alone }) => [
        code(name),
        text,
        fallback === null ? "" : code(fallback),
        alone === null ? "" : code(alone),
      ]),
    ),
  keyboard: ({ keyboard }) =>
    table(
      ["key", "action"],
      keyboard.map(({ name, text }) => [name.split(", ").map(code).join(", "), text]),
    ),
};

/** One table of an element's reference, in Markdown. Throws if the table is unknown or empty. */
export function elementTable(tag: string, name: string): string {
  const write = TABLES[name];
  if (write === undefined) throw new Error(`There is no table "${name}": ${Object.keys(TABLES).join(", ")}`);
  const text = write(readElement(tag));
  if (!text.includes("\n| `")) throw new Error(`<${tag}> has no ${name}`);
  return text;
}

/** Items that the element itself documents. */
export function own<Item extends Described>(items: readonly Item[]): Item[] {
  return items.filter(({ from }) => from === undefined);
}

function described(heading: string, items: readonly Described[]): string {
  return table(
    [heading, "description"],
    items.map(({ name, text }) => [code(name), text]),
  );
}

function carried({ name, type, text }: ElementReference["events"][number]["fields"][number]): string {
  return text === "" ? code(`${name}: ${type}`) : `${code(`${name}: ${type}`)}: ${text}`;
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
