import {
  END_SLACK_PX,
  FIRST_WINDOW_ROWS,
  LOAD_AHEAD_ROWS,
  OVERSCAN_ROWS,
  PAPER_ROWS,
  REVEAL_PASSES,
  WINDOW_STEP_ROWS,
} from "../base/limits.ts";
import { RowHeights } from "./row-heights.ts";

interface Identified {
  readonly id: string;
}

export interface WindowOptions {
  /** Renders the rows from `start` to `end`, now or soon. `settle()` has to follow. */
  render: () => void;
  /** Resolves once the rows are rendered, where `render` does it later. */
  rendered?: () => Promise<unknown>;
  /** Called when the last rows come near. */
  nearEnd?: () => void;
  /** Something stands above the first row inside the scroller. */
  offset?: boolean;
  /** Paper gets every row instead of the first `PAPER_ROWS`. */
  printAll?: boolean;
  /** A view at its end stays there when rows turn out taller. */
  stickToEnd?: boolean;
}

/**
 * Keeps only the rows in view in the document. The rendered rows are in normal flow inside one box that
 * is moved as a whole, so rows of any height never overlap. Only two places and sizes are ever written,
 * through the CSSOM, which a page policy of `style-src 'none'` allows. When rows above the view turn out
 * taller or lower than estimated, the scroll position follows, so that the visible rows do not move.
 *
 * `@tanstack/lit-virtual` does the same and more (lanes, horizontal lists) for 6.4 kB after brotli; this
 * is 1.8 kB.
 */
export class VirtualWindow {
  /** First rendered row, and the one after the last. */
  start = 0;
  end = 0;

  readonly #heights = new RowHeights();
  readonly #options: WindowOptions;
  #items: readonly Identified[] = [];
  #scroller: HTMLElement | null = null;
  /** As tall as all rows. */
  #sizer: HTMLElement | null = null;
  /** Holds the rendered rows. */
  #rows: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  #widthPx = 0;
  #printing = false;
  /** Depth of `settle()` where rows are rendered at once. */
  #passes = 0;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  /** Uses these boxes; with null, none, and nothing is observed. */
  attach(rows: HTMLElement | null, scroller = rows?.parentElement?.parentElement ?? null): void {
    if (rows === this.#rows) return;
    this.#observer?.disconnect();
    this.#scroller?.removeEventListener("scroll", this.#scrolled);
    this.#rows = rows;
    this.#sizer = rows?.parentElement ?? null;
    this.#scroller = scroller;
    if (!rows || !scroller) return;
    // A frame later: what is rendered within the callback would be reported in the same loop.
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.settle()));
    this.#observer.observe(scroller);
    this.#observer.observe(rows);
    scroller.addEventListener("scroll", this.#scrolled, { passive: true });
  }

