import { html, nothing, type TemplateResult } from "lit";
import { TURNSTILE_MS } from "../../base/limits.ts";
import { renderButton } from "../../errors/render-notice.ts";
import type { TalkHost } from "./talk-host.ts";

/** The part of Turnstile's interface that is used here (developers.cloudflare.com/turnstile). */
interface Turnstile {
  render(
    box: HTMLElement,
    options: {
      sitekey: string;
      language: string;
      size: "flexible";
      callback(answer: string): void;
      "expired-callback"(): void;
      "error-callback"(): boolean;
    },
  ): string | undefined;
  remove(widget: string): void;
}

const SCRIPT = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";

/** Of one name a page gets one policy: all copies of Keyhole on a page share it. */
const POLICY = Symbol.for("keyhole.turnstile-policy.1");

interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

const page = globalThis as {
  turnstile?: Turnstile;
  trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
  };
  [POLICY]?: ScriptPolicy | undefined;
};
let loading: Promise<void> | undefined;

/**
 * Cloudflare Turnstile, the one third party there is: only for a site that wants it, and only once a viewer wants a
 * call. Its challenge needs the light DOM: a box in the slot "turnstile" of the element, the host's or one of ours.
 */
export class Challenge {
  /** What solves the challenge, once; null until it is solved. */
  answer: string | null = null;
  /** The challenge cannot be shown. */
  hasFailed = false;
  readonly #host: TalkHost;
  readonly #changed: () => void;
  #box: HTMLElement | null = null;
  #siteKey = "";
  #widget: string | undefined;

  constructor(host: TalkHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  /** Shows a new challenge. */
  async open(siteKey: string): Promise<void> {
    this.close();
    this.#siteKey = siteKey;
    this.#set(null, false);
    const own = this.#host.querySelector<HTMLElement>(':scope > [slot="turnstile"]');
    const place = own ?? document.createElement("div");
    place.slot = "turnstile";
    const box = document.createElement("div");
    place.append(box);
    if (!own) this.#host.append(place);
    this.#box = own ? box : place;
    try {
      loading ??= load();
      await loading;
      if (this.#box?.contains(box)) this.#widget = this.#draw(box, siteKey);
    } catch {
      loading = undefined;
      this.#set(null, true);
    }
  }

  /** Takes the challenge away. What solved it stays until the next one. */
  close(): void {
    if (this.#widget !== undefined) page.turnstile?.remove(this.#widget);
    this.#widget = undefined;
    this.#box?.remove();
    this.#box = null;
  }

  render(): TemplateResult {
    const { text } = this.#host;
    const words = this.hasFailed ? text("talk.challenge.failed") : text("talk.challenge.wait");
    const why = this.hasFailed ? text("talk.challenge.policy") : "";
    return html`<div class="challenge" part="challenge" role="group" aria-label=${text("talk.challenge")}>
      <slot name="turnstile"></slot>
      <p class="note" id="challenge-text" part="challenge-text" ?hidden=${this.answer !== null}>${words} ${why}</p>
      ${this.hasFailed ? renderButton(text("retry"), () => this.open(this.#siteKey)) : nothing}
    </div>`;
  }

  #draw(box: HTMLElement, siteKey: string): string | undefined {
    return page.turnstile?.render(box, {
      sitekey: siteKey,
      language: this.#host.formats.locale?.split("-")[0] ?? "auto",
      size: "flexible",
      callback: (answer) => this.#set(answer, false),
      "expired-callback": () => this.#set(null, false),
      "error-callback": () => {
        this.#set(null, true);
        // It is told here: nothing for the console.
        return true;
      },
    });
  }

  #set(answer: string | null, hasFailed: boolean): void {
    this.answer = answer;
    this.hasFailed = hasFailed;
    this.#changed();
  }
}

/** Loads Cloudflare's script once for the page. */
function load(): Promise<void> {
  return new Promise((resolve, reject) => {
    if (page.turnstile) return resolve();
    const script = document.createElement("script");
    const stop = setTimeout(reject, TURNSTILE_MS);
    script.onload = () => {
      clearTimeout(stop);
      if (page.turnstile) resolve();
      else reject();
    };
    script.onerror = () => {
      clearTimeout(stop);
      script.remove();
      reject();
    };
    // A page that requires Trusted Types needs a policy for the address of a script.
    page[POLICY] ??= page.trustedTypes?.createPolicy("keyhole-turnstile", { createScriptURL: (url) => url });
    script.src = (page[POLICY]?.createScriptURL(SCRIPT) ?? SCRIPT) as string;
    document.head.append(script);
  });
}
