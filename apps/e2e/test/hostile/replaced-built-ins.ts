import { DOCUMENTS, GLOBALS } from "./replaced-browser.ts";
import { ADDED, ITERATORS, LIBRARIES } from "./replaced-language.ts";
import type { Replacement } from "./replacement.ts";

/** In groups, as the broker answers only so many requests of one address in a while. */
export const REPLACEMENTS: Readonly<Record<string, readonly Replacement[]>> = {
  "an old library": [...LIBRARIES, ...ADDED],
  "an old iteration": ITERATORS,
  "a polyfilled global": GLOBALS.slice(0, GLOBALS.length / 2),
  "a missing global": GLOBALS.slice(GLOBALS.length / 2),
  "a changed document": DOCUMENTS,
};
