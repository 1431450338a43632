/** Loads something once for all who need it; a failure is tried again by the next one. */
export function loadOnce<Part>(load: (again: string) => Promise<Part>): () => Promise<Part> {
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
