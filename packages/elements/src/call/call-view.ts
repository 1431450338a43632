import type { CallSummary, Scope } from "@keyhole/contract";
import { browserClock, type Clock } from "../base/clock.ts";
import { KeyholeCallCloseEvent } from "../events/keyhole-call-close-event.ts";
import { KeyholeCallLoadEvent } from "../events/keyhole-call-load-event.ts";
import { KeyholeCallOpenEvent } from "../events/keyhole-call-open-event.ts";
import { KeyholeReadyEvent } from "../events/keyhole-ready-event.ts";
import { adoptCallStyles } from "./adopt-call-styles.ts";
import { enterCall, leaveCall } from "./call-history.ts";
import { CallStore } from "./call-store.ts";
import { EventsView } from "./events/events-view.ts";
import type { Frame } from "./frame.ts";
import type { Kit } from "./kit.ts";
import { LivePoll } from "./live-poll.ts";
import { momentOf } from "./moment.ts";
import { PlayerView } from "./player/player-view.ts";
import { renderFields, renderHeader } from "./render-header.ts";
import { TranscriptView } from "./transcript/transcript-view.ts";
import { spansOf } from "./transcript/turn-at.ts";
import { turnBefore } from "./transcript/turn-list.ts";

export interface CallViewDeps {
  clock?: Clock;
  fetch?: typeof fetch;
}

/**
 * One call on the screen: header, recording, transcript, events. It has an element of its own, which
 * whoever shows the call puts where it likes, and renders it by itself. What the viewer's grant lacks
 * is neither asked for nor shown.
 */
export class CallView {
  readonly element: HTMLElement;
  readonly #kit: Kit;
  readonly #frame: Frame;
  readonly #store: CallStore;
  readonly #events: EventsView;
  readonly #transcript: TranscriptView;
  readonly #player: PlayerView;
  readonly #poll: LivePoll;
  #pending = false;
  #closed = false;
  #told = false;
  /** A place that the page's URL names, until it was gone to. */
  #wantedMs: number | null = null;
  #spannedTurns: unknown;
  /** What the last token allowed: a session that renews it shows no less meanwhile. */
  #scopes: readonly Scope[] = [];

