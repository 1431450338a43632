import { html, nothing, type TemplateResult } from "lit";
import type { Clock } from "../../base/clock.ts";
import { clockTime } from "../../base/clock-time.ts";
import { MICROPHONE } from "../../base/icons.ts";
import { TALK_MESSAGE_CHARACTERS } from "../../base/limits.ts";
import { View } from "../../base/view.ts";
import type { TextKey } from "../../i18n/text.ts";
import type { LivePhase, TalkState } from "../model/talk-state.ts";
import { HANG_UP, KEYBOARD, MICROPHONE_OFF, SILENCE, SOUND } from "./icons.ts";
import { LevelMeter } from "./level-meter.ts";
import { renderDevices } from "./render-devices.ts";
import type { TalkHost, TalkModel } from "./talk-host.ts";
import { TurnsView } from "./turns-view.ts";

/** A call that goes on: who speaks, what was said, time left, and its buttons. */
export class LiveView extends View {
  readonly #host: TalkHost;
  readonly #clock: Clock;
  readonly #turns: TurnsView;
  readonly #meter = new LevelMeter();
  #store: TalkModel | null = null;
  #isUnsent = false;

  constructor(host: TalkHost, clock: Clock) {
    super(document.createElement("div"));
    this.#host = host;
    this.#clock = clock;
    this.#turns = new TurnsView(host);
    this.element.className = "live";
    this.element.part.value = "talk";
  }

  /** The transcript, which stays after the call. */
  get transcript(): HTMLElement | typeof nothing {
    return this.#store?.state.turns.length ? this.#turns.element : nothing;
  }

  use(store: TalkModel): void {
    this.#store = store;
    this.#meter.use(store.levels);
  }

  stop(): void {
    this.#meter.stop();
  }

  protected override render(): TemplateResult | typeof nothing {
    const store = this.#store;
    if (!store) return nothing;
    const { state } = store;
    this.#turns.show(state);
    if (state.phase.at !== "live") {
      this.#meter.stop();
      this.#isUnsent = false;
      return nothing;
    }
    const { phase } = state;
    this.#meter.follow(phase.agent === "speaking" ? "agent" : "microphone");
    return html`${this.#renderStatus(phase)} ${this.#turns.element}
      ${state.medium === "text" ? this.#renderMessage(store) : nothing} ${this.#renderControls(store, state)}
      ${renderDevices(this.#host, store)}`;
  }

  #renderStatus({ agent, endsMs, isReconnecting }: LivePhase): TemplateResult {
    const { text, formats } = this.#host;
    const name = isReconnecting ? "reconnecting" : agent;
    const time = clockTime(endsMs - this.#clock.now(), formats.locale);
    return html`<div class="status-line" part="status">
      ${this.#meter.element}
      <span class="state ${name}" part="state ${name}">${text(`talk.${name}`)}</span>
      <span class="left" part="time-left" role="timer">${text("talk.left", { time })}</span>
    </div>`;
  }

  #renderMessage(store: TalkModel): TemplateResult {
    const { text } = this.#host;
    const send = (event: SubmitEvent) => {
      event.preventDefault();
      const field = (event.target as HTMLFormElement).elements[0] as HTMLInputElement;
      const words = field.value.trim();
      if (!words) return;
      this.#isUnsent = !store.sendText(words);
      if (!this.#isUnsent) field.value = "";
      this.requestUpdate();
    };
    const error = this.#isUnsent
      ? html`<p class="error" part="message-error" role="alert">${text("talk.notSent")}</p>`
      : nothing;
    return html`<form class="message" part="message" @submit=${send}>
        <input part="message-field" type="text" autocomplete="off" enterkeyhint="send" maxlength=${TALK_MESSAGE_CHARACTERS} aria-label=${text("talk.message")} placeholder=${text("talk.message")} />
        <button class="button" part="button" type="submit">${text("talk.send")}</button>
      </form>
      ${error}`;
  }

  #renderControls(store: TalkModel, state: Readonly<TalkState>): TemplateResult {
    const { text } = this.#host;
    const { isMicMuted, isSpeakerMuted, medium, options, agentId } = state;
    const mediums = options?.agents.find(({ id }) => id === agentId)?.mediums ?? [];
    const writes = medium === "text";
    const toggle = (name: TextKey, icon: TemplateResult, isOn: boolean, act: () => void) =>
      html`<button class="control" part="control" aria-pressed=${isOn} @click=${act}>
        ${icon}<span part="control-label">${text(name)}</span>
      </button>`;
    return html`<div class="controls" part="controls">
      ${toggle("talk.mute", isMicMuted ? MICROPHONE_OFF : MICROPHONE, isMicMuted, () => store.muteMic(!isMicMuted))}
      ${toggle("talk.muteSpeaker", isSpeakerMuted ? SILENCE : SOUND, isSpeakerMuted, () => store.muteSpeaker(!isSpeakerMuted))}
      ${
        mediums.length > 1 || writes
          ? toggle("talk.write", KEYBOARD, writes, () => store.setMedium(writes ? "voice" : "text"))
          : nothing
      }
      <button class="control hang-up first" part="hang-up" @click=${() => store.hangUp()}>
        ${HANG_UP}<span part="control-label">${text("talk.hangUp")}</span>
      </button>
    </div>`;
  }
}
