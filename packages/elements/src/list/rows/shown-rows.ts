import type { RowProps } from "./render-row.ts";

/** A row shows the year unless it is the current one, which changes at a quarter of an hour in every time zone. */
const YEAR_CHECK_MS = 900_000;

/** What each row shows. A key, a refresh and a page of calls update the whole list, and change few of its rows. */
export class ShownRows {
  readonly #known = new WeakMap<Element, RowProps>();

  /** Whether a row shows the same already; if not, remembers what it is about to show. It may have another number. */
  keeps(row: Element, view: RowProps): boolean {
    const shown = this.#known.get(row);
    const next = { ...view, nowMs: Math.floor(view.nowMs / YEAR_CHECK_MS) };
    this.#known.set(row, next);
    const keys = Object.keys(next) as (keyof RowProps)[];
    const kept = shown !== undefined && keys.every((key) => key === "index" || shown[key] === next[key]);
    // Newer calls above change the number of every row, and nothing else.
    if (kept) row.ariaRowIndex = `${view.index + 1}`;
    return kept;
  }
}
