import type { ElementFacts } from "./element-facts.ts";
import { loadModule } from "./element-module.ts";

/** A custom property that a style sheet looks up, and what it has otherwise. */
export interface CustomProperty {
  name: string;
  /** As in the style sheet, with the element's private names resolved; null where nothing is given. */
  fallback: string | null;
}

/**
 * Style sheets of an element, as text: those of its class, and those of what is loaded later. One that is made for
 * each element takes the element's name without `keyhole-`.
 */
export async function styleTexts(tag: string, ownStyles: unknown, { sheets }: ElementFacts): Promise<string> {
  const texts = [String(ownStyles ?? "")];
  for (const { path, name } of sheets) {
    const exported = (await loadModule(path))[name];
    const sheet = typeof exported === "function" ? exported(tag.replace("keyhole-", "")) : exported;
    if (sheet !== undefined) texts.push(String(sheet));
  }
  return texts.join("\n").replace(/\/\*[\s\S]*?\*\//g, "");
}

/** What `var(--keyhole-…)` asks for, by name, in the order of the names. */
export function lookedUp(css: string): Map<string, CustomProperty> {
  const found = new Map<string, CustomProperty>();
  for (const { 1: name = "", index } of css.matchAll(/var\(\s*(--keyhole-[\w-]+)/g)) {
    const fallback = fallbackAt(css, index);
    if (!found.get(name)?.fallback) found.set(name, { name, fallback: fallback && publicly(fallback, css) });
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The literal at the end of a chain of fallbacks, such as `12px`, or the last name that has none. */
export function defaultOf({ fallback }: CustomProperty): string | null {
  if (fallback === null) return null;
  if (!/^var\(/.test(fallback)) return fallback;
  const inner = fallbackAt(fallback, 0);
  return inner === null ? fallback : defaultOf({ name: "", fallback: inner });
}

/** What stands behind the first comma of the `var(` at a place. */
function fallbackAt(css: string, start: number): string | null {
  let depth = 0;
  let comma = -1;
  for (let at = css.indexOf("(", start); at < css.length; at += 1) {
    if (css[at] === "(") depth += 1;
    if (css[at] === "," && depth === 1 && comma < 0) comma = at;
    if (css[at] === ")") depth -= 1;
    if (depth === 0)
      return comma < 0
        ? null
        : css
            .slice(comma + 1, at)
            .trim()
            .replace(/\s+/g, " ");
  }
  return null;
}

/** A private name, `--_accent`, is worth what it is set to: in public words the token that it looks up last. */
function publicly(value: string, css: string): string {
  return value.replace(/var\((--_[\w-]+)\)/g, (whole, name: string) => {
    const set = new RegExp(`${name}:\\s*([^;]+);`).exec(css)?.[1] ?? "";
    const tokens = [...set.matchAll(/var\(\s*(--keyhole-[\w-]+)/g)];
    const last = tokens.at(-1)?.[1];
    return last === undefined ? whole : `var(${last})`;
  });
}
