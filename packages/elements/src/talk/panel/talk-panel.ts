import { html, nothing, type TemplateResult } from "lit";
import { browserClock, type Clock } from "../../base/clock.ts";
import { keepKeys } from "../../base/keep-keys.ts";
import { TALK_TICK_MS } from "../../base/limits.ts";
import { stylesAdopter } from "../../base/styles/adopt-styles.ts";
import { controls } from "../../base/styles/controls.styles.ts";
import { speakerTokens } from "../../base/styles/more-tokens.styles.ts";
import { noticeDetails } from "../../base/styles/notice-details.styles.ts";
import { View } from "../../base/view.ts";
import type { Session } from "../../session/index.ts";
import type { Audio } from "../model/open-audio.ts";
import type { TalkRequest, TalkState, Tool } from "../model/talk-state.ts";
import { FormView } from "./form-view.ts";
import { CROSS, FOLD } from "./icons.ts";
import { LiveView } from "./live-view.ts";
import { panelStyles } from "./panel.styles.ts";
import { renderProgress } from "./render-progress.ts";
import { renderEnd, renderFailure } from "./render-result.ts";
import { statusWords } from "./status-words.ts";
import type { OpenStore, TalkHost, TalkModel } from "./talk-host.ts";
import { TalkReporter } from "./talk-reporter.ts";

const adopt = stylesAdopter(speakerTokens("talk"), controls, noticeDetails, panelStyles);

/** What the panel needs of the view around it. */
export interface PanelFrame {
  /** The panel has opened or closed, or its words have changed. */
  changed(): void;
  /** Folds a floating panel away. */
  fold(): void;
}

/** A call, and what is shown before and after it: choices, progress, the call itself, why it ended or failed. */
export class TalkPanel extends View {
  /** Whether it is shown in place of the button. */
  isOpen = false;
  readonly #host: TalkHost;
  readonly #openStore: OpenStore;
  readonly #frame: PanelFrame;
  readonly #clock: Clock;
  readonly #form: FormView;
  readonly #live: LiveView;
  #session: Session | null = null;
  #store: TalkModel | null = null;
  #reporter: TalkReporter | null = null;
  #unsubscribe: (() => void) | null = null;
  /** The viewer chooses, though a call before has ended or failed. */
  #asks = false;
  /** The button was pressed, and it is not known yet what may be started. */
  #isPressed = false;
  /** The sound of that press, until a start has its own. */
  #audio: Audio | null = null;
  #request: TalkRequest | null = null;
  #stopTick: (() => void) | null = null;
  #hadFocus = false;

  constructor(host: TalkHost, openStore: OpenStore, frame: PanelFrame, clock: Clock = browserClock) {
    super(document.createElement("section"));
    this.#host = host;
    this.#openStore = openStore;
    this.#frame = frame;
    this.#clock = clock;
    this.#form = new FormView(host, (request) => this.#start(request));
    this.#live = new LiveView(host, clock);
    this.element.className = "panel";
    this.element.part.value = "panel";
    adopt(host.renderRoot);
    keepKeys(host.renderRoot);
  }

  /** Whether there is a call, or one is on its way. */
  get isCalling(): boolean {
    const at = this.#store?.state.phase.at ?? "idle";
    return at !== "idle" && at !== "ended" && at !== "failed";
  }

  /** What goes on, in a few words. */
  get words(): string {
    return this.#store ? statusWords(this.#host, this.#store.state, this.#clock.now()) : "";
  }

