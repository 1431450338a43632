import type { ElementNames } from "../support/element-names.ts";
import type { Block } from "../support/pages.ts";

/** Attributes that HTML allows on any element. */
const GLOBAL = ["class", "id", "hidden", "lang", "dir", "slot", "title"];
const TAG = /<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g;
/** `/keyhole.js`, also of a release, and the single file of a release. */
const SCRIPT = /\/keyhole\.js$|\/keyhole\/\d[\w.+-]*\/keyhole\.bundle\.js$/;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/g;

/** Unknown elements, attributes, slots and scripts in a page's HTML. */
export function htmlFaults({ at, text }: Block, { elements }: ElementNames): string[] {
  const faults: string[] = [];
  const slots = new Set([...elements.values()].flatMap((element) => element.slots.map(({ name }) => name)));
  const tags = [...text.matchAll(TAG)];
  if (tags.length !== text.match(/<[a-z]/g)?.length) faults.push(`${at}: holds a tag that cannot be read`);
  for (const [, tag = "", attributes = ""] of tags) {
    const element = elements.get(tag);
    if (tag.includes("-") && element === undefined) faults.push(`${at}: there is no element <${tag}>`);
    for (const [, name = "", value = ""] of attributes.matchAll(ATTRIBUTE)) {
      if (name.startsWith("on"))
        faults.push(`${at}: an inline handler, ${name}, which a page policy refuses`);
      if (name === "slot" && !slots.has(value)) faults.push(`${at}: there is no slot "${value}"`);
      if (tag === "script" && name === "src" && !SCRIPT.test(value)) {
        faults.push(`${at}: the Worker serves no ${value}`);
      }
      const isKnown = element?.attributes.some((attribute) => attribute.name === name) ?? true;
      if (!isKnown && !GLOBAL.includes(name)) faults.push(`${at}: <${tag}> has no attribute "${name}"`);
    }
  }
  return faults;
}
