import type { TemplateResult } from "lit";
import { DATE_RANGES } from "../../base/call-filters.ts";
import { dayOf } from "./date-filter.ts";
import type { FilterView } from "./filter-view.ts";
import { renderSelect } from "./render-select.ts";
import { isDay } from "./zoned-day.ts";

const DAYS = "days";

/** When a call was created: a range, or days in fields of their own, which `choose` brings with `days`. */
export function renderDate(
  { kit, text, filters }: FilterView,
  withDays: boolean,
  choose: (value: string) => void,
): TemplateResult {
  return renderSelect(kit, {
    name: "date",
    label: text("filter.date"),
    value: filters.range ?? (withDays ? DAYS : ""),
    options: [
      ["", text("filter.date.any")],
      ...DATE_RANGES.map((range) => [range, text(`filter.date.${range}`)] as const),
      [DAYS, text("filter.date.days")],
    ],
    choose,
  });
}

/** The fields for the first and the last day. */
export function renderDays({ kit: { html }, text, formats, filters, type }: FilterView): TemplateResult {
  return html`<div class="days" part="days">
    ${(["from", "to"] as const).map((name) => {
      const read = (event: Event, now: boolean) => {
        const { value, validity } = event.target as HTMLInputElement;
        // A date that is half written has no value.
        if (!validity.badInput && (!value || isDay(value))) type({ [name]: value || undefined }, now);
      };
      const pressed = (event: KeyboardEvent) => event.key === "Enter" && read(event, true);
      return html`<label class="field" part="filter">
        <span class="field-label" part="filter-label">${text(`filter.date.${name}`)}</span>
        <input
          type="date"
          part="filter-field"
          name=${name}
          data-value=${dayOf(filters[name], formats.timeZone)}
          @input=${(event: Event) => read(event, false)}
          @keydown=${pressed}
        />
      </label>`;
    })}
  </div>`;
}
