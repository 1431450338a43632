import { html, nothing, type TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { View } from "../../base/view.ts";
import type { CallHost } from "../model/call-host.ts";

/** A metric that failed at a time of the recording. */
export interface Mark {
  name: string;
  atMs: number;
}

export interface MarksDeps {
  /** Plays the recording from a time. */
  play: (atMs: number) => void;
  /** Whether there is a recording to hear. */
  seekable: () => boolean;
  /** The length of the recording, in milliseconds; 0 while it is unknown. */
  durationMs: () => number;
}

/** Width of a mark, in CSS pixels: no target is smaller (WCAG 2.5.8). */
const MARK_PX = 24;

const FLAG = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 21V4h11l-2.5 4 2.5 4H6" /></svg>`;

/** The failed metrics with a time, on the lanes of the recording. A mark plays from its time. */
export class MarksView extends View {
  marks: readonly Mark[] = [];
  readonly #host: CallHost;
  readonly #deps: MarksDeps;
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  constructor(host: CallHost, deps: MarksDeps) {
    super(document.createElement("div"));
    this.#host = host;
    this.#deps = deps;
    this.element.className = "marks";
    this.element.part.value = "marks";
    this.#resized.observe(this.element);
  }

  setMarks(marks: readonly Mark[]): void {
    this.marks = marks;
    this.requestUpdate();
  }

  override close(): void {
    this.#resized.disconnect();
    super.close();
  }

  protected override render(): unknown {
    // Until it is on the screen, all marks would be in one place.
    if (this.#deps.durationMs() <= 0 || this.element.clientWidth === 0) return nothing;
    return this.#places.map(({ atMs, names }) => {
      const words = markLabel(this.#host, names, atMs);
      return html`<button class="mark" part="mark" aria-label=${words} title=${words} @click=${() => this.#deps.play(atMs)}>${FLAG}</button>`;
    });
  }

  /** Through the CSSOM: a page's policy may forbid style attributes. */
  protected override updated(): void {
    const buttons = this.element.querySelectorAll("button");
    for (const [place, { leftPx }] of this.#places.entries())
      buttons[place]?.style.setProperty("left", `${leftPx}px`);
  }

  /** Marks that would cover each other are one. */
  get #places(): { atMs: number; names: string; leftPx: number }[] {
    const widthPx = this.element.clientWidth;
    const places: { atMs: number; names: string; leftPx: number }[] = [];
    for (const { name, atMs } of this.marks) {
      const at = Math.min(1, atMs / this.#deps.durationMs()) * widthPx - MARK_PX / 2;
      const leftPx = Math.max(0, Math.min(widthPx - MARK_PX, at));
      const last = places.at(-1);
      if (!last || leftPx - last.leftPx >= MARK_PX) places.push({ atMs, names: name, leftPx });
      else if (!last.names.includes(name)) last.names = this.#listed(last.names, name);
    }
    return places;
  }

  #listed(...names: string[]): string {
    return new Intl.ListFormat(this.#host.formats.locale, { type: "unit" }).format(names);
  }
}

type WordsHost = Pick<CallHost, "text" | "formats">;

/** What a mark says and does; it begins with the words that are seen. */
function markLabel({ text, formats }: WordsHost, name: string, atMs: number): string {
  const time = clockTime(atMs, formats.locale);
  return text("sentences", { title: text("metric.mark", { name }), text: text("turn.play", { time }) });
}

/** The failed metrics of a turn. A mark plays from its time. */
export function renderTurnMarks(
  host: WordsHost,
  { play, seekable }: MarksDeps,
  marks: readonly Mark[],
  tabbable: boolean,
): TemplateResult {
  return html`<span class="turn-marks" part="turn-marks"
    >${marks.map(({ name, atMs }) => {
      const words = html`${FLAG}<span part="mark-words" dir="auto">${host.text("metric.mark", { name })}</span>`;
      if (!seekable()) return html`<span class="turn-mark" part="turn-mark">${words}</span>`;
      const label = markLabel(host, name, atMs);
      const pressed = (event: Event) => {
        // The turn would play from its beginning.
        event.stopPropagation();
        play(atMs);
      };
      return html`<button class="turn-mark" part="turn-mark" tabindex=${tabbable ? 0 : -1} aria-label=${label} @click=${pressed}>${words}</button>`;
    })}</span
  >`;
}
