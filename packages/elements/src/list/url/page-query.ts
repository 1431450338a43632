import type { CallFilters } from "../../base/call-filters.ts";
import { FILTER_NAMES, filtersOf } from "../filters/filters-of.ts";

/** What a page's query says of a list. */
export interface ListView {
  filters: CallFilters;
  /** The call that is open. */
  call: string | null;
}

/** What an id of a call may look like. */
const ID = /^[\w-]{1,100}$/;

const NUMBERS: readonly string[] = ["minDurationMs", "maxDurationMs"] satisfies (keyof CallFilters)[];

/** Reads what the names with a prefix say. What cannot be is left out. */
export function readPageQuery(search: string, prefix: string): ListView {
  const params = new URLSearchParams(search);
  const read = (name: string) => params.get(paramOf(prefix, name));
  const fields = FILTER_NAMES.map((name) => {
    const text = read(name);
    return [name, NUMBERS.includes(name) && /^\d+$/.test(text ?? "") ? Number(text) : text] as const;
  });
  const call = read("call");
  return { filters: filtersOf(Object.fromEntries(fields)), call: call && ID.test(call) ? call : null };
}

/** A page's query with another view in it. What is not the list's own stays as it is, to the letter. */
export function writePageQuery(search: string, prefix: string, { filters, call }: ListView): string {
  const names = [...FILTER_NAMES, "call"].map((name) => paramOf(prefix, name));
  const pairs = search.replace(/^\?/, "").split("&").filter(Boolean);
  const isOwn = (pair: string) => names.includes(nameOf(pair));
  const place = pairs.findIndex(isOwn);
  const others = pairs.filter((pair) => !isOwn(pair));
  const own = [...FILTER_NAMES.map((name) => [name, filters[name]] as const), ["call", call] as const]
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(paramOf(prefix, name))}=${encodeURIComponent(`${value}`)}`);
  // In the place of those before, so that two lists do not take turns at the end.
  others.splice(place < 0 ? others.length : place, 0, ...own);
  const query = others.join("&");
  return query && `?${query}`;
}

/** `minDurationMs` becomes `keyhole-min-duration-ms`. */
function paramOf(prefix: string, name: string): string {
  return `${prefix}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The name of a pair, as a page's own code would read it. */
function nameOf(pair: string): string {
  return new URLSearchParams(pair).keys().next().value ?? "";
}
