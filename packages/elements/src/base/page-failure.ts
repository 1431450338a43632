/** The page has changed something of the browser that the element needs, or the browser never had it. */
export interface PageFailure {
  kind: "page";
  /** The exception, in the browser's words. */
  reason: string;
}

/** What an exception that nobody expects says, and logs it. */
export function pageFailure(error: unknown): PageFailure {
  // Some pages replace the console.
  console.error?.(error);
  return { kind: "page", reason: `${error}` };
}
