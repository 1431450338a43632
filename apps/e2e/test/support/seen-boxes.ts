import type { Locator } from "playwright-core";

/** What makes boxes differ besides their words, and so their colours and their layout. */
const DIFFERENCES = [
  ...["class", "part", "role", "type", "lang", "dir", "hidden", "disabled", "open", "checked"],
  ...["aria-expanded", "aria-selected", "aria-current", "aria-pressed", "aria-busy", "aria-disabled"],
];

/** Remembers the boxes of elements. */
export interface SeenBoxes {
  /** Whether an element has a box, in what it is in, that none had before; remembers all of them. */
  hasNew(element: Locator, width: number): Promise<boolean>;
}

/** Boxes that differ in their words alone count as one. */
export function rememberBoxes(): SeenBoxes {
  const seen = new Set<string>();
  return {
    async hasNew(element, width) {
      const paths = await element.evaluate((host, differences) => {
        const pathOf = (one: Element): string => {
          const marks = differences.map((name) => one.getAttribute(name));
          return `${one.parentElement ? pathOf(one.parentElement) : host.localName} > ${one.localName}${marks.join("|")}`;
        };
        return [...new Set([...(host.shadowRoot?.querySelectorAll("*") ?? [])].map(pathOf))];
      }, DIFFERENCES);
      const unseen = paths.map((path) => `${width} ${path}`).filter((path) => !seen.has(path));
      for (const path of unseen) seen.add(path);
      return unseen.length > 0;
    },
  };
}
