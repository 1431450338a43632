import { addTexts } from "../i18n/localize.ts";
import type { Catalogue } from "../i18n/text.ts";

/** The words for what went wrong. */
export type Later = typeof import("../errors/index.ts");

/** What shows one call. */
export type CallPart = typeof import("../call/index.ts");

/** The list beyond its rows: keys, filters, refreshing, export. */
export type ListPart = typeof import("../list/index.ts");

/** Set by the build: folder of the files, from the origin of the script. */
declare const KEYHOLE_PARTS: string | undefined;

/** Not needed for the first row. In the bundle each is a file of its own, of the same version. */
export const loadLater = loadOnce<Later>((again) =>
  typeof KEYHOLE_PARTS === "string"
    ? import(`${KEYHOLE_PARTS}later.js${again}`)
    : import("../errors/index.ts"),
);
export const loadCall = loadOnce<CallPart>((again) =>
  typeof KEYHOLE_PARTS === "string" ? import(`${KEYHOLE_PARTS}call.js${again}`) : import("../call/index.ts"),
);
export const loadList = loadOnce<ListPart>((again) =>
  typeof KEYHOLE_PARTS === "string" ? import(`${KEYHOLE_PARTS}list.js${again}`) : import("../list/index.ts"),
);

/** Loads something once for all who need it; a failure is tried again by the next one. */
function loadOnce<Part extends { texts: Catalogue }>(
  load: (again: string) => Promise<Part>,
): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  let failures = 0;
  return () => {
    // Chromium keeps a failed import of a URL as long as the page lives.
    loading ??= load(failures ? `?${failures}` : "").then(
      (part) => {
        addTexts(part.texts);
        return part;
      },
      (error: unknown) => {
        loading = undefined;
        failures += 1;
        throw error;
      },
    );
    return loading;
  };
}
