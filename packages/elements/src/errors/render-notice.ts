import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../i18n/text.ts";
import type { Trouble } from "./trouble.ts";

/** What the viewer reads about a trouble: what happened, why and what to do. */
export interface Notice {
  title: string;
  text: string;
  /** Label of the button; absent where trying again from this page changes nothing. */
  button?: string;
  /** The request id to copy, and a link to the page about errors. */
  more?: TemplateResult | undefined;
}

/** Values that the texts name. */
export interface NoticeContext {
  site: string;
  broker: string;
  origin: string;
  /** BCP 47 tag for dates and numbers; undefined for the browser's own. */
  locale: string | undefined;
}

/**
 * The notice for any trouble while the error texts are loading, or once they have `failed` to. What keeps requests
 * and files away may keep those texts away, too.
 */
export function plainNotice(
  text: Text,
  { kind, ...trouble }: Trouble,
  { broker }: NoticeContext,
  failed: boolean,
): Notice {
  const button = text("retry");
  const problem = "problem" in trouble ? trouble.problem : undefined;
  const reason = "reason" in trouble ? trouble.reason : "";
  const isLost = kind === "network" || kind === "part";
  const own = kind === "page" ? kind : !isLost ? "failed" : navigator.onLine ? kind : "offline";
  const name = own === "failed" && failed && !problem ? "part" : own;
  return {
    title: text(`${own}.title`),
    text: name === "failed" ? (problem?.detail ?? "") : text(`${name}.text`, { broker, reason }),
    button,
  };
}

/** A notice in place of the rows. */
export function renderNotice(
  { title, text: words, button, more }: Notice,
  act: () => void,
  icon: TemplateResult | string = "!",
): TemplateResult {
  return html`<div class="notice" part="notice" tabindex=${button || more ? -1 : nothing}>
    <span class="icon" part="icon" aria-hidden="true">${icon}</span>
    <h2 part="notice-title">${title}</h2>
    <p part="notice-text">${words}</p>
    ${renderButton(button, act)}
    ${more ?? nothing}
  </div>`;
}

/** A notice as a strip below rows that stay. */
export function renderStrip({ title, text: words, button, more }: Notice, act: () => void): TemplateResult {
  return html`<div class="strip" part="strip"><p part="strip-text"><b part="strip-title">${title}</b><br />${words}</p>${renderButton(button, act)} ${more ?? nothing}</div>`;
}

/** A button with a label; nothing without one. */
export function renderButton(words: string | undefined, act: () => void): TemplateResult | typeof nothing {
  return words ? html`<button class="button" part="button" @click=${act}>${words}</button>` : nothing;
}
