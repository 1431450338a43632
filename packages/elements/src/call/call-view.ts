import type { Scope } from "@keyhole/contract";
import { html, nothing } from "lit";
import { browserClock, type Clock } from "../base/clock.ts";
import { keepKeys } from "../base/keep-keys.ts";
import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { controls } from "../base/styles/controls.styles.ts";
import { moreTokens } from "../base/styles/more-tokens.styles.ts";
import { noticeDetails } from "../base/styles/notice-details.styles.ts";
import { View } from "../base/view.ts";
import { renderNotice, renderStrip } from "../errors/render-notice.ts";
import { KeyholeCallCloseEvent } from "../events/keyhole-call-close-event.ts";
import { KeyholeCallLoadEvent } from "../events/keyhole-call-load-event.ts";
import { KeyholeCallOpenEvent } from "../events/keyhole-call-open-event.ts";
import { KeyholeReadyEvent } from "../events/keyhole-ready-event.ts";
import { isShutOut } from "../session/is-shut-out.ts";
import { mayPass } from "../session/may-pass.ts";
import { callStyles } from "./call.styles.ts";
import { renderFacts, renderHeader } from "./call-header.ts";
import { EvaluationView } from "./evaluation/evaluation-view.ts";
import { EventsView } from "./events/events-view.ts";
import { type CallHost, type OpenCall, reportFailures } from "./model/call-host.ts";
import { type CallState, CallStore } from "./model/call-store.ts";
import { PollController } from "./model/poll-controller.ts";
import { linkTo, momentOf } from "./moment.ts";
import { playerStyles } from "./player/player.styles.ts";
import { PlayerView } from "./player/player-view.ts";
import { printStyles } from "./print.styles.ts";
import { transcriptStyles } from "./transcript/transcript.styles.ts";
import { TranscriptView } from "./transcript/transcript-view.ts";
import { spansOf } from "./transcript/turn-at.ts";
import { turnBefore } from "./transcript/turns.ts";

const adoptStyles = stylesAdopter(callStyles, transcriptStyles, playerStyles, printStyles);
const adoptBasics = stylesAdopter(moreTokens("call"), controls, noticeDetails);

export interface CallViewDeps {
  clock?: Clock;
  fetch?: typeof fetch;
}

/**
 * One call: header, details, events, transcript, recording. What the viewer's grant lacks is neither
 * requested nor shown.
 */
export class CallView extends View {
  readonly #host: CallHost;
  readonly #call: OpenCall;
  readonly #store: CallStore;
  readonly #events: EventsView;
  readonly #evaluation: EvaluationView;
  readonly #transcript: TranscriptView;
  readonly #player: PlayerView;
  readonly #poll: PollController;
  readonly #listening = new AbortController();
  /** Key of the history entry that the call has added; null if it has added none. */
  readonly historyKey: string | null = null;
  #ready = false;
  /** The moment in the page's URL, until its turn is shown. */
  #momentMs: number | null = null;
  /** The scopes of the last token: a session has none while it renews its token. */
  #scopes: readonly string[] = [];