  /** Takes the rows before they are rendered. New rows above the first visible one do not move it, unless all rows fit. */
  setItems(items: readonly Identified[]): void {
    const { row, withinPx } = this.#anchor();
    const id = this.#items[row]?.id;
    // The height of a view that fits its rows is rounded.
    const overflows = this.#heights.totalPx >= this.#heightPx + 1;
    const moved = row + items.length - this.#items.length;
    this.#items = items;
    this.#heights.setItems(items);
    // Nearly always it is where it was, or below the rows that came above it.
    const place =
      [row, moved].find((at) => items[at]?.id === id) ?? items.findIndex((item) => item.id === id);
    if (overflows && place >= 0 && place !== row) this.#restore(place, withinPx);
    if (this.#heightPx) this.#range();
    else [this.start, this.end] = [0, Math.min(FIRST_WINDOW_ROWS, items.length)];
  }

  /** The first visible row. */
  get first(): number {
    return this.#anchor().row;
  }

  /** Whether a row is inside the window. */
  holds(index: number): boolean {
    return index >= this.start && index < this.end;
  }

  /** The rows to render, in order: the window, and pinned rows wherever they are. */
  indexes(...pinned: readonly number[]): number[] {
    // Old libraries have an `Array.from` of their own.
    const rows: number[] = [];
    for (let row = this.start; row < this.end; row += 1) rows.push(row);
    for (const row of pinned) if (this.#items[row] && !rows.includes(row)) rows.push(row);
    return rows.sort((one, other) => one - other);
  }

  /** The row that is one view away from a row. */
  pageFrom = (index: number, direction: 1 | -1): number =>
    this.#heights.indexAt(this.#heights.topOf(index) + direction * this.#heightPx);

  /** Scrolls a row into view: no further than needed, or near the middle. */
  async reveal(index: number, align: "nearest" | "middle" = "nearest"): Promise<void> {
    const { rendered } = this.#options;
    // Each pass measures the rows that it renders.
    for (let pass = 0; pass < REVEAL_PASSES; pass += 1) {
      const top = this.#heights.topOf(index);
      const below = this.#heights.topOf(index + 1) - this.#heightPx;
      const target =
        align === "middle"
          ? top - Math.max(0, top - below) * 0.4
          : Math.min(Math.floor(top), Math.max(Math.ceil(below), this.#topPx));
      if (!this.#scroller || !this.#scrollTo(target)) return;
      this.#scrolled();
      if (rendered) await rendered();
    }
  }

  /** Renders all rows for paper, or those in view again. */
  print(printing: boolean): void {
    this.#printing = printing;
    this.#scrolled();
  }

  /** Measures the rendered rows and keeps the first visible one where it is. To be called after each rendering. */
  settle(): void {
    const rows = this.#rows;
    const scroller = this.#scroller;
    if (!scroller || !rows?.offsetWidth || this.#printing || this.#passes === REVEAL_PASSES) return;
    this.#passes += 1;
    const { row, withinPx } = this.#anchor();
    const belowPx = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    const sticks = this.#options.stickToEnd && this.#topPx > 0 && belowPx < END_SLACK_PX;
    if (this.#widthPx !== rows.offsetWidth) this.#heights.forget();
    this.#widthPx = rows.offsetWidth;
    const rendered = rows.querySelectorAll<HTMLElement>(":scope > :not(.pinned)");
    // Exact to the fraction, and free of a transform that the page has put on the element.
    const scale = rows.getBoundingClientRect().width / rows.offsetWidth;
    const heights = [...rendered].map((element) => element.getBoundingClientRect().height / scale);
    this.#heights.measure(this.start, heights);
    this.#restore(row, withinPx);
    if (sticks) scroller.scrollTop = scroller.scrollHeight;
    this.#scrolled();
    this.#passes -= 1;
    if (this.#heights.indexAt(this.#topPx + this.#heightPx) >= this.#items.length - LOAD_AHEAD_ROWS)
      this.#options.nearEnd?.();
  }

  /** Where the first row begins inside the scroller. */
  get #offsetPx(): number {
    const scroller = this.#scroller;
    if (!scroller || !this.#sizer || !this.#options.offset) return 0;
    const offsetPx = this.#sizer.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    return offsetPx + scroller.scrollTop;
  }

  /** The top of the view, from the first row. */
  get #topPx(): number {
    return (this.#scroller?.scrollTop ?? 0) - this.#offsetPx;
  }

  get #heightPx(): number {
    return this.#scroller?.clientHeight ?? 0;
  }

  #scrolled = (): void => {
    if (this.#range()) this.#options.render();
  };

  /** The first visible row, and how much of it is above the view. */
  #anchor() {
    const row = this.#heights.indexAt(this.#topPx);
    return { row, withinPx: this.#topPx - this.#heights.topOf(row) };
  }

  #restore(row: number, withinPx: number): void {
    this.#sizer?.style.setProperty("block-size", `${this.#heights.totalPx}px`);
    this.#rows?.style.setProperty("inset-block-start", `${this.#heights.topOf(this.start)}px`);
    this.#scrollTo(this.#heights.topOf(row) + withinPx);
  }

  /** Scrolls the view to a place, from the first row; returns whether it moved. */
  #scrollTo(topPx: number): boolean {
    const scroller = this.#scroller;
    const before = this.#topPx;
    // `scrollTop` truncates to whole pixels: writing a difference of rounding would drift.
    if (!scroller || Math.abs(topPx - before) <= 0.01) return false;
    const last = scroller.scrollTop;
    scroller.scrollTop = topPx + this.#offsetPx;
    return scroller.scrollTop !== last;
  }

  /** Finds the rows to render; returns whether they have changed. */
  #range(): boolean {
    const topPx = this.#topPx;
    const first = this.#heights.indexAt(topPx) - OVERSCAN_ROWS;
    const last = this.#heights.indexAt(topPx + this.#heightPx) + OVERSCAN_ROWS + 1;
    const most = this.#options.printAll ? this.#items.length : PAPER_ROWS;
    const start = this.#printing ? 0 : Math.max(0, Math.floor(first / WINDOW_STEP_ROWS) * WINDOW_STEP_ROWS);
    const wanted = this.#printing ? most : Math.ceil(last / WINDOW_STEP_ROWS) * WINDOW_STEP_ROWS;
    const end = Math.min(this.#items.length, wanted);
    if (!this.#heightPx || (start === this.start && end === this.end)) return false;
    this.start = start;
    this.end = end;
    return true;
  }
}
