import type { ReactiveController, ReactiveControllerHost } from "lit";
import {
  FIRST_WINDOW_ROWS,
  LOAD_AHEAD_ROWS,
  OVERSCAN_ROWS,
  PAPER_ROWS,
  REVEAL_PASSES,
  WINDOW_STEP_ROWS,
} from "../base/limits.ts";
import { RowHeights } from "./row-heights.ts";

type ViewportHost = ReactiveControllerHost & { readonly renderRoot: ParentNode };

interface Identified {
  readonly id: string;
}

/**
 * Renders only the rows in view. The rendered rows are in normal flow inside one box that is moved as
 * a whole, so rows of any height never overlap, and two places and sizes are all that is ever written
 * (through the CSSOM, which a page policy of `style-src 'none'` allows). When rows above the view turn
 * out taller or lower than thought, the scroll position follows, and what is being read stays put.
 *
 * `@tanstack/lit-virtual` does the same and more (lanes, horizontal lists, anchoring to the end) for
 * 6.4 kB after brotli; this is 1.2 kB.
 */
export class RowViewport implements ReactiveController {
  /** First rendered row, and the one after the last. */
  start = 0;
  end = 0;

  readonly #heights = new RowHeights();
  readonly #host: ViewportHost;
  readonly #nearEnd: () => void;
  #items: readonly Identified[] = [];
  /** What scrolls, what is as tall as all rows, and what holds the rendered ones. */
  #scroller: HTMLElement | null = null;
  #sizer: HTMLElement | null = null;
  #rows: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  #widthPx = 0;
  /** On paper all rows are rendered, as many as there may be. */
  #printing = false;

  constructor(host: ViewportHost, nearEnd: () => void) {
    this.#host = host;
    this.#nearEnd = nearEnd;
    host.addController(this);
  }

  /** Takes the rows before they are rendered. Rows that came above the first visible one do not move it, where there is anything to scroll. */
  setItems(items: readonly Identified[]): void {
    const { row, withinPx } = this.#anchor();
    const id = this.#items[row]?.id;
    // A view that fits is as high as its rows, rounded.
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

  /** Whether a row is among those rendered in their place. */
  holds(index: number): boolean {
    return index >= this.start && index < this.end;
  }

  /** The rows to render, in order: those in view, and one more wherever it is. */
  indexes(more: number): number[] {
    const rows = Array.from({ length: this.end - this.start }, (_, step) => this.start + step);
    return this.holds(more) ? rows : [...rows, more].sort((one, other) => one - other);
  }

  /** The row that is one view away from a row. */
  pageFrom = (index: number, direction: 1 | -1): number =>
    this.#heights.indexAt(this.#heights.topOf(index) + direction * this.#heightPx);

  /** Scrolls just as far as it takes to show a row whole. */
  async reveal(index: number): Promise<void> {
    for (let pass = 0; pass < REVEAL_PASSES; pass += 1) {
      const top = Math.floor(this.#heights.topOf(index));
      const lowest = Math.ceil(this.#heights.topOf(index + 1) - this.#heightPx);
      const target = Math.min(top, Math.max(lowest, this.#topPx));
      if (!this.#scroller || target === this.#topPx) return;
      this.#scroller.scrollTop = target;
      this.scrolled();
      await this.#host.updateComplete;
    }
  }

  /** Listener for `scroll`. */
  scrolled = (): void => {
    if (this.#range()) this.#host.requestUpdate();
  };

  hostUpdated(): void {
    const rows = this.#host.renderRoot.querySelector<HTMLElement>(".rows");
    if (rows !== this.#rows) this.#observe(rows);
    this.#settle();
  }

  hostConnected(): void {
    for (const type of ["beforeprint", "afterprint"]) addEventListener(type, this.#prints);
  }

  hostDisconnected(): void {
    for (const type of ["beforeprint", "afterprint"]) removeEventListener(type, this.#prints);
    this.#observe(null);
  }

  get #topPx(): number {
    return this.#scroller?.scrollTop ?? 0;
  }

  get #heightPx(): number {
    return this.#scroller?.clientHeight ?? 0;
  }

  #prints = ({ type }: Event): void => {
    this.#printing = type === "beforeprint";
    this.scrolled();
  };

  #observe(rows: HTMLElement | null): void {
    this.#observer?.disconnect();
    this.#rows = rows;
    this.#sizer = rows?.parentElement ?? null;
    this.#scroller = this.#sizer?.parentElement ?? null;
    if (!rows || !this.#scroller) return;
    rows.style.setProperty("position", "absolute");
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.#settle()));
    this.#observer.observe(this.#scroller);
    this.#observer.observe(rows);
  }

  /** Measures the rendered rows and keeps the first visible one where it is. */
  #settle(): void {
    const rows = this.#rows;
    if (!rows?.offsetWidth || this.#printing) return;
    const { row, withinPx } = this.#anchor();
    if (this.#widthPx !== rows.offsetWidth) this.#heights.forget();
    this.#widthPx = rows.offsetWidth;
    const rendered = rows.querySelectorAll<HTMLElement>(":scope > :not(.pinned)");
    // Exact to the fraction, and free of a transform that the page has put on the element.
    const scale = rows.getBoundingClientRect().width / rows.offsetWidth;
    const heights = Array.from(rendered, (element) => element.getBoundingClientRect().height / scale);
    this.#heights.measure(this.start, heights);
    this.#restore(row, withinPx);
    this.scrolled();
    if (this.#heights.indexAt(this.#topPx + this.#heightPx) >= this.#items.length - LOAD_AHEAD_ROWS)
      this.#nearEnd();
  }

  /** The first visible row, and how much of it is above the view. */
  #anchor() {
    const row = this.#heights.indexAt(this.#topPx);
    return { row, withinPx: this.#topPx - this.#heights.topOf(row) };
  }

  #restore(row: number, withinPx: number): void {
    this.#sizer?.style.setProperty("block-size", `${this.#heights.totalPx}px`);
    this.#rows?.style.setProperty("inset-block-start", `${this.#heights.topOf(this.start)}px`);
    const topPx = this.#heights.topOf(row) + withinPx;
    // A place is set as whole pixels, rounded down: what sums differ by would be a pixel.
    if (this.#scroller && Math.abs(topPx - this.#topPx) > 0.01) this.#scroller.scrollTop = topPx;
  }

  /** Finds the rows to render; true where they are others than before. */
  #range(): boolean {
    const first = this.#heights.indexAt(this.#topPx) - OVERSCAN_ROWS;
    const last = this.#heights.indexAt(this.#topPx + this.#heightPx) + OVERSCAN_ROWS + 1;
    const start = this.#printing ? 0 : Math.max(0, Math.floor(first / WINDOW_STEP_ROWS) * WINDOW_STEP_ROWS);
    const wanted = this.#printing ? PAPER_ROWS : Math.ceil(last / WINDOW_STEP_ROWS) * WINDOW_STEP_ROWS;
    const end = Math.min(this.#items.length, wanted);
    if (!this.#heightPx || (start === this.start && end === this.end)) return false;
    this.start = start;
    this.end = end;
    return true;
  }
}
