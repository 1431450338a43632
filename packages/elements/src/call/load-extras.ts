import { lazy } from "../base/lazy.ts";

/** What not every viewer of a call needs: the peaks of a recording that is played, and files. */
export type Extras = typeof import("./extras.ts");

declare const KEYHOLE_PARTS: string | undefined;

export const loadExtras = lazy<Extras>((retry) =>
  typeof KEYHOLE_PARTS === "string" ? import(`${KEYHOLE_PARTS}extras.js${retry}`) : import("./extras.ts"),
);
