/** What a key does in the list. */
export interface KeyContext {
  index: number;
  count: number;
  /** The row that is one view below or above a row. */
  pageFrom: (index: number, direction: 1 | -1) => number;
}

/**
 * The row that a key leads to, or null where the list has no use for the key.
 * Keys of the ARIA APG grid pattern; a list with fewer than three cells a row may take Home and End
 * for its first and last row.
 */
export function rowAfterKey(key: string, { index, count, pageFrom }: KeyContext): number | null {
  const target = {
    ArrowDown: () => index + 1,
    ArrowUp: () => index - 1,
    Home: () => 0,
    End: () => count - 1,
    PageDown: () => Math.max(index + 1, pageFrom(index, 1)),
    PageUp: () => Math.min(index - 1, pageFrom(index, -1)),
  };
  if (!Object.hasOwn(target, key)) return null;
  return Math.max(0, Math.min(count - 1, target[key as keyof typeof target]()));
}
