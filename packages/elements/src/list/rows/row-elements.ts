import { type RowProps, renderRow } from "./render-row.ts";

/**
 * The elements of the rendered rows by call id, so that a row that stays keeps its element and its focus. (Lit's
 * `repeat` does the same for 0.7 kB.) Each row is a render root of its own.
 */
export class RowElements {
  readonly #known = new Map<string, HTMLElement>();

  /** Renders the rows into a box, in this order. Without a box, all elements are dropped. */
  show(box: HTMLElement | null, views: readonly RowProps[], render = renderRow): void {
    const ids = new Set(views.map(({ call }) => call.id));
    for (const [id, element] of this.#known) {
      if (ids.has(id)) continue;
      element.remove();
      this.#known.delete(id);
    }
    let place = box?.firstElementChild ?? null;
    for (const view of views) {
      const row = this.#known.get(view.call.id) ?? document.createElement("div");
      this.#known.set(view.call.id, row);
      if (row === place) place = place.nextElementSibling;
      else box?.insertBefore(row, place);
      render(row, view);
    }
  }
}

/** Index of the row that an event comes from; -1 for none. */
export function rowIndex(event: Event): number {
  const row = event.target instanceof Element ? event.target.closest(".row") : null;
  return Number(row?.getAttribute("aria-rowindex") ?? 0) - 1;
}
