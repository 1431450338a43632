import { clockTime, parseClockTime } from "../base/clock-time.ts";

/** A place in a call, as the fragment of a page's URL names it. */
export interface Moment {
  /** The call, on a page that lists several; null where the page has one. */
  id: string | null;
  /** By the recording's clock. */
  atMs: number | null;
}

/** Reads `#t=1:23` or `#keyhole-call=<id>&t=1:23`. */
export function momentOf(hash: string): Moment {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  return { id: fields.get("keyhole-call"), atMs: parseClockTime(fields.get("t") ?? "") };
}

/** The page's URL with another fragment. */
export function linkTo(pageUrl: string, id: string | null, atMs: number): string {
  const url = new URL(pageUrl);
  const call = id === null ? "" : `keyhole-call=${encodeURIComponent(id)}&`;
  url.hash = `${call}t=${clockTime(atMs)}`;
  return url.href;
}
