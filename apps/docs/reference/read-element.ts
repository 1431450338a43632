/**
 * Reads an element's public interface from its source: the doc block, `static properties`, and the doc
 * comments of properties and methods. Text, not types: it stays right as long as the elements keep to
 * their one form, and a test compares it with the class itself.
 */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A name and what the source says about it. */
export interface Described {
  name: string;
  text: string;
}

export interface ElementReference {
  tag: string;
  /** Attribute, and the property that it sets. */
  attributes: (Described & { property: string })[];
  /** Properties that no attribute sets. */
  properties: Described[];
  /** With parentheses and parameters. */
  methods: Described[];
  events: (Described & { fields: Described[] })[];
  slots: Described[];
  parts: Described[];
  tokens: Described[];
}

const ELEMENTS = fileURLToPath(new URL("../../../packages/elements/src/", import.meta.url));

/** Tags of all elements that `defineElements` registers. */
export function elementTags(): string[] {
  const source = readFileSync(`${ELEMENTS}define.ts`, "utf8");
  return [...source.matchAll(/\.define\("([\w-]+)"/g)].map(([, tag = ""]) => tag);
}

/** Throws where there is no such element. */
export function readElement(tag: string): ElementReference {
  const [file] = globSync(`**/${tag}.ts`, { cwd: ELEMENTS });
  if (file === undefined || !elementTags().includes(tag)) throw new Error(`There is no element <${tag}>`);
  return parseElement(tag, readClasses(`${ELEMENTS}${file}`), readEventClass);
}

/** As `readElement`, from texts: those of the classes that it extends, and its own at the end. */
export function parseElement(
  tag: string,
  sources: readonly string[],
  eventSource: (className: string) => string,
): ElementReference {
  const block = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export class /.exec(sources.at(-1) ?? "")?.[1] ?? "";
  const tags = (name: string) => docTags(block, name);
  const reactive = sources.flatMap(reactiveProperties);
  return {
    tag,
    attributes: reactive.flatMap(({ attribute, name, text }) =>
      attribute === null ? [] : [{ name: attribute, property: name, text }],
    ),
    properties: reactive.flatMap(({ attribute, name, text }) => (attribute === null ? [{ name, text }] : [])),
    methods: sources.flatMap(publicMethods),
    events: tags("fires").map(({ name, text, type }) => ({
      name,
      text,
      fields: type === "" ? [] : eventFields(eventSource(type)),
    })),
    slots: tags("slot"),
    parts: tags("csspart"),
    tokens: tags("cssprop"),
  };
}

/** The file of a class behind those of our own classes that it extends. */
function readClasses(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const parent = /class \w+ extends (\w+)/.exec(source)?.[1];
  const path = new RegExp(`import \\{ [^}]*\\b${parent}\\b[^}]*\\} from "(\\.[^"]+)"`).exec(source)?.[1];
  return path === undefined ? [source] : [...readClasses(join(dirname(file), path)), source];
}

function readEventClass(className: string): string {
  const fileName = className.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
  return readFileSync(`${ELEMENTS}events/${fileName}.ts`, "utf8");
}

/** `@name {Type} what - text`, each on its line or several. */
function docTags(block: string, name: string): (Described & { type: string })[] {
  return joinLines(block)
    .split(/(?= @\w+ )/)
    .flatMap((part) => {
      const match = new RegExp(`^ @${name} (?:\\{(\\w+)\\} )?([\\w-]+) - (.*)$`).exec(part.trimEnd());
      return match ? [{ type: match[1] ?? "", name: match[2] ?? "", text: match[3] ?? "" }] : [];
    });
}

function reactiveProperties(source: string): (Described & { attribute: string | null })[] {
  const body = /static override readonly properties[^=]*= \{([\s\S]*?)\};\n/.exec(source)?.[1] ?? "";
  return [...body.matchAll(/(\w+): \{([^{}]*)\}/g)]
    .filter(([, , options = ""]) => !/\bstate: true/.test(options))
    .map(([, name = "", options = ""]) => {
      const text = commentOf(source, name);
      if (/\battribute: false/.test(options)) return { name, text, attribute: null };
      return { name, text, attribute: /\battribute: "([\w-]+)"/.exec(options)?.[1] ?? name.toLowerCase() };
    });
}

/** The doc comment of a property. */
function commentOf(source: string, name: string): string {
  const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n {2}${name}[:?]? `).exec(source)?.[1];
  return joinLines(comment ?? "").trim();
}

/** Methods that are neither private nor the base class's. */
function publicMethods(source: string): Described[] {
  const method = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^ {2}(?:async )?([a-z]\w*)\(([^)]*)\): /gm;
  return [...source.matchAll(method)].map(([, comment = "", name = "", parameters = ""]) => ({
    name: `${name}(${parameters})`,
    text: joinLines(comment).trim(),
  }));
}

function eventFields(source: string): Described[] {
  return [...source.matchAll(/(?:\/\*\*(.*)\*\/\n)? {2}readonly (\w+): /g)].map(
    ([, text = "", name = ""]) => ({
      name,
      text: text.trim(),
    }),
  );
}

/** The text of a comment without its stars, lines joined. */
function joinLines(comment: string): string {
  return comment.replace(/\s*\n\s*\*?/g, " ").replace(/ {2,}/g, " ");
}
