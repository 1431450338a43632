import type { CallDetail } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import { SKIP_MS, STEP_MS } from "../../base/limits.ts";
import { KeyholeCallPauseEvent } from "../../events/keyhole-call-pause-event.ts";
import { KeyholeCallPlayEvent } from "../../events/keyhole-call-play-event.ts";
import { KeyholeCallSeekEvent } from "../../events/keyhole-call-seek-event.ts";
import type { Lanes, Peaks } from "../extras.ts";
import type { Frame } from "../frame.ts";
import type { Kit } from "../kit.ts";
import { type Extras, loadExtras } from "../load-extras.ts";
import { type Span, turnAt } from "../transcript/turn-at.ts";
import { drawLanes } from "./draw-lanes.ts";
import { type MediaAction, mediaAction } from "./media-keys.ts";
import { Player } from "./player.ts";
import { RecordingStore } from "./recording-store.ts";
import { renderPlayerBar } from "./render-player.ts";

export interface PlayerDeps {
  clock: Clock;
  fetch: typeof fetch;
  changed: () => void;
  /** The recording is at another place, or another turn is heard there; -1 for none. */
  heard: (index: number) => void;
  call: () => CallDetail | null;
}

/** The recording of a call: its controls, its lanes, and what to say where it is not to be had. */
export class PlayerView {
  readonly recording: RecordingStore;
  readonly player: Player;
  readonly #kit: Kit;
  readonly #frame: Frame;
  readonly #deps: PlayerDeps;
  readonly #element: HTMLElement;
  readonly #run = new AbortController();
  readonly #resized: ResizeObserver;
  #spans: readonly Span[] = [];
  #peaks: Peaks | null = null;
  /** Loaded with the first play. */
  #extras: Extras | null = null;
  #drawn = "";
  #unplayable = false;

  constructor(kit: Kit, frame: Frame, deps: PlayerDeps) {
    this.#kit = kit;
    this.#frame = frame;
    this.#deps = deps;
    const { session, id, failed } = frame;
    this.recording = new RecordingStore(session, id, deps.clock, {
      changed: () => {
        this.player.useTicket();
        deps.changed();
      },
      failed,
    });
    this.player = new Player(this.recording, deps.clock, {
      changed: () => {
        this.#extras?.tellMediaSession(this.player);
        deps.changed();
      },
      moved: () => this.#moved(),
      played: () => {
        this.#unplayable = false;
        frame.tell(new KeyholeCallPlayEvent(id, this.player.positionMs));
        void this.#begin();
      },
      paused: () => frame.tell(new KeyholeCallPauseEvent(id, this.player.positionMs)),
      sought: () => {
        this.#extras?.tellMediaSession(this.player);
        frame.tell(new KeyholeCallSeekEvent(id, this.player.positionMs));
      },
      failed: () => {
        this.#unplayable = true;
        deps.changed();
      },
    });
    this.#element = document.createElement("div");
    this.#element.className = "player";
    this.#element.part.value = "player";
    this.#element.role = "group";
    // Colours have changed with the page's scheme.
    this.#element.addEventListener("transitionend", () => this.#draw());
    this.#resized = new ResizeObserver(() => this.#draw());
  }

  /** Whether there is something to be heard, or will be as soon as it is asked for. */
  get ready(): boolean {
    return this.recording.state.ticket !== null && !this.#unplayable;
  }

  setSpans(spans: readonly Span[]): void {
    this.#spans = spans;
    this.#drawn = "";
  }