  constructor(
    host: CallHost,
    call: OpenCall,
    { clock = browserClock, fetch = globalThis.fetch.bind(globalThis) }: CallViewDeps = {},
  ) {
    super(document.createElement("section"));
    this.#host = host;
    this.#call = call;
    const { element } = this;
    element.className = "details";
    element.part.value = "details";
    element.tabIndex = -1;
    element.setAttribute("aria-labelledby", "details-title");
    this.#store = new CallStore(call, clock);
    this.#events = new EventsView(host, call);
    this.#evaluation = new EvaluationView(host, call, {
      clock,
      play: (atMs) => {
        this.#goTo(atMs);
        this.player.play();
      },
      seekable: () => this.#player.ready,
      durationMs: () => this.#player.durationMs,
      turns: () => this.#transcript.store.state.items,
      mayVote: () => this.#may("evaluations:vote"),
      marked: () => this.refresh(),
    });
    this.#player = new PlayerView(host, call, {
      clock,
      fetch,
      call: this.#store,
      marks: () => this.#evaluation.marks,
      heard: (index) => this.#transcript.turns.setCurrent(index),
    });
    this.#transcript = new TranscriptView(host, call, {
      clock,
      call: this.#store,
      scroller: element,
      seek: (atMs, play) => {
        this.player.seek(atMs);
        if (play) this.player.play();
      },
      seekable: () => this.#player.ready,
      mark: this.#evaluation.mark,
      linkTo: (atMs) => linkTo(location.href, { id: call.close ? call.id : null, atMs }, call.prefix),
    });
    this.#poll = new PollController(
      clock,
      () => this.#pollAll(),
      () => this.#store.live || this.#mayPass,
      () => this.#mayPass,
    );
    this.#observe();
    if (call.atMs == null) this.#goToUrl();
    else this.#goTo(call.atMs);
    if (call.close) {
      this.historyKey = call.enter?.(call.close) ?? null;
      host.dispatchEvent(new KeyholeCallOpenEvent(call.id, call.summary));
    }
    this.refresh();
  }

  /** Puts the styles where the element is, and requests the call. */
  async open(root: Node): Promise<void> {
    // A list has its own.
    if (!this.#call.close) adoptBasics(root);
    adoptStyles(root);
    keepKeys(root);
    await this.#store.load();
  }

  /** Renders everything, as after a change of language. */
  refresh(): void {
    for (const view of [this, this.#events, this.#evaluation, this.#transcript, this.#player])
      view.requestUpdate();
  }

  override close(): void {
    this.#listening.abort();
    for (const part of [this.#poll, this.#store, this.#transcript, this.#player]) part.close();
    for (const part of [this.#events, this.#evaluation]) part.close();
    const { close, leave } = this.#call;
    if (close) leave?.(close);
    super.close();
  }

  /** Tells the page that the viewer has closed the call. */
  leave(): void {
    const { call } = this.#store;
    if (call) this.#host.dispatchEvent(new KeyholeCallCloseEvent(call));
  }

  /** Plays, pauses and seeks. */
  get player() {
    return this.#player.player;
  }

  protected override render(): unknown {
    const { text } = this.#host;
    const { call, ongoing, state } = this.#store;
    const gone = state.phase === "gone";
    const ready = state.phase === "ready";
    const { close } = this.#call;
    return html`${renderHeader(text, { call, ongoing, gone, close })}
      <div class="about" part="about">${this.#renderAbout()}</div>
      ${ready && this.#hasTranscript ? this.#transcript.element : nothing}
      ${ready && this.#hasPlayer ? this.#player.element : nothing}`;
  }

  protected override updated(): void {
    void this.#goToMoment();
  }

  #renderAbout(): unknown {
    const { text, formats } = this.#host;
    const { phase, detail, failure } = this.#store.state;
    if (phase === "gone")
      return renderNotice({ title: text("gone.title"), text: text("gone.text") }, () => {});
    if (phase === "failed" && failure)
      return renderNotice(this.#host.explain(failure), () => void this.#store.load());
    if (!detail) {
      return html`<div class="skeleton lines" part="skeleton" aria-busy="true">
        <p class="unseen">${text("details.loading")}</p>
        <i></i><i></i><i></i>
      </div>`;
    }
    return html`${renderFacts(text, detail, formats, this.#hasTranscript)} ${this.#events.element}
    ${this.#may("evaluations:read") ? this.#evaluation.element : nothing}
    ${failure ? renderStrip(this.#host.explain(failure), () => void this.#store.poll()) : nothing}`;
  }

  get #hasTranscript(): boolean {
    return this.#transcript.store.state.phase !== "idle";
  }

  get #hasPlayer(): boolean {
    const { detail } = this.#store.state;
    const none = detail?.status === "ended" && !detail.hasRecording;
    return this.#may("recordings:read") && (none || this.#player.recording.state.phase !== "idle");
  }

  #may(scope: Scope): boolean {
    const { state } = this.#call.session;
    if (state.status === "ready") this.#scopes = state.scopes;
    return this.#scopes.includes(scope);
  }

  #observe(): void {
    const transcript = this.#transcript.store;
    this.#store.subscribe((state) => this.#callChanged(state));
    reportFailures(this.#store, this.#host);
    transcript.subscribe(({ items }, previous) => {
      if (items !== previous.items) this.#player.setSpans(spansOf(items));
      this.#poll.arm();
      this.requestUpdate();
    });
    for (const store of [this.#player.recording, this.player]) {
      let before = this.#player.ready;
      store.subscribe(() => {
        const { ready } = this.#player;
        if (ready !== before) for (const view of [this.#transcript, this.#evaluation]) view.requestUpdate();
        before = ready;
      });
    }
    this.#player.recording.subscribe(() => this.requestUpdate());
    const { signal } = this.#listening;
    this.element.addEventListener("keydown", (event) => this.#player.pressed(event));
    const hidden = () => document.visibilityState === "hidden";
    document.addEventListener("visibilitychange", () => this.#poll.pause(hidden()), { signal });
    addEventListener("hashchange", () => this.#goToUrl(), { signal });
  }

  #callChanged({ phase, detail }: CallState): void {
    this.requestUpdate();
    if (phase === "gone") {
      this.#player.close();
      this.#poll.close();
    }
    if (phase === "failed") this.#poll.arm();
    if (phase !== "ready" || !detail) return;
    const mayRead = this.#may("transcripts:read");
    const mayHear = this.#may("recordings:read");
    if (!this.#ready && !this.#call.close) this.#host.dispatchEvent(new KeyholeReadyEvent(this.#scopes));
    if (!this.#ready && this.#may("evaluations:read")) this.#evaluation.load();
    this.#ready = true;
    this.#host.dispatchEvent(new KeyholeCallLoadEvent(detail));
    const { store } = this.#transcript;
    const { recording } = this.#player;
    if (detail.status !== "unjoined" && mayRead && store.state.phase === "idle") void store.load();
    if (detail.status === "ended" && detail.hasRecording && mayHear && recording.state.phase === "idle")
      void recording.load();
    this.#poll.arm();
  }

  /** Something is missing that may come without anybody's help. */
  get #mayPass(): boolean {
    const failures = [this.#store.state.failure, this.#transcript.store.state.failure];
    return failures.some((failure) => failure && mayPass(failure) && !isShutOut(failure));
  }

  async #pollAll(): Promise<boolean> {
    const transcript = this.#transcript.store;
    // Turns do not change after the end.
    const asks = this.#store.state.detail?.status !== "ended" || transcript.state.failure !== null;
    const changed = await this.#store.poll();
    const added = asks && this.#may("transcripts:read") && (await transcript.poll());
    return changed || added;
  }

  /** Seeks to the moment that the page's URL names. */
  #goToUrl(): void {
    const { id, atMs } = momentOf(location, this.#call.prefix ?? undefined);
    if (atMs !== null && (id === null || id === this.#call.id)) this.#goTo(atMs);
  }

  #goTo(atMs: number): void {
    this.#momentMs = atMs;
    this.player.seek(atMs);
    this.requestUpdate();
  }

  /** Shows the turn of that moment as soon as it is loaded. */
  async #goToMoment(): Promise<void> {
    if (this.#momentMs === null || this.#store.state.phase !== "ready") return;
    const { items, complete } = this.#transcript.store.state;
    const index = turnBefore(items, this.#momentMs);
    if (index < 0 || (index === items.length - 1 && !complete)) return;
    this.#momentMs = null;
    const { turns } = this.#transcript;
    await this.#transcript.updateComplete();
    await turns.updateComplete();
    turns.reveal(index);
    turns.setCurrent(index);
    turns.following = true;
  }
}
