import type { Plugin } from "vite";

/** What Lit has for others, and what becomes of it. All supported browsers have adopted style sheets. */
const EDITS: readonly [what: string, of: RegExp, to: string][] = [
  [
    "the fallback for browsers without adopted style sheets",
    /=\w+\.ShadowRoot&&\(void 0===\w+\.ShadyCSS\|\|\w+\.ShadyCSS\.nativeShadow\)&&"adoptedStyleSheets"in Document\.prototype&&"replace"in CSSStyleSheet\.prototype/,
    "=true",
  ],
  // The tests run Lit's development build, which explains them at length.
  ["the error for a wrong value in css", /Error\("Value passed to 'css'[^"]+"\+\w+\+"[^"]+"\)/, "Error()"],
  ["the error for a style made by hand", /Error\("CSSResult is not constructable\.[^"]+"\)/, "Error()"],
];

/** Leaves out of Lit what the elements do not need. */
export const smallerLit: Plugin = {
  name: "smaller-lit",
  transform: {
    filter: { id: /\/@lit\/reactive-element\/css-tag\.js$/ },
    handler(code) {
      let smaller = code;
      for (const [what, of, to] of EDITS) {
        if (!of.test(smaller)) throw new Error(`smaller-lit: Lit has changed ${what}.`);
        smaller = smaller.replace(of, to);
      }
      return { code: smaller, map: null };
    },
  },
};
