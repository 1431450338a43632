import type { Link, Stretch } from "./find-links.ts";

/** A piece of a turn's text: all of it is in one link or none, and in one match or none. */
export interface Piece {
  text: string;
  href: string | null;
  /** Place of the match among those of this text; null outside. */
  match: number | null;
}

/** Cuts a text where links and matches begin and end. Nothing of it is lost. */
export function piecesOf(text: string, links: readonly Link[], matches: readonly Stretch[]): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...links, ...matches]) cuts.add(start).add(end);
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(1).map((end, step) => {
    const start = places[step] ?? 0;
    const holds = (stretch: Stretch) => stretch.start <= start && end <= stretch.end;
    const match = matches.findIndex(holds);
    return {
      text: text.slice(start, end),
      href: links.find(holds)?.href ?? null,
      match: match < 0 ? null : match,
    };
  });
}
