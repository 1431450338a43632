import { html, nothing, type TemplateResult } from "lit";
import { END_SLACK_PX } from "../../base/limits.ts";
import { View } from "../../base/view.ts";
import type { TalkState, TalkTurn } from "../model/talk-state.ts";
import type { TalkHost } from "./talk-host.ts";

/**
 * What was said. Turns that have ended are a log, which is announced; a turn that goes on stands below and is not: each
 * word would be. The end stays in sight unless the reader has scrolled away.
 */
export class TurnsView extends View {
  readonly #host: TalkHost;
  #turns: readonly TalkTurn[] = [];
  #agent = "";
  /** The reader is at the end. */
  #follows = true;

  constructor(host: TalkHost) {
    super(document.createElement("div"));
    this.#host = host;
    this.element.className = "turns";
    this.element.part.value = "transcript";
    this.element.tabIndex = 0;
    this.element.role = "region";
    this.element.addEventListener("scroll", this.#scrolled, { passive: true });
  }

  show({ turns, agentId, options }: Readonly<TalkState>): void {
    if (turns.length === 0) this.#follows = true;
    this.#turns = turns;
    this.#agent = options?.agents.find(({ id }) => id === agentId)?.name ?? "";
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { text } = this.#host;
    this.element.setAttribute("aria-label", text("talk.transcript"));
    const ended = this.#turns.filter(({ isFinal }) => isFinal);
    const going = this.#turns.filter(({ isFinal }) => !isFinal);
    return html`<div class="log" part="log" role="log" aria-live="polite" aria-relevant="additions" aria-label=${text("talk.transcript")}>
        ${ended.map((turn) => this.#renderTurn(turn))}
      </div>
      ${going.length ? html`<div class="log" aria-hidden="true">${going.map((turn) => this.#renderTurn(turn))}</div>` : nothing}
      ${this.#turns.length ? nothing : html`<p class="quiet" part="quiet">${text("talk.silent")}</p>`}
      ${this.#follows ? nothing : html`<button class="button newest" part="newest" @click=${this.#toEnd}>${text("talk.newest")}</button>`}`;
  }

  protected override updated(): void {
    if (this.#follows) this.element.scrollTop = this.element.scrollHeight;
  }

  #renderTurn({ speaker, text: words }: TalkTurn): TemplateResult {
    const { text } = this.#host;
    const name = speaker === "user" ? text("talk.you") : this.#agent || text("talk.panel");
    return html`<div class="turn ${speaker}" part="turn ${speaker}">
      <b class="speaker" part="speaker"><bdi>${name}</bdi></b>
      <p part="said" dir="auto">${words}</p>
    </div>`;
  }

  #toEnd = (): void => {
    this.#follows = true;
    this.requestUpdate();
    this.element.focus({ preventScroll: true });
  };

  #scrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const follows = scrollHeight - clientHeight - scrollTop <= END_SLACK_PX;
    if (follows === this.#follows) return;
    this.#follows = follows;
    this.requestUpdate();
  };
}
