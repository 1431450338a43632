import type { TemplateResult } from "lit";
import { SEARCH_CHARACTERS_MAX } from "../../base/limits.ts";
import { SEARCH } from "./filter-icons.ts";
import type { FilterView } from "./filter-view.ts";

/** Words to look for in what was said. */
export function renderSearch({ kit: { html }, text, filters, type }: FilterView): TemplateResult {
  const read = (event: Event, now: boolean) => {
    const { value } = event.target as HTMLInputElement;
    if (!(event instanceof InputEvent && event.isComposing)) type({ q: value }, now || !value);
  };
  const pressed = (event: KeyboardEvent) => event.key === "Enter" && !event.isComposing && read(event, true);
  return html`<label class="field looked-for" part="filter">
    <span class="field-label" part="filter-label">${text("filter.search")}</span>
    ${SEARCH(html)}
    <input
      type="search"
      part="filter-field"
      name="q"
      maxlength=${SEARCH_CHARACTERS_MAX}
      placeholder=${text("filter.search")}
      data-value=${filters.q ?? ""}
      @input=${(event: Event) => read(event, false)}
      @compositionend=${(event: Event) => read(event, false)}
      @keydown=${pressed}
    />
  </label>`;
}
