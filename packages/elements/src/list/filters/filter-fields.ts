import { html, type TemplateResult } from "lit";
import type { Clock } from "../../base/clock.ts";
import { SEARCH_CHARACTERS_MAX } from "../../base/limits.ts";
import { dayOf, isDay } from "../../base/zoned-day.ts";
import { SEARCH } from "../icons.ts";
import type { FilterChange, FilterProps } from "./filter.ts";

export interface SelectProps {
  name: string;
  label: string;
  value: string;
  /** Value and label of each option. */
  options: readonly (readonly [string, string])[];
  choose: (value: string) => void;
}

// `ToolbarView` sets the values of fields, once their options are rendered.

/** A labelled select. */
export function renderSelect({ name, label, value, options, choose }: SelectProps): TemplateResult {
  const chosen = ({ target }: Event) => choose((target as HTMLSelectElement).value);
  return html`<label class="field select" part="filter">
    <span class="field-label" part="filter-label">${label}</span>
    <select class=${value ? "set" : ""} part="filter-field" name=${name} data-value=${value} @change=${chosen}>
      ${options.map(([each, words]) => html`<option value=${each}>${words}</option>`)}
    </select>
  </label>`;
}

/** The search field. */
export function renderSearch({ text, filters, type }: FilterProps): TemplateResult {
  const read = (event: Event, now: boolean) => {
    const { value } = event.target as HTMLInputElement;
    if (!(event instanceof InputEvent && event.isComposing)) type({ q: value }, now || !value);
  };
  const pressed = (event: KeyboardEvent) => {
    const field = event.target as HTMLInputElement;
    if (event.isComposing) return;
    if (event.key === "Enter") read(event, true);
    // Some browsers clear the field themselves, and let the page see the key.
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    read(event, true);
  };
  return html`<label class="field looked-for" part="filter">
    <span class="field-label" part="filter-label">${text("filter.search")}</span>
    ${SEARCH}
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

/** The fields for the first and the last day. */
export function renderDays({ text, formats, filters, type }: FilterProps): TemplateResult {
  return html`<div class="days" part="days">
    ${(["from", "to"] as const).map((name) => {
      const read = (event: Event, now: boolean) => {
        const { value, validity } = event.target as HTMLInputElement;
        // A half-typed date has no value.
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

/** Delays the change of a typed filter until the viewer pauses. */
export class TypedChange {
  readonly #clock: Clock;
  readonly #waitMs: number;
  readonly #settled: (change: FilterChange) => void;
  #change: FilterChange | null = null;
  #stop: (() => void) | null = null;

  constructor(clock: Clock, waitMs: number, settled: (change: FilterChange) => void) {
    this.#clock = clock;
    this.#waitMs = waitMs;
    this.#settled = settled;
  }

  get isWaiting(): boolean {
    return this.#change !== null;
  }

  /** Takes the value of a field; `now` skips the wait. */
  take(change: FilterChange, now: boolean): void {
    this.#stop?.();
    // The viewer may type in two fields in a row.
    this.#change = { ...this.#change, ...change };
    this.#stop = this.#clock.after(this.#waitMs, () => this.settle());
    if (now) this.settle();
  }

  /** Applies the waiting change now. */
  settle(): void {
    const change = this.#change;
    this.drop();
    if (change) this.#settled(change);
  }

  /** Drops the waiting change. */
  drop(): void {
    this.#stop?.();
    this.#stop = null;
    this.#change = null;
  }
}
