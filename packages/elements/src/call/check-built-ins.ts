import { html, render } from "lit";

/** What the elements need of the browser and would lack without a word, with a check that answers true. */
const CHECKS: readonly (readonly [name: string, works: (box: HTMLElement) => boolean])[] = [
  // Without them, an element has no styles.
  ["adoptedStyleSheets", () => "adoptedStyleSheets" in Document.prototype],
  // Where an old polyfill replaces what reads templates, markup appears as text.
  [
    "createTreeWalker, or what else reads templates,",
    (box) => {
      render(html`<p lang=${"en"}></p>`, box);
      return box.querySelector("p")?.lang === "en";
    },
  ],
  [
    "addEventListener",
    (box) => {
      let heard = 0;
      render(html`<p @click=${() => heard++}></p>`, box);
      box.querySelector("p")?.click();
      return heard === 1;
    },
  ],
  [
    "append",
    (box) => {
      const part = document.createElement("i");
      box.append(part);
      return part.parentNode === box;
    },
  ],
  ["closest", (box) => box.querySelector("p")?.closest("div") === box],
  [
    "Set",
    () => {
      let sum = 0;
      new Set([1, 2]).forEach((one) => {
        sum += one;
      });
      return sum === 3 && new Set([1]).has(1);
    },
  ],
  ["WeakMap", (box) => new WeakMap([[box, 1]]).get(box) === 1],
];

/** Throws where a built-in that the page has replaced does not work, and names it. */
export function checkBuiltIns(): void {
  const box = document.createElement("div");
  for (const [name, works] of CHECKS) if (!works(box)) throw new TypeError(`${name} does not work`);
}
