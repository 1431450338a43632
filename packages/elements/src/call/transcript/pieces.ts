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
const TRAILING = /[.,;:!?'’*_~…。，、！？]+$/;

/**
 * The web addresses of a text, `http` and `https` alone. An address with a user name
 * (`https://bank.example@evil.example`) stays text, because it reads like another host.
 */
export function findLinks(text: string): Link[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: found, index: start }): Link[] => {
    const address = trimmed(found);
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return [];
    return [{ start, end: start + address.length, href: url.href }];
  });
}

/** Removes trailing punctuation, and a closing bracket that was opened before the address. */
function trimmed(found: string): string {
  let address = found.replace(TRAILING, "");
  for (const [open, close] of ["()", "[]", "{}"] as const) {
    while (address.endsWith(close as string) && count(address, open) < count(address, close)) {
      address = address.slice(0, -1).replace(TRAILING, "");
    }
  }
  return address;
}

function count(text: string, character: string | undefined): number {
  return text.split(character ?? "").length - 1;
}

/** A piece of a turn's text: all of it is in one link or none, and in one match or none. */
export interface Piece {
  text: string;
  href: string | null;
  /** Index of the match in this text; null outside of one. */
  match: number | null;
}

/** Cuts a text where links and matches begin and end. The pieces add up to the text. */
export function piecesOf(text: string, links: readonly Link[], matches: readonly TextRange[]): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...links, ...matches]) cuts.add(start).add(end);
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(1).map((end, step) => {
    const start = places[step] ?? 0;
    const holds = (range: TextRange) => range.start <= start && end <= range.end;
    const match = matches.findIndex(holds);
    return {
      text: text.slice(start, end),
      href: links.find(holds)?.href ?? null,
      match: match < 0 ? null : match,
    };
  });
}