  constructor(
    kit: Kit,
    frame: Frame,
    { clock = browserClock, fetch = globalThis.fetch.bind(globalThis) }: CallViewDeps = {},
  ) {
    this.#kit = kit;
    this.#frame = frame;
    this.element = document.createElement("section");
    this.element.className = "details";
    this.element.part.value = "details";
    this.element.tabIndex = -1;
    this.element.setAttribute("aria-labelledby", "details-title");
    const changed = () => this.refresh();
    const { session, id, summary, failed } = frame;
    this.#store = new CallStore(
      { session, id, summary },
      { parseCall: kit.parseCall, clock },
      { changed: () => this.#callChanged(), failed },
    );
    this.#events = new EventsView(kit, frame, changed);
    this.#player = new PlayerView(kit, frame, {
      clock,
      fetch,
      changed,
      heard: (index) => this.#transcript.list.setCurrent(index),
      call: () => this.#store.state.detail,
    });
    this.#transcript = new TranscriptView(kit, frame, this.element, {
      clock,
      changed,
      seek: (atMs, play) => {
        this.#player.player.seek(atMs);
        if (play) this.#player.player.play();
      },
      seekable: () => this.#player.ready,
    });
    this.#poll = new LivePoll(
      clock,
      async () => {
        // Turns do not change after the end.
        const ended = this.#store.state.detail?.status === "ended";
        const news = await this.#store.poll();
        const more = !ended && this.#may("transcripts:read") && (await this.#transcript.store.poll());
        return news || more;
      },
      () => this.#store.live,
    );
    this.element.addEventListener("keydown", (event) => this.#player.pressed(event));
    document.addEventListener("visibilitychange", this.#looked);
    addEventListener("hashchange", this.#linked);
    this.#linked();
    if (frame.close) {
      enterCall(frame.close);
      frame.tell(new KeyholeCallOpenEvent(id, summary));
    }
    this.refresh();
  }

  /** Puts the styles where the element is, and asks for the call. */
  async open(root: Node): Promise<void> {
    adoptCallStyles(root);
    await this.#store.load();
  }

  close(): void {
    this.#closed = true;
    this.#poll.close();
    this.#store.close();
    this.#events.close();
    this.#transcript.close();
    this.#player.close();
    document.removeEventListener("visibilitychange", this.#looked);
    removeEventListener("hashchange", this.#linked);
    if (this.#frame.close) leaveCall(this.#frame.close);
  }

  /** The viewer has closed it. */
  leave(): void {
    const { call } = this;
    if (call) this.#frame.tell(new KeyholeCallCloseEvent(call));
  }

  /** Renders anew, once for all that has changed by then. */
  refresh(): void {
    if (this.#pending || this.#closed) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      if (!this.#closed) this.#render();
    });
  }

  /** What is known of the call so far. */
  get call(): CallSummary | null {
    const { detail, summary } = this.#store.state;
    return detail ?? summary;
  }

  /** Plays, pauses and seeks for the host. */
  get player() {
    return this.#player.player;
  }

  #may(scope: Scope): boolean {
    return this.#granted().includes(scope);
  }

  #granted(): readonly Scope[] {
    const { state } = this.#frame.session;
    if (state.status === "ready") this.#scopes = state.scopes;
    return this.#scopes;
  }

  #callChanged(): void {
    const { phase, detail } = this.#store.state;
    this.refresh();
    if (phase === "gone") {
      this.#player.close();
      this.#poll.close();
    }
    if (phase !== "ready" || !detail) return;
    if (!this.#told && !this.#frame.close) this.#frame.tell(new KeyholeReadyEvent(this.#granted()));
    this.#told = true;
    this.#frame.tell(new KeyholeCallLoadEvent(detail));
    const { status, hasRecording } = detail;
    if (
      status !== "unjoined" &&
      this.#may("transcripts:read") &&
      this.#transcript.store.state.phase === "idle"
    )
      void this.#transcript.store.load();
    if (
      status === "ended" &&
      hasRecording &&
      this.#may("recordings:read") &&
      this.#player.recording.state.phase === "idle"
    )
      void this.#player.recording.load();
    this.#poll.arm();
  }

  #render(): void {
    const { html, nothing, render } = this.#kit;
    const { detail, phase } = this.#store.state;
    const gone = phase === "gone";
    const { call } = this;
    const live = this.#store.live && detail?.status !== "ended";
    const { close } = this.#frame;
    this.#takeTurns();
    render(
      html`${renderHeader(this.#kit, { call, live, gone, close })}
        <div class="about" part="about">${this.#renderAbout()}</div>
        ${this.#shown && detail ? html`${this.#showsTranscript ? this.#transcript.render(detail, live) : nothing}` : nothing}
        ${this.#shown ? this.#renderPlayer() : nothing}`,
      this.element,
    );
    if (this.#shown && this.#showsTranscript) this.#transcript.update();
    this.#player.update();
    this.#goToWanted();
  }

  get #shown(): boolean {
    return this.#store.state.phase === "ready";
  }

  get #showsTranscript(): boolean {
    return this.#transcript.store.state.phase !== "idle";
  }

  #renderAbout(): unknown {
    const { html, renderNotice, renderStrip, nothing } = this.#kit;
    const { phase, detail, failure } = this.#store.state;
    const { explain, formats } = this.#frame;
    if (phase === "gone")
      return renderNotice(
        { title: this.#kit.text("gone.title"), text: this.#kit.text("gone.text") },
        () => {},
      );
    if (phase === "failed" && failure) return renderNotice(explain(failure), () => void this.#store.load());
    if (!detail) {
      return html`<div class="skeleton lines" part="skeleton" aria-busy="true">
        <p class="unseen">${this.#kit.text("details.loading")}</p>
        <i></i><i></i><i></i>
      </div>`;
    }
    return html`${renderFields(this.#kit, detail, formats())} ${this.#events.render()}
    ${failure ? renderStrip(explain(failure), () => void this.#store.poll()) : nothing}`;
  }

  #renderPlayer(): unknown {
    const { html, nothing } = this.#kit;
    const { detail } = this.#store.state;
    if (!detail || !this.#may("recordings:read")) return nothing;
    if (detail.status === "ended" && !detail.hasRecording)
      return html`<div class="player" part="player"><p class="quiet" part="quiet">${this.#kit.text("recording.none")}</p></div>`;
    return this.#player.render();
  }

  #takeTurns(): void {
    const { turns } = this.#transcript;
    if (turns === this.#spannedTurns) return;
    this.#spannedTurns = turns;
    this.#player.setSpans(spansOf(turns));
  }

  #looked = (): void => this.#poll.pause(document.visibilityState === "hidden");

  #linked = (): void => {
    const { id, atMs } = momentOf(location.hash);
    if (atMs === null || (id !== null && id !== this.#frame.id)) return;
    this.#wantedMs = atMs;
    this.#player.player.seek(atMs);
    this.refresh();
  };

  /** Goes to the place that the page's URL names, as soon as its turn is there. */
  #goToWanted(): void {
    if (this.#wantedMs === null || !this.#shown) return;
    const { turns } = this.#transcript;
    const { complete } = this.#transcript.store.state;
    const index = turnBefore(turns, this.#wantedMs);
    if (index < 0 || (index === turns.length - 1 && !complete)) return;
    this.#wantedMs = null;
    this.#transcript.list.reveal(index);
    this.#transcript.list.setCurrent(index);
    this.#transcript.list.following = true;
  }
}
