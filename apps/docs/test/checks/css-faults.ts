import { type ElementNames, partNames } from "../support/element-names.ts";
import type { Block } from "../support/pages.ts";

/** Unknown elements, parts and tokens in a page's style sheet. */
export function cssFaults({ at, text }: Block, { elements, tokens }: ElementNames): string[] {
  const faults: string[] = [];
  for (const [, tag = "", part = ""] of text.matchAll(/(?<![\w-])(keyhole-[\w-]+)(?:::part\(([^)]*)\))?/g)) {
    const element = elements.get(tag);
    if (element === undefined) faults.push(`${at}: there is no element <${tag}>`);
    else {
      const known = partNames(element);
      for (const name of part.split(" ").filter((word) => word !== "" && !known.has(word))) {
        faults.push(`${at}: <${tag}> has no part "${name}"`);
      }
    }
  }
  for (const [token] of text.matchAll(/--keyhole-[\w-]+/g)) {
    if (!tokens.has(token)) faults.push(`${at}: no style looks up ${token}`);
  }
  return faults;
}
