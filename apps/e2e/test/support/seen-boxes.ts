import type { ElementHandle } from "playwright-core";

/** What makes boxes differ besides which words they have, and so their colours and their layout. */
const DIFFERENCES = [
  ...["class", "part", "role", "type", "lang", "dir", "hidden", "disabled", "open", "checked"],
  ...["aria-expanded", "aria-selected", "aria-current", "aria-pressed", "aria-busy", "aria-disabled"],
  "tabindex",
];
/** What a box has or has not; which, makes no difference. */
const PRESENT = ["aria-label", "aria-labelledby", "aria-describedby", "alt", "for", "href"];

/** What of an element no other had, and its shape. */
export interface NewBoxes {
  atAnyWidth: boolean;
  atThisWidth: boolean;
  /** Equal where the same boxes follow each other, at the same width, however often each is repeated. */
  shape: string;
}

/** Remembers the boxes of elements. */
export interface SeenBoxes {
  /**
   * Whether an element has a box, in what it is in, that none had before: at any width, and at this one. Remembers all
   * of them, and gives those that no width has had the attribute `data-new`.
   */
  remember(host: ElementHandle<Element>, width: number): Promise<NewBoxes>;
}

/** Boxes that differ in their words alone count as one. */
export function rememberBoxes(): SeenBoxes {
  const seen = new Set<string>();
  return {
    async remember(host, width) {
      const paths = await host.evaluate(
        (host, [differences, present]) => {
          /** Short names of paths: FNV-1a, twice 32 bits. */
          const hashOf = (text: string) => {
            let [one, other] = [0x811c9dc5, 0x1b873593];
            for (let at = 0; at < text.length; at += 1) {
              one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
              other = Math.imul(other ^ text.charCodeAt(at), 0x85ebca6b);
            }
            return `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`;
          };
          const hasWords = (one: Element) =>
            [...one.childNodes].some((node) => node instanceof Text && node.data.trim());
          const pathOfParent = new Map<Element | null, string>([[null, host.localName]]);
          const boxes = new Map<string, Element[]>();
          // Parents come before their children.
          for (const one of host.shadowRoot?.querySelectorAll("*") ?? []) {
            const marks = [
              ...differences.map((name) => one.getAttribute(name)),
              ...present.map((name) => one.hasAttribute(name)),
              hasWords(one),
            ];
            const path = hashOf(
              `${pathOfParent.get(one.parentElement)} > ${one.localName}${marks.join("|")}`,
            );
            pathOfParent.set(one, path);
            const known = boxes.get(path);
            if (known) known.push(one);
            else boxes.set(path, [one]);
          }
          Object.assign(host, { boxes });
          return [...boxes.keys()];
        },
        [DIFFERENCES, PRESENT] as const,
      );
      const unseen = paths.filter((path) => !seen.has(path));
      const unseenHere = paths.map((path) => `${width} ${path}`).filter((path) => !seen.has(path));
      for (const path of [...unseen, ...unseenHere]) seen.add(path);
      if (unseen.length > 0) {
        await host.evaluate((host, paths) => {
          const { boxes } = host as Element & { boxes?: Map<string, Element[]> };
          for (const box of paths.flatMap((path) => boxes?.get(path) ?? [])) box.setAttribute("data-new", "");
        }, unseen);
      }
      return {
        atAnyWidth: unseen.length > 0,
        atThisWidth: unseenHere.length > 0,
        shape: `${width} ${paths.join(" ")}`,
      };
    },
  };
}
