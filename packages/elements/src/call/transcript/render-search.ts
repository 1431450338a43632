import { html, nothing, type TemplateResult } from "lit";
import { SEARCH_CHARACTERS_MAX } from "../../base/limits.ts";
import type { Text } from "../../i18n/text.ts";
import type { SearchState } from "./search-store.ts";

const PREVIOUS = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 15 6-6 6 6" /></svg>`;
const NEXT = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6" /></svg>`;

/** The search field of a transcript, the number of matches, and buttons to the previous and next match. */
export function renderSearch(
  text: Text,
  { query, matches, at }: SearchState,
  search: (query: string) => void,
  go: (step: 1 | -1) => void,
): TemplateResult {
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && query) search("");
    else if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const typed = ({ target }: Event) => search((target as HTMLInputElement).value);
  const count = matches.length;
  const words = count > 0 ? text("search.count", { place: at + 1, count }) : text("search.none");
  return html`<div class="search" part="search" role="search">
    <input type="search" part="search-field" maxlength=${SEARCH_CHARACTERS_MAX} aria-label=${text("search")} placeholder=${text("search")} .value=${query} @input=${typed} @keydown=${pressed} />
    ${
      query.trim()
        ? html`<span class="count" part="search-count" role="status">${words}</span>
            <button class="tool-button" part="search-button" aria-label=${text("search.previous")} ?disabled=${count === 0} @click=${() => go(-1)}>${PREVIOUS}</button>
            <button class="tool-button" part="search-button" aria-label=${text("search.next")} ?disabled=${count === 0} @click=${() => go(1)}>${NEXT}</button>`
        : nothing
    }
  </div>`;
}
