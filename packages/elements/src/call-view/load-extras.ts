import { loadOnce } from "../calls/load-once.ts";

/** What not every viewer of a call needs: the peaks of a recording that is played, and files. */
export type Extras = typeof import("../extras/index.ts");

declare const KEYHOLE_PARTS: string | undefined;

export const loadExtras = loadOnce<Extras>((again) =>
  typeof KEYHOLE_PARTS === "string"
    ? import(`${KEYHOLE_PARTS}extras.js${again}`)
    : import("../extras/index.ts"),
);
