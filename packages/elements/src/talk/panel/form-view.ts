import type { TalkAgent, TalkMedium, TalkOptions } from "@keyhole/contract";
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../../base/view.ts";
import { renderNotice } from "../../errors/render-notice.ts";
import type { TalkRequest } from "../model/talk-state.ts";
import { Challenge } from "./challenge.ts";
import type { TalkHost } from "./talk-host.ts";

/** What the viewer chooses and agrees to before a call. */
export class FormView extends View {
  readonly #host: TalkHost;
  readonly #start: (request: TalkRequest) => void;
  readonly #challenge: Challenge;
  #options: TalkOptions | null = null;
  #agentId: string | null = null;

  constructor(host: TalkHost, start: (request: TalkRequest) => void) {
    super(document.createElement("div"));
    this.#host = host;
    this.#start = start;
    this.#challenge = new Challenge(host, () => this.requestUpdate());
    this.element.className = "form";
    this.element.part.value = "form";
  }

  /** Whether there is anything to choose, to agree to or to solve, or nobody to talk to. */
  asks(options: TalkOptions): boolean {
    return this.#agentsOf(options).length !== 1 || options.consent !== null || options.turnstile !== null;
  }

  /** Shows what the broker allows. */
  open(options: TalkOptions): void {
    this.#options = options;
    if (options.turnstile && this.#agentsOf(options).length > 0)
      void this.#challenge.open(options.turnstile.siteKey);
    this.requestUpdate();
  }

  /** Takes the challenge away. */
  leave(): void {
    this.#challenge.close();
  }

  /** What a call is started with. `medium` is what the viewer has chosen over the page's. */
  request(options: TalkOptions, medium = mediumOf(this.#host.medium)): TalkRequest {
    const { variables, metadata } = this.#host;
    const agent = this.#agentOf(options);
    return {
      agentId: agent?.id ?? null,
      ...(variables && { variables }),
      ...(metadata && { metadata }),
      ...(medium && { medium }),
      consent: options.consent !== null,
      turnstile: this.#challenge.answer,
    };
  }

  protected override render(): TemplateResult | typeof nothing {
    const options = this.#options;
    if (!options) return nothing;
    const { text, session } = this.#host;
    const agents = this.#agentsOf(options);
    if (agents.length === 0) {
      const site = this.#host.site ?? "";
      const notice = { title: text("talk.nobody.title"), text: text("talk.nobody.text", { site }) };
      return html`<slot name="error">${renderNotice(notice, () => session?.signIn(), "?")}</slot>`;
    }
    const { consent } = options;
    const waits = options.turnstile !== null && this.#challenge.answer === null;
    const other = this.#otherMedium(options);
    return html`${this.#renderAgents(agents)}
      ${
        consent
          ? html`<div class="consent" part="consent" tabindex="0" role="group" aria-labelledby="consent-title">
            <b id="consent-title" part="consent-title">${text("talk.consent")}</b>
            ${consent.text}
          </div>`
          : nothing
      }
      ${options.turnstile ? this.#challenge.render() : nothing}
      <p class="note" part="note">${text("talk.note")}</p>
      <div class="actions" part="actions">
        <button
          class="button primary first"
          part="button"
          aria-disabled=${waits}
          aria-describedby=${waits ? "challenge-text" : nothing}
          @click=${() => this.#press(waits)}
        >
          ${text(consent ? "talk.agree" : "talk.start")}
        </button>
        ${
          other
            ? html`<button class="button" part="button" aria-disabled=${waits} @click=${() => this.#press(waits, other)}>${text("talk.type")}</button>`
            : nothing
        }
      </div>`;
  }

  #press(waits: boolean, medium?: TalkMedium): void {
    if (waits) this.#host.say(this.#host.text("talk.challenge.wait"));
    else if (this.#options) this.#start(this.request(this.#options, medium ?? mediumOf(this.#host.medium)));
  }

  #renderAgents(agents: readonly TalkAgent[]): TemplateResult | typeof nothing {
    if (agents.length === 1) return nothing;
    const choose = ({ target }: Event) => {
      this.#agentId = (target as HTMLSelectElement).value;
      this.requestUpdate();
    };
    return html`<label class="field select" part="field">
      <span part="field-label">${this.#host.text("talk.agent")}</span>
      <select part="select" @change=${choose}>
        ${agents.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.#agentId}>${name}</option>`)}
      </select>
    </label>`;
  }

  /** Those that the broker allows and, where the page names one, that one alone. */
  #agentsOf({ agents }: TalkOptions): TalkAgent[] {
    const { agent } = this.#host;
    return agent ? agents.filter(({ id }) => id === agent) : agents;
  }

  #agentOf(options: TalkOptions): TalkAgent | undefined {
    const agents = this.#agentsOf(options);
    return agents.find(({ id }) => id === this.#agentId) ?? agents[0];
  }

  /** Writing, where a call would begin with voice and the agent also answers in writing. */
  #otherMedium(options: TalkOptions): TalkMedium | null {
    const mediums = this.#agentOf(options)?.mediums ?? [];
    const first = mediumOf(this.#host.medium) ?? mediums[0];
    return first === "voice" && mediums.includes("text") ? "text" : null;
  }
}

function mediumOf(medium: string | null): TalkMedium | undefined {
  return medium === "voice" || medium === "text" ? medium : undefined;
}
