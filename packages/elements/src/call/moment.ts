import { clockTime, parseClockTime } from "../base/clock-time.ts";

/** A moment in a call, as a page's URL names it. */
export interface Moment {
  /** Id of the call, on a page that lists several; null on the page of one call. */
  id: string | null;
  /** By the recording's clock. */
  atMs: number | null;
}

/** The fragment of a link to a moment, which holds nothing else. Any other fragment is the page's. */
const OWN_FRAGMENT = /^#(keyhole-call=[^&]*(&t=[^&]*)?|t=[^&]*)$/;

/** Reads `#t=1:23` or `#keyhole-call=<id>&t=1:23`, else `?keyhole-call=<id>&keyhole-t=1:23` with this prefix. */
export function momentOf({ hash, search }: Pick<URL, "hash" | "search">, prefix = "keyhole"): Moment {
  if (OWN_FRAGMENT.test(hash)) {
    const fragment = new URLSearchParams(hash.slice(1));
    return { id: fragment.get("keyhole-call"), atMs: parseClockTime(fragment.get("t") ?? "") };
  }
  const query = new URLSearchParams(search);
  const atMs = parseClockTime(query.get(`${prefix}-t`) ?? "");
  return { id: atMs === null ? null : query.get(`${prefix}-call`), atMs };
}

/**
 * The page's URL with a moment as its fragment. With a prefix, or where the page has a fragment of its own, which
 * may be a route, the moment is in the query.
 */
export function linkTo(pageUrl: string, { id, atMs }: Moment, prefix: string | null = null): string {
  const url = new URL(pageUrl);
  const time = clockTime(atMs ?? 0, "en");
  const call = id === null ? "" : encodeURIComponent(id);
  if (prefix === null && (url.hash === "" || OWN_FRAGMENT.test(url.hash))) {
    url.hash = `${call && `keyhole-call=${call}&`}t=${time}`;
    return url.href;
  }
  const names = ["call", "t"].map((name) => `${prefix ?? "keyhole"}-${name}`);
  const pairs = url.search.replace(/^\?/, "").split("&");
  const others = pairs.filter((pair) => pair && !names.some((name) => pair.startsWith(`${name}=`)));
  const own = [call && `${names[0]}=${call}`, `${names[1]}=${time}`].filter(Boolean);
  url.search = [...others, ...own].join("&");
  return url.href;
}
