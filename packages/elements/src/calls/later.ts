/** What is not needed for the first row: the details of a call, and the texts for what went wrong. */
export type Later = typeof import("../later/index.ts");

/** Set by the build: path of the file, from the origin of the script. */
declare const KEYHOLE_LATER: string | undefined;

let loading: Promise<Later> | undefined;
let failures = 0;

/** Loads it once for all elements. In the bundle it is a file of its own, of the same version. */
export function loadLater(): Promise<Later> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    failures += 1;
    throw error;
  });
  return loading;
}

function load(): Promise<Later> {
  if (typeof KEYHOLE_LATER !== "string") return import("../later/index.ts");
  // Chromium keeps a failed import of a URL as long as the page lives.
  return import(KEYHOLE_LATER + (failures > 0 ? `?${failures}` : ""));
}
