/** The words for what went wrong. */
export type Later = typeof import("../later/index.ts");

/** What shows one call. */
export type CallPart = typeof import("../call-view/index.ts");

/** Set by the build: folder of the files, from the origin of the script. */
declare const KEYHOLE_PARTS: string | undefined;

/** Not needed for the first row. In the bundle each is a file of its own, of the same version. */
export const loadLater = part<Later>((again) =>
  typeof KEYHOLE_PARTS === "string"
    ? import(`${KEYHOLE_PARTS}later.js${again}`)
    : import("../later/index.ts"),
);
export const loadCall = part<CallPart>((again) =>
  typeof KEYHOLE_PARTS === "string"
    ? import(`${KEYHOLE_PARTS}call.js${again}`)
    : import("../call-view/index.ts"),
);

/** Loads once for all elements; a failure is tried again by the next one who needs it. */
function part<Part>(load: (again: string) => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  let failures = 0;
  return () => {
    // Chromium keeps a failed import of a URL as long as the page lives.
    loading ??= load(failures ? `?${failures}` : "").catch((error: unknown) => {
      loading = undefined;
      failures += 1;
      throw error;
    });
    return loading;
  };
}
