import { OVERSCAN_TURNS, SETTLE_PASSES } from "../base/limits.ts";
import type { RowHeights } from "./row-heights.ts";

/** A reader this near to the end is at the end, and stays there when turns turn out taller; in CSS pixels. */
const END_SLACK_PX = 8;

export interface WindowBoxes {
  /** What scrolls. */
  scroller: HTMLElement;
  /** As tall as all turns. */
  sizer: HTMLElement;
  /** Holds the rendered turns, in normal flow. */
  turns: HTMLElement;
}

interface Identified {
  readonly id: string;
}

/**
 * Which turns are in the document: those in view and a few around them, as in the list of calls. Unlike
 * there something stands above the first turn, and all are rendered for paper.
 */
export class TurnWindow {
  start = 0;
  end = 0;
  readonly #boxes: WindowBoxes;
  readonly #heights: RowHeights;
  readonly #render: () => void;
  readonly #observer: ResizeObserver;
  #items: readonly Identified[] = [];
  #widthPx = 0;
  #all = false;

  constructor(boxes: WindowBoxes, heights: RowHeights, render: () => void) {
    this.#boxes = boxes;
    this.#heights = heights;
    this.#render = render;
    // A frame later: what it renders would be told of within the same loop.
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.settle()));
    this.#observer.observe(boxes.scroller);
    this.#observer.observe(boxes.turns);
    boxes.scroller.addEventListener("scroll", this.#scrolled, { passive: true });
  }

  /** Everything at once, for paper. */
  set all(all: boolean) {
    this.#all = all;
    this.#range();
    this.#render();
  }

  setItems(items: readonly Identified[]): void {
    if (items === this.#items) return;
    this.#items = items;
    this.#heights.setItems(items);
    this.#range();
  }

  holds(index: number): boolean {
    return index >= this.start && index < this.end;
  }

  /** The turns to render, in order: the window, and one more wherever it is. */
  indexes(more: number): number[] {
    const turns = Array.from({ length: this.end - this.start }, (_, step) => this.start + step);
    const pinned = more >= 0 && more < this.#items.length && !this.holds(more);
    return pinned ? [...turns, more].sort((one, other) => one - other) : turns;
  }

  /** Measures the rendered turns and renders what then comes into view; what is being read stays where it is. */
  settle(): void {
    for (let pass = 0; pass < SETTLE_PASSES; pass += 1) {
      if (!this.#boxes.turns.offsetWidth || this.#all) return;
      this.#measure();
      if (!this.#range()) return;
      this.#render();
    }
  }

  /** Scrolls a turn into the middle of the view, however far it is. */
  reveal(index: number): void {
    const { scroller } = this.#boxes;
    // Each pass measures what it comes by.
    for (let pass = 0; pass < SETTLE_PASSES; pass += 1) {
      const topPx = this.#heights.topOf(index);
      const heightPx = this.#heights.topOf(index + 1) - topPx;
      const spare = Math.max(0, scroller.clientHeight - heightPx);
      const wanted = Math.round(topPx + this.#offsetPx - spare * 0.4);
      const last = scroller.scrollTop;
      scroller.scrollTop = wanted;
      if (this.#range()) this.#render();
      this.settle();
      if (Math.abs(scroller.scrollTop - last) < 1 && pass > 0) return;
    }
  }

  close(): void {
    this.#observer.disconnect();
    this.#boxes.scroller.removeEventListener("scroll", this.#scrolled);
  }

  /** Where the first turn begins inside what scrolls. */
  get #offsetPx(): number {
    const { scroller, sizer } = this.#boxes;
    return sizer.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  }

  /** The top of the view, from the first turn. */
  get #viewTopPx(): number {
    return this.#boxes.scroller.scrollTop - this.#offsetPx;
  }

  #scrolled = (): void => {
    if (!this.#range()) return;
    this.#render();
    this.settle();
  };

  #measure(): void {
    const { scroller, sizer, turns } = this.#boxes;
    const row = this.#heights.indexAt(this.#viewTopPx);
    const before = this.#heights.topOf(row);
    const anchored = this.#viewTopPx > 0;
    const belowPx = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    if (this.#widthPx !== turns.offsetWidth) this.#heights.forget();
    this.#widthPx = turns.offsetWidth;
    const rendered = turns.querySelectorAll<HTMLElement>(":scope > :not(.pinned)");
    const scale = turns.getBoundingClientRect().width / turns.offsetWidth;
    this.#heights.measure(
      this.start,
      Array.from(rendered, (element) => element.getBoundingClientRect().height / scale),
    );
    sizer.style.setProperty("block-size", `${this.#heights.totalPx}px`);
    turns.style.setProperty("inset-block-start", `${this.#heights.topOf(this.start)}px`);
    const movedPx = this.#heights.topOf(row) - before;
    if (anchored && belowPx < END_SLACK_PX) scroller.scrollTop = scroller.scrollHeight;
    else if (anchored && movedPx !== 0) scroller.scrollTop += movedPx;
  }

  #range(): boolean {
    const { scroller } = this.#boxes;
    const topPx = this.#viewTopPx;
    const first = this.#heights.indexAt(topPx) - OVERSCAN_TURNS;
    const last = this.#heights.indexAt(topPx + scroller.clientHeight) + OVERSCAN_TURNS + 1;
    const count = this.#items.length;
    const start = this.#all ? 0 : Math.max(0, Math.min(first, count));
    const end = this.#all ? count : Math.min(count, last);
    if (start === this.start && end === this.end) return false;
    this.start = start;
    this.end = end;
    return true;
  }
}