  begin(session: Session): void {
    adopt(this.#host.renderRoot);
    if (session !== this.#session) this.#use(session);
    this.#store?.open();
    this.#tick();
  }

  /** The element has left the document; it may come back at once. */
  stop(): void {
    this.#store?.detach();
    this.#closeAudio();
    this.#stopTick?.();
    this.#stopTick = null;
    this.#live.stop();
  }

  hangUp(): void {
    this.#store?.hangUp();
  }

  registerTool(name: string, tool: Tool | null): void {
    this.#store?.registerTool(name, tool);
  }

  /** Starts a call once it is known what the viewer may start, or asks what has to be known before. */
  press(audio: Audio | null = null): void {
    this.isOpen = true;
    this.#closeAudio();
    this.#audio = audio;
    if (this.isCalling) this.#closeAudio();
    else {
      this.#isPressed = true;
      if (this.#store?.state.loading === "failed") void this.#store.load();
      this.#proceed();
    }
    this.#changed();
  }

  #proceed(): void {
    const { loading } = this.#store?.state ?? {};
    if (!this.#isPressed || (loading !== "ready" && loading !== "failed")) return;
    this.#isPressed = false;
    this.#again();
    this.#closeAudio();
  }

  #closeAudio(): void {
    this.#audio?.close();
    this.#audio = null;
  }

  /** Shows the button again. A call goes on. */
  dismiss(): void {
    if (this.isCalling) return;
    this.isOpen = this.#asks = false;
    this.#closeAudio();
    this.#form.leave();
    this.#changed();
  }

  /** Focuses what comes first in what is shown. */
  focus(): void {
    this.element.querySelector<HTMLElement>(".first")?.focus();
  }

  /** Each text may have changed. */
  override requestUpdate(): void {
    super.requestUpdate();
    this.#form?.requestUpdate();
    this.#live?.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { activeElement } = this.element.getRootNode() as Partial<ShadowRoot>;
    this.#hadFocus ||= this.element.contains(activeElement ?? null);
    this.element.setAttribute("aria-label", this.#host.text("talk.panel"));
    return html`${this.#renderHead()}${this.#renderContent()}`;
  }

  protected override updated(): void {
    const { activeElement } = this.element.getRootNode() as Partial<ShadowRoot>;
    if (this.#hadFocus && !activeElement) this.focus();
    this.#hadFocus = false;
  }

  #renderHead(): TemplateResult {
    const { text, layout } = this.#host;
    const state = this.#store?.state;
    const { agentId, options } = state ?? {};
    const [only, ...others] = options?.agents ?? [];
    const chosen = options?.agents.find(({ id }) => id === agentId) ?? (others.length ? undefined : only);
    const name = chosen?.name || text("talk.panel");
    const [label, icon, act] = this.isCalling
      ? (["talk.hide", FOLD, () => this.#frame.fold()] as const)
      : (["talk.close", CROSS, () => this.dismiss()] as const);
    const button =
      this.isCalling && layout !== "floating"
        ? nothing
        : html`<button class="tool" part="tool" aria-label=${text(label)} title=${text(label)} @click=${act}>${icon}</button>`;
    return html`<div class="panel-head" part="panel-head"><b part="panel-title"><bdi>${name}</bdi></b>${button}</div>`;
  }

  #renderContent(): TemplateResult | HTMLElement | typeof nothing {
    const host = this.#host;
    const state = this.#store?.state;
    if (!state || state.loading === "idle" || state.loading === "loading")
      return renderProgress(host, { at: "loading" });
    const { phase, failure } = state;
    if (!state.options)
      return renderFailure(host, failure && { kind: "broker", failure }, { retry: () => this.press() });
    if (this.#asks || phase.at === "idle") return this.#form.element;
    switch (phase.at) {
      case "live":
        return this.#live.element;
      case "ended":
        return html`${renderEnd(host, state, { durationMs: this.#reporter?.durationMs ?? null, again: this.#again })}${this.#live.transcript}`;
      case "failed":
        return renderFailure(host, phase.failure, {
          retry: this.#retry,
          ...(this.#canWrite(state) && { write: () => this.#start({ ...this.#asked(), medium: "text" }) }),
        });
      default:
        return renderProgress(host, phase, {
          nowMs: this.#clock.now(),
          cancel: () => this.#store?.hangUp(),
        });
    }
  }

  /** Whether the agent that was asked for also answers in writing. */
  #canWrite({ options, agentId, medium, phase }: Readonly<TalkState>): boolean {
    const ofMicrophone = phase.at === "failed" && phase.failure.kind.startsWith("microphone-");
    const agent = options?.agents.find(({ id }) => id === agentId);
    return ofMicrophone && medium === "voice" && Boolean(agent?.mediums.includes("text"));
  }

  #asked(): TalkRequest {
    return this.#request ?? { agentId: this.#host.agent };
  }

  /** Asks what has to be known; where that is nothing, starts. */
  #again = (): void => {
    const { options = null } = this.#store?.state ?? {};
    if (options && this.#form.asks(options)) {
      this.#asks = true;
      this.#form.open(options);
      this.#changed();
    } else if (options) this.#start(this.#form.request(options));
  };

  /** The same again; where the broker wants to know something else, or a challenge was used, asks first. */
  #retry = (): void => {
    const { phase, options } = this.#store?.state ?? {};
    const failure = phase?.at === "failed" ? phase.failure : null;
    const refused = failure?.kind === "broker" && failure.failure.kind === "problem";
    if (refused || options?.turnstile) void this.#askAnew();
    else this.#store?.retry();
  };

  async #askAnew(): Promise<void> {
    await this.#store?.load();
    this.#again();
  }

  #start(request: TalkRequest): void {
    this.#asks = false;
    this.#request = request;
    this.#form.leave();
    this.#store?.start(request);
    this.#changed();
  }

  #use(session: Session): void {
    this.#unsubscribe?.();
    this.#store?.close();
    this.#session = session;
    const store = this.#openStore(session);
    const reporter = new TalkReporter(this.#host, session, this.#clock);
    this.#store = store;
    this.#reporter = reporter;
    this.#live.use(store);
    for (const [name, tool] of this.#host.tools) store.registerTool(name, tool);
    this.#unsubscribe = store.subscribe((state, previous) => {
      reporter.report(state, previous);
      // The viewer has cancelled.
      if (state.phase.at === "idle" && previous.phase.at !== "idle") this.dismiss();
      this.#proceed();
      this.#changed();
    });
  }

  #changed(): void {
    this.requestUpdate();
    this.#frame.changed();
    this.#tick();
  }

  /** Once a second while a time is shown. */
  #tick(): void {
    const at = this.#store?.state.phase.at;
    const shows = at === "live" || at === "waiting";
    if (!shows) this.#stopTick?.();
    if (!shows) this.#stopTick = null;
    else
      this.#stopTick ??= this.#clock.after(TALK_TICK_MS, () => {
        this.#stopTick = null;
        if (this.#store) this.#reporter?.tick(this.#store.state);
        this.#changed();
      });
  }
}
