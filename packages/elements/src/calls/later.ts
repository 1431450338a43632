import { loadOnce } from "./load-once.ts";

/** The words for what went wrong. */
export type Later = typeof import("../later/index.ts");

/** What shows one call. */
export type CallPart = typeof import("../call-view/index.ts");

/** Set by the build: folder of the files, from the origin of the script. */
declare const KEYHOLE_PARTS: string | undefined;

/** Not needed for the first row. In the bundle each is a file of its own, of the same version. */
export const loadLater = loadOnce<Later>((again) =>
  typeof KEYHOLE_PARTS === "string"
    ? import(`${KEYHOLE_PARTS}later.js${again}`)
    : import("../later/index.ts"),
);
export const loadCall = loadOnce<CallPart>((again) =>
  typeof KEYHOLE_PARTS === "string"
    ? import(`${KEYHOLE_PARTS}call.js${again}`)
    : import("../call-view/index.ts"),
);
