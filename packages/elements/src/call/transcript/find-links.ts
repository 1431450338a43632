/** A stretch of a text, from `start` up to and not including `end`. */
export interface Stretch {
  start: number;
  end: number;
}

export interface Link extends Stretch {
  href: string;
}

/** A web address: up to what cannot stand in one, or is the end of a quotation. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»`\u2028\u2029]+/gi;

/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'’*_~…。，、！？]+$/;

/**
 * The web addresses of a text: `http` and `https` alone. One that carries a user's name
 * (`https://bank.example@evil.example`) is left as text, since it reads like another host.
 */
export function findLinks(text: string): Link[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: found, index: start }): Link[] => {
    const address = trimmed(found);
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return [];
    return [{ start, end: start + address.length, href: url.href }];
  });
}

/** Without punctuation at its end, and without a bracket that was opened before it. */
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
