import type { TemplateResult } from "lit";
import type { Text } from "../../i18n/text.ts";
import type { ListKit } from "../kit.ts";
import { SEARCH } from "./filter-icons.ts";

/** In the place of rows: filters leave none. `clear` is null where a viewer has no filter to take away. */
export function renderNoMatch(
  { html, nothing }: ListKit,
  text: Text,
  clear: (() => void) | null,
): TemplateResult {
  return html`<div class="notice" part="notice">
    <span class="icon" part="icon" aria-hidden="true">${SEARCH(html)}</span>
    <h2 part="notice-title">${text("noMatch.title")}</h2>
    <p part="notice-text">${text("noMatch.text")}</p>
    ${clear ? html`<button class="button" part="button" @click=${clear}>${text("noMatch.clear")}</button>` : nothing}
  </div>`;
}
