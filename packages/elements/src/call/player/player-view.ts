import { html, nothing } from "lit";
import type { Clock } from "../../base/clock.ts";
import { View } from "../../base/view.ts";
import { renderStrip } from "../../errors/render-notice.ts";
import { KeyholeCallPauseEvent } from "../../events/keyhole-call-pause-event.ts";
import { KeyholeCallPlayEvent } from "../../events/keyhole-call-play-event.ts";
import { KeyholeCallSeekEvent } from "../../events/keyhole-call-seek-event.ts";
import { type CallHost, type OpenCall, reportFailures } from "../model/call-host.ts";
import type { CallStore } from "../model/call-store.ts";
import { type Span, turnAt } from "../transcript/turn-at.ts";
import { PlayerStore } from "./player-store.ts";
import { RecordingStore } from "./recording-store.ts";
import { renderPlayerBar } from "./render-player.ts";
import type { Peaks } from "./wav-peaks.ts";

export interface PlayerDeps {
  clock: Clock;
  fetch: typeof fetch;
  call: CallStore;
  /** What is marked on the lanes. */
  marks: () => unknown;
  /** The position has changed; `index` is the turn that is heard there, -1 for none. */
  heard: (index: number) => void;
}

/** The recording of a call: its controls and lanes, or why it cannot be played. */
export class PlayerView extends View {
  readonly recording: RecordingStore;
  readonly player: PlayerStore;
  readonly #host: CallHost;
  readonly #deps: PlayerDeps;
  readonly #run = new AbortController();
  readonly #resized = new ResizeObserver(() => this.#draw());
  #canvas: HTMLCanvasElement | null = null;
  /** The canvas is outdated. */
  #stale = false;
  #spans: readonly Span[] = [];
  #peaks: Peaks | null = null;
  #onceReady: typeof import("./once-ready.ts") | null = null;
  #firstPlay: typeof import("./first-play.ts") | null = null;

