import { ROW_ESTIMATE_PX } from "../limits.ts";

interface Identified {
  readonly id: string;
}

/**
 * Where each row of a long list stands, in CSS pixels from its top. A height is known once its row
 * was rendered; the rest count with the mean of those measured first. No DOM.
 *
 * Places are summed up only as far as they are asked for, so that scrolling costs the rows passed and
 * not the rows there are.
 */
export class RowHeights {
  #items: readonly Identified[] = [];
  readonly #known = new Map<string, number>();
  /** Number and sum of the known heights of these items. */
  #knownCount = 0;
  #knownPx = 0;
  #estimatePx = ROW_ESTIMATE_PX;
  /** `#tops[i]` is the top of row i; right up to and including index `#valid`. */
  readonly #tops: number[] = [0];
  #valid = 0;

  get totalPx(): number {
    return this.#knownPx + (this.#items.length - this.#knownCount) * this.#estimatePx;
  }

  setItems(items: readonly Identified[]): void {
    this.#items = items;
    this.#valid = this.#knownCount = this.#knownPx = 0;
    for (const { id } of items) {
      const px = this.#known.get(id);
      if (px === undefined) continue;
      this.#knownCount += 1;
      this.#knownPx += px;
    }
  }

  /** Takes the heights of rendered rows that follow one another. */
  measure(start: number, heightsPx: readonly number[]): void {
    if (this.#knownCount === 0 && heightsPx.length > 0) {
      this.#estimatePx = heightsPx.reduce((sum, px) => sum + px) / heightsPx.length;
      this.#valid = 0;
    }
    heightsPx.forEach((px, step) => {
      const id = this.#items[start + step]?.id;
      const before = this.#known.get(id ?? "");
      if (id === undefined || before === px) return;
      this.#known.set(id, px);
      if (before === undefined) this.#knownCount += 1;
      this.#knownPx += px - (before ?? 0);
      this.#valid = Math.min(this.#valid, start + step);
    });
  }

  /** Every row may have another height now, as after a change of width. */
  forget(): void {
    this.#known.clear();
    this.setItems(this.#items);
  }

  topOf(index: number): number {
    while (this.#valid < Math.min(index, this.#items.length)) this.#extend();
    return this.#tops[Math.min(index, this.#valid)] ?? 0;
  }

  /** The row that covers a place; the first above the list, the last below it. */
  indexAt(px: number): number {
    while (this.#valid < this.#items.length && this.topOf(this.#valid) <= px) this.#extend();
    let low = 0;
    let high = Math.max(0, Math.min(this.#valid, this.#items.length - 1));
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#tops[middle] ?? 0) <= px) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #extend(): void {
    const px = this.#known.get(this.#items[this.#valid]?.id ?? "") ?? this.#estimatePx;
    this.#tops[this.#valid + 1] = (this.#tops[this.#valid] ?? 0) + px;
    this.#valid += 1;
  }
}
