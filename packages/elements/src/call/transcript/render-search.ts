import type { TemplateResult } from "lit";
import { DOWN, UP } from "../icons.ts";
import type { Kit } from "../kit.ts";

export interface SearchView {
  query: string;
  count: number;
  /** Place of the match that was gone to, from 0. */
  at: number;
  search: (query: string) => void;
  go: (step: 1 | -1) => void;
}

/** A field to search the transcript, with the number of matches and buttons from one to the next. */
export function renderSearch(
  { html, nothing, text }: Kit,
  { query, count, at, search, go }: SearchView,
): TemplateResult {
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && query) search("");
    else if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const typed = ({ target }: Event) => search((target as HTMLInputElement).value);
  const words = count > 0 ? text("search.count", { place: at + 1, count }) : text("search.none");
  return html`<div class="search" part="search" role="search">
    <input type="search" part="search-field" aria-label=${text("search")} placeholder=${text("search")} .value=${query} @input=${typed} @keydown=${pressed} />
    ${
      query.trim()
        ? html`<span class="count" part="search-count" role="status">${words}</span>
            <button class="tool-button" part="search-button" aria-label=${text("search.previous")} ?disabled=${count === 0} @click=${() => go(-1)}>${UP(html)}</button>
            <button class="tool-button" part="search-button" aria-label=${text("search.next")} ?disabled=${count === 0} @click=${() => go(1)}>${DOWN(html)}</button>`
        : nothing
    }
  </div>`;
}
