import type { Plugin } from "vite";
import { LIT_EDITS } from "./lit-edits.ts";

/** Leaves out of Lit what the elements do not need. Fails where Lit has changed. */
export const smallerLit: Plugin = {
  name: "smaller-lit",
  transform: {
    filter: { id: /\/(?:css-tag|reactive-element|lit-element|lit-html)\.js$/ },
    handler(code, id) {
      let smaller = code;
      for (const { file, what, of, to = "" } of LIT_EDITS.filter((edit) => id.endsWith(`/${edit.file}.js`))) {
        if (!of.test(smaller)) throw new Error(`smaller-lit: Lit has changed ${what} in ${file}.js.`);
        smaller = smaller.replace(of, to);
      }
      return { code: smaller, map: null };
    },
  },
};
