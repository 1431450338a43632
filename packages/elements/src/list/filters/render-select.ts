import type { TemplateResult } from "lit";
import type { ListKit } from "../kit.ts";

export interface SelectView {
  name: string;
  label: string;
  value: string;
  /** Value and words of each option. */
  options: readonly (readonly [string, string])[];
  choose: (value: string) => void;
}

/** A labelled field with one of some values. Its value is set by the toolbar, once its options are there. */
export function renderSelect(
  { html }: ListKit,
  { name, label, value, options, choose }: SelectView,
): TemplateResult {
  const chosen = ({ target }: Event) => choose((target as HTMLSelectElement).value);
  return html`<label class="field select" part="filter">
    <span class="field-label" part="filter-label">${label}</span>
    <select class=${value ? "set" : ""} part="filter-field" name=${name} data-value=${value} @change=${chosen}>
      ${options.map(([each, words]) => html`<option value=${each}>${words}</option>`)}
    </select>
  </label>`;
}
