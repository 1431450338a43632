import { html, nothing, type TemplateResult } from "lit";
import { PHONE } from "../base/icons.ts";
import type { Text } from "../i18n/text.ts";
import type { Notice } from "./notice.ts";

/** What stands in the place of rows: what went wrong, or that there are none. */
export function renderNotice(
  { title, text: words, button, more }: Notice,
  act: () => void,
  icon: TemplateResult | string = "!",
): TemplateResult {
  return html`<div class="notice" part="notice">
    <span class="icon" part="icon" aria-hidden="true">${icon}</span>
    <h2 part="notice-title">${title}</h2>
    <p part="notice-text">${words}</p>
    ${renderButton(button, act)}
    ${more ?? nothing}
  </div>`;
}

/** The same in short, below rows that stay. */
export function renderStrip({ title, text: words, button, more }: Notice, act: () => void): TemplateResult {
  return html`<div class="strip" part="strip"><p part="strip-text"><b part="strip-title">${title}</b><br />${words}</p>${renderButton(button, act)} ${more ?? nothing}</div>`;
}

/** A list without a call, which is no error. `paused`: there may be older ones. */
export function renderEmpty(text: Text, paused: boolean, more: () => void): TemplateResult {
  const name = paused ? "paused" : "empty";
  const button = paused && { button: text("loadMore") };
  return renderNotice({ title: text(`${name}.title`), text: text(`${name}.text`), ...button }, more, PHONE);
}

/** A button with words on it; nothing where there are none. */
export function renderButton(words: string | undefined, act: () => void): TemplateResult | typeof nothing {
  return words ? html`<button class="button" part="button" @click=${act}>${words}</button>` : nothing;
}
