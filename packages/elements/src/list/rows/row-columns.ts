const COLUMNS = ["status", "start", "duration", "end"];

/**
 * Widths of the columns that all rows share. Rows come and go while a viewer scrolls: a column grows with the widest
 * content that was in view, and gets narrower only with another width or language of the list.
 */
export class RowColumns {
  #fitFor = "";
  readonly #widthsPx = new Map<string, number>();

  /** Widens the columns for the rendered rows, through the CSSOM. `change` names what lets them get narrower. */
  fit(rows: HTMLElement, change: string): void {
    const fitFor = `${rows.offsetWidth} ${change}`;
    const isOther = fitFor !== this.#fitFor;
    this.#fitFor = fitFor;
    for (const name of COLUMNS) {
      const property = `--_column-${name}`;
      if (isOther) {
        this.#widthsPx.delete(name);
        rows.style.removeProperty(property);
      }
      const boxes = rows.querySelectorAll<HTMLElement>(`.row:not(.pinned) .${name}`);
      const widestPx = Math.max(0, ...Array.from(boxes, ({ offsetWidth }) => offsetWidth));
      if (widestPx <= (this.#widthsPx.get(name) ?? 0)) continue;
      // Whole pixels: the content may have a fraction more.
      this.#widthsPx.set(name, widestPx + 1);
      rows.style.setProperty(property, `${widestPx + 1}px`);
    }
  }
}
