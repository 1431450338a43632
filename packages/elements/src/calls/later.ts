/** What is not needed for the first row: the details of a call, and the texts for what went wrong. */
export type Later = typeof import("../later/index.ts");

let loading: Promise<Later> | undefined;

/** Loads it once for all elements. In the bundle it is a file of its own, of the same version. */
export function loadLater(): Promise<Later> {
  loading ??= import("../later/index.ts").catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