  render(): unknown {
    const { html, nothing, renderStrip } = this.#kit;
    const { phase, failure } = this.recording.state;
    if (phase === "idle") return nothing;
    if (this.ready) {
      this.#renderBar();
      return html`${this.#element}`;
    }
    const retry = () => {
      this.#unplayable = false;
      void this.recording.retry();
    };
    const strip = (title: string, words: string) => {
      const explained = failure
        ? this.#frame.explain(failure)
        : { text: words, button: this.#kit.text("again") };
      return html`<div class="player" part="player">${renderStrip({ ...explained, title }, retry)}</div>`;
    };
    if (this.#unplayable)
      return strip(this.#kit.text("recording.unplayable"), this.#kit.text("recording.unplayable.text"));
    if (phase === "failed") return strip(this.#kit.text("recording.failed"), "");
    const button =
      phase === "not-ready"
        ? html`<button class="button" part="button" @click=${retry}>${this.#kit.text("again")}</button>`
        : nothing;
    const words = phase === "ready" ? "loading" : phase;
    return html`<div class="player" part="player">
      <p class="quiet" part="quiet" role=${phase === "loading" ? nothing : "status"}>${this.#kit.text(`recording.${words}`)} ${button}</p>
    </div>`;
  }

  /** Keys of the whole call. */
  pressed(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (!this.ready || !(target instanceof Element)) return;
    const action = mediaAction(event, target);
    if (!action) return;
    event.preventDefault();
    const { player } = this;
    const act: Record<MediaAction, () => void> = {
      toggle: () => player.toggle(),
      back: () => player.skip(-SKIP_MS),
      forward: () => player.skip(SKIP_MS),
      stepBack: () => player.skip(-STEP_MS),
      stepForward: () => player.skip(STEP_MS),
      mute: () => player.toggleMute(),
    };
    act[action]();
  }

  close(): void {
    this.#run.abort();
    this.#resized.disconnect();
    const { playing } = this.player;
    this.player.close();
    if (playing) this.#extras?.leaveMediaSession();
    this.recording.close();
  }

  get #durationMs(): number {
    const { durationMs } = this.player;
    return durationMs ?? this.#deps.call()?.durationMs ?? this.#spans.at(-1)?.reachMs ?? 0;
  }

  #renderBar(): void {
    const index = turnAt(this.#spans, this.player.positionMs);
    const role = this.#spans.find((span) => span.index === index)?.role;
    const view = {
      player: this.player,
      durationMs: this.#durationMs,
      speaker: role ? this.#kit.text(role) : null,
      hasLanes: this.#spans.length > 0,
      locale: this.#frame.formats().locale,
    };
    this.#element.ariaLabel = this.#kit.text("player");
    this.#kit.render(renderPlayerBar(this.#kit, view), this.#element);
    const done = this.#durationMs > 0 ? Math.min(1, this.player.positionMs / this.#durationMs) : 0;
    this.#element.querySelector<HTMLElement>(".played")?.style.setProperty("inline-size", `${done * 100}%`);
    const canvas = this.#element.querySelector("canvas");
    if (canvas) this.#resized.observe(canvas);
  }

  #moved(): void {
    this.#deps.heard(turnAt(this.#spans, this.player.positionMs));
    if (this.ready) this.#renderBar();
  }

  #draw(): void {
    const canvas = this.#element.querySelector("canvas");
    const colour = (role: string) => {
      const name = this.#element.querySelector(`.by-${role}`);
      return name ? getComputedStyle(name).color : "";
    };
    if (!canvas?.clientWidth) return;
    const durationMs = Math.max(1, this.#durationMs);
    const colours = { user: colour("user"), agent: colour("agent") };
    const drawn = JSON.stringify([
      canvas.clientWidth,
      canvas.clientHeight,
      durationMs,
      colours,
      this.#peaks !== null,
    ]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const lanes: Lanes | null =
      (this.#peaks && this.#extras?.lanesOf(this.#peaks, this.#spans, durationMs)) ?? null;
    drawLanes(canvas, { spans: this.#spans, durationMs, lanes, colours });
  }

  /** Draws where that is due; to be called after everything is rendered. */
  update(): void {
    this.#draw();
  }

  /** Hands itself to the device, and reads the peaks with the first play: whoever only reads loads no recording. */
  async #begin(): Promise<void> {
    const { ticket } = this.recording.state;
    const { signal } = this.#run;
    const before = this.#extras;
    try {
      this.#extras = await loadExtras();
    } catch {
      // The recording is heard without.
    }
    const extras = this.#extras;
    if (!extras || signal.aborted) return;
    extras.takeMediaSession(this.player, this.#deps.call(), this.#kit.text("player"));
    extras.tellMediaSession(this.player);
    if (before || !ticket) return;
    this.#peaks = await extras.readPeaks(ticket.url, this.#deps.fetch, signal);
    this.#draw();
  }
}
