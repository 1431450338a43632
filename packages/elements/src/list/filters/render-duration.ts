import type { TemplateResult } from "lit";
import { DURATIONS, durationsOf, durationValue, durationWords } from "./duration-filter.ts";
import type { FilterView } from "./filter-view.ts";
import { renderSelect } from "./render-select.ts";

/** How long a call took. What the host has set has an option as long as it is chosen. */
export function renderDuration({ kit, text, formats, filters, change }: FilterView): TemplateResult {
  const value = durationValue(filters);
  const isOwn = value && !DURATIONS.some((durations) => durationValue(durations) === value);
  const durations = isOwn ? [...DURATIONS, filters] : DURATIONS;
  return renderSelect(kit, {
    name: "duration",
    label: text("filter.duration"),
    value,
    options: [
      ["", text("filter.duration.any")],
      ...durations.map((each) => [durationValue(each), durationWords(each, text, formats.locale)] as const),
    ],
    choose: (chosen) => change(durationsOf(chosen)),
  });
}
