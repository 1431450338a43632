import { ADDRESS_CHARACTERS_MAX } from "../../base/limits.ts";
import { parseUrl } from "../../base/parse-url.ts";

/** A range of a text; `end` is exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

export interface Link extends TextRange {
  href: string;
}

/** A web address, up to a character that no URL contains or that closes a quotation. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»`\u2028\u2029]+/gi;

/** Punctuation that ends a sentence rather than an address. */
const TRAILING = ".,;:!?'’*_~…。，、！？";
const BRACKETS = ["()", "[]", "{}"];

/**
 * The web addresses of a text, `http` and `https` alone. An address with a user name
 * (`https://bank.example@evil.example`) stays text, because it reads like another host; so does one
 * that is longer than browsers agree on.
 */
export function findLinks(text: string): Link[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: found, index: start }): Link[] => {
    const address = trimmed(found);
    const url = address.length <= ADDRESS_CHARACTERS_MAX ? parseUrl(address) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return [];
    return [{ start, end: start + address.length, href: url.href }];
  });
}

/** Removes trailing punctuation and closing brackets that were opened before the address, in one pass from the end. */
function trimmed(found: string): string {
  // How many brackets of each kind are closed without having been opened.
  const surplus = BRACKETS.map(
    ([open = "", close = ""]) => found.split(close).length - found.split(open).length,
  );
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    if (TRAILING.includes(last)) continue;
    const kind = BRACKETS.findIndex(([, close]) => close === last);
    if ((surplus[kind] ?? 0) <= 0) break;
    surplus[kind] = (surplus[kind] ?? 0) - 1;
  }
  return found.slice(0, end);
}

/** A piece of a turn's text: all of it is in one link or none, and in one match or none. */
export interface Piece {
  text: string;
  href: string | null;
  /** Index of the match in this text; null outside of one. */
  match: number | null;
}

/**
 * Cuts a text where links and matches begin and end. The pieces add up to the text. Links, and matches,
 * are in order and do not overlap each other.
 */
export function piecesOf(text: string, links: readonly Link[], matches: readonly TextRange[]): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...links, ...matches]) cuts.add(start).add(end);
  const places = [...cuts].sort((one, other) => one - other);
  let link = 0;
  let match = 0;
  return places.slice(1).map((end, step) => {
    const start = places[step] ?? 0;
    while ((links[link]?.end ?? end) <= start) link += 1;
    while ((matches[match]?.end ?? end) <= start) match += 1;
    return {
      text: text.slice(start, end),
      href: (links[link]?.start ?? end) <= start ? (links[link]?.href ?? null) : null,
      match: (matches[match]?.start ?? end) <= start ? match : null,
    };
  });
}
