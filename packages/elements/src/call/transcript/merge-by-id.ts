interface Identified {
  readonly id: string;
}

/**
 * Adds a page that may have been asked for before: what is known keeps its place, and its object where
 * nothing about it has changed, so that nothing is rendered for it; the rest comes at the end. The
 * same array comes back where nothing is new.
 */
export function mergeById<Item extends Identified>(
  known: readonly Item[],
  page: readonly Item[],
): readonly Item[] {
  const places = new Map(known.map(({ id }, place) => [id, place]));
  const merged = [...known];
  let changed = false;
  for (const item of page) {
    const place = places.get(item.id) ?? merged.length;
    const before = merged[place];
    if (before && JSON.stringify(before) === JSON.stringify(item)) continue;
    merged[place] = item;
    places.set(item.id, place);
    changed = true;
  }
  return changed ? merged : known;
}
