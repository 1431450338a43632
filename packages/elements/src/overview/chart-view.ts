import { html, nothing } from "lit";
import { View } from "../base/view.ts";
import { DRAWING, drawBars, drawLine, endsOf, type Scale, type Value } from "./draw-chart.ts";
import type { Span } from "./parse-stats.ts";

/** A value with its words. */
export interface ChartValue extends Value {
  /** Its time, such as "Nov 12". */
  at: string;
  /** Such as "24", or a dash. */
  words: string;
  /** Both, such as "Nov 12: 24". */
  told: string;
}

/** What a chart shows. */
export interface Chart extends Span {
  name: string;
  kind: "bars" | "line";
  values: readonly ChartValue[];
  /** The value at the top, and its words. */
  max: number;
  maxWords: string;
  /** The figure of the whole range. */
  total: string;
  /** First and last time. */
  ends: readonly [string, string];
}

/**
 * One chart. It is a slider that changes nothing: screen readers then say the value of each point, and arrows go from
 * one to the next. Time runs in the direction of the text, as the page's other sequences do.
 */
export class ChartView extends View {
  #chart: Chart | null = null;
  /** The point under the pointer, or the one that has the keyboard. */
  #current: number | null = null;

  constructor() {
    super(document.createElement("div"));
    this.element.className = "chart";
    this.element.part.value = "chart";
  }

  show(chart: Chart): void {
    this.#chart = chart;
    if ((this.#current ?? 0) >= chart.values.length) this.#current = null;
    this.requestUpdate();
  }

  protected override render() {
    if (!this.#chart) return nothing;
    const { name, kind, values, max, maxWords, total, ends, fromMs, toMs } = this.#chart;
    const scale: Scale = { fromMs, toMs, max, isMirrored: this.#isMirrored };
    const place = this.#current ?? values.length - 1;
    const current = values[place];
    const told = current?.told ?? total;
    return html`<h2 class="chart-title" part="chart-title">${name}</h2>
      <p class="chart-value" part="chart-value">${this.#current === null ? total : told}</p>
      <div
        class="plot"
        part="plot"
        role="slider"
        tabindex="0"
        aria-readonly="true"
        aria-label=${name}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, values.length - 1)}
        aria-valuenow=${Math.max(0, place)}
        aria-valuetext=${told}
        @keydown=${this.#pressed}
        @focus=${() => this.#point(this.#current ?? values.length - 1)}
        @blur=${() => this.#point(null)}
        @pointermove=${this.#moved}
        @pointerdown=${this.#moved}
        @pointerleave=${() => this.#point(null)}
      >
        <span class="max" part="axis-label" aria-hidden="true">${maxWords}</span>
        <svg
          viewBox="0 0 ${DRAWING.width} ${DRAWING.height}"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path class="grid" d="M0 0H1000M0 50H1000M0 100H1000" />
          <path class="band" d=${this.#current === null || !current ? "" : bandOf(current, scale)} />
          <path class="bars" d=${kind === "bars" ? drawBars(values, scale) : ""} />
          <path class="line" d=${kind === "line" ? drawLine(values, scale).line : ""} />
          <path class="dots" d=${kind === "line" && values.length <= MAX_DOTS ? drawLine(values, scale).dots : ""} />
        </svg>
      </div>
      <p class="axis" part="axis" aria-hidden="true">
        ${ends.map((words) => html`<span part="axis-label">${words}</span>`)}
      </p>`;
  }

  get #isMirrored(): boolean {
    return getComputedStyle(this.element).direction === "rtl";
  }

  #point(place: number | null): void {
    const last = (this.#chart?.values.length ?? 0) - 1;
    const next = place === null || last < 0 ? null : Math.min(last, Math.max(0, place));
    if (next === this.#current) return;
    this.#current = next;
    this.requestUpdate();
  }

  #pressed = (event: KeyboardEvent): void => {
    const last = (this.#chart?.values.length ?? 0) - 1;
    const place = this.#current ?? last;
    const [later, earlier] = this.#isMirrored ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const places: Record<string, number> = {
      [later]: place + 1,
      [earlier]: place - 1,
      ArrowUp: place + 1,
      ArrowDown: place - 1,
      Home: 0,
      End: last,
    };
    const next = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#point(next);
  };

  #moved = (event: PointerEvent): void => {
    const { values, ...chart } = this.#chart ?? { values: [], fromMs: 0, toMs: 0 };
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * DRAWING.width;
    const scale = { ...chart, max: 1, isMirrored: this.#isMirrored };
    const place = values.findIndex((value) => {
      const [left, right] = endsOf(value, scale);
      return left <= x && x < right;
    });
    this.#point(place < 0 ? null : place);
  };
}

/** More dots than these would hide the line. */
const MAX_DOTS = 31;

function bandOf(value: Value, scale: Scale): string {
  const [left, right] = endsOf(value, scale);
  return `M${left} 0H${right}V${DRAWING.height}H${left}Z`;
}