  constructor(host: CallHost, call: OpenCall, deps: PlayerDeps) {
    super(document.createElement("div"));
    this.#host = host;
    this.#deps = deps;
    this.element.className = "player";
    this.element.part.value = "player";
    // A transition ends when the page's color scheme has changed the colors.
    this.element.addEventListener("transitionend", () => this.#draw());
    this.recording = new RecordingStore(call, deps.clock);
    this.player = new PlayerStore(this.recording, deps.clock);
    reportFailures(this.recording, host);
    this.recording.subscribe(() => this.requestUpdate());
    deps.call.subscribe(() => this.requestUpdate());
    this.player.subscribe((state, previous) => {
      const { playing, positionMs, durationMs, seeks } = state;
      const tell = (event: Event) => host.dispatchEvent(event);
      if (playing && !previous.playing) {
        tell(new KeyholeCallPlayEvent(call.id, positionMs));
        void this.#begin();
      }
      if (!playing && previous.playing) tell(new KeyholeCallPauseEvent(call.id, positionMs));
      if (seeks !== previous.seeks) tell(new KeyholeCallSeekEvent(call.id, positionMs));
      if (playing !== previous.playing || seeks !== previous.seeks)
        this.#firstPlay?.updateMediaSession(this.player);
      if (positionMs !== previous.positionMs) deps.heard(turnAt(this.#spans, positionMs));
      if (durationMs !== previous.durationMs) this.#stale = true;
      this.requestUpdate();
    });
  }

  /** Whether there is a recording to hear. */
  get ready(): boolean {
    return this.recording.state.ticket !== null && !this.player.state.unplayable;
  }

  setSpans(spans: readonly Span[]): void {
    this.#spans = spans;
    this.#stale = true;
    this.requestUpdate();
  }

  /** Handles a key that was pressed anywhere in the call. */
  pressed(event: KeyboardEvent): void {
    if (this.ready) this.#onceReady?.pressMediaKey(event, this.player);
  }

  override close(): void {
    this.#run.abort();
    this.#resized.disconnect();
    const { playing } = this.player.state;
    this.player.close();
    if (playing) this.#firstPlay?.leaveMediaSession();
    this.recording.close();
    super.close();
  }

  protected override render(): unknown {
    const { text, formats } = this.#host;
    this.element.role = this.ready ? "group" : null;
    this.element.ariaLabel = this.ready ? text("player") : null;
    if (!this.ready) return this.#renderReason();
    const { positionMs } = this.player.state;
    const index = turnAt(this.#spans, positionMs);
    const role = this.#spans.find((span) => span.index === index)?.role;
    return renderPlayerBar({
      text,
      player: this.player,
      durationMs: this.durationMs,
      marks: this.#deps.marks(),
      speaker: role ? text(role) : null,
      hasLanes: this.#spans.length > 0,
      locale: formats.locale,
    });
  }

  protected override updated(): void {
    const durationMs = this.durationMs;
    const done = durationMs > 0 ? Math.min(1, this.player.state.positionMs / durationMs) : 0;
    this.element.querySelector<HTMLElement>(".played")?.style.setProperty("inline-size", `${done * 100}%`);
    const canvas = this.element.querySelector("canvas");
    if (canvas !== this.#canvas) {
      this.#canvas = canvas;
      this.#resized.disconnect();
      // The first callback draws the canvas.
      if (canvas) this.#resized.observe(canvas);
    }
    if (this.#stale) this.#draw();
  }

  /** Why there is nothing to hear. */
  #renderReason(): unknown {
    const { text } = this.#host;
    const { phase, failure } = this.recording.state;
    const retry = () => this.player.retry();
    const strip = (title: string, words: string) =>
      renderStrip(
        { ...(failure ? this.#host.explain(failure) : { text: words, button: text("retry") }), title },
        retry,
      );
    const { unplayable } = this.player.state;
    if (unplayable) return strip(text("recording.unplayable"), text(`recording.unplayable.${unplayable}`));
    if (phase === "failed") return strip(text("recording.failed"), "");
    const button =
      phase === "not-ready"
        ? html`<button class="button" part="button" @click=${retry}>${text("retry")}</button>`
        : nothing;
    // `idle`: the call has no recording, so no ticket was requested.
    const words = phase === "ready" ? "loading" : phase === "idle" ? "none" : phase;
    const role = phase === "loading" || phase === "idle" ? nothing : "status";
    return html`<p class="quiet" part="quiet" role=${role}>${text(`recording.${words}`)} ${button}</p>`;
  }

  /** The length of the recording; 0 while it is unknown. */
  get durationMs(): number {
    const { durationMs } = this.player.state;
    return durationMs ?? this.#deps.call.state.detail?.durationMs ?? this.#spans.at(-1)?.reachMs ?? 0;
  }

  #draw(): void {
    const canvas = this.#canvas;
    if (!canvas) return;
    this.#stale = false;
    const durationMs = Math.max(1, this.durationMs);
    const lanes = (this.#peaks && this.#firstPlay?.lanesOf(this.#peaks, this.#spans, durationMs)) ?? null;
    const drawing = { spans: this.#spans, durationMs, lanes };
    // Without the file the lanes stay empty and keys do nothing; the recording plays by its buttons.
    void import("./once-ready.ts").then(
      (loaded) => {
        this.#onceReady = loaded;
        loaded.drawLanes(canvas, drawing);
      },
      () => {},
    );
  }

  /** Takes the device's media keys, and reads the peaks at the first play. */
  async #begin(): Promise<void> {
    const { ticket } = this.recording.state;
    const { signal } = this.#run;
    const before = this.#firstPlay;
    // The recording plays without media keys and peaks.
    const loaded = await import("./first-play.ts").catch(() => before);
    this.#firstPlay = loaded;
    if (!loaded || signal.aborted) return;
    loaded.takeMediaSession(this.player, this.#deps.call.state.detail, this.#host.text("player"));
    if (before || !ticket) return;
    this.#peaks = await loaded.readPeaks(ticket.url, this.#deps.fetch, signal);
    this.#draw();
  }
}
