import { DATE_RANGES } from "../../base/call-filters.ts";
import { browserClock, type Clock } from "../../base/clock.ts";
import { FILTER_TYPING_MS } from "../../base/limits.ts";
import type { ListKit } from "../kit.ts";
import type { ListHost } from "../list-host.ts";
import { daysOf } from "./filter-bounds.ts";
import { filterChips } from "./filter-chips.ts";
import { SLIDERS } from "./filter-icons.ts";
import type { FilterView } from "./filter-view.ts";
import type { FilterChange, ListFilters } from "./list-filters.ts";
import { renderAgent } from "./render-agent.ts";
import { renderChips } from "./render-chips.ts";
import { renderDate, renderDays } from "./render-date.ts";
import { renderDuration } from "./render-duration.ts";
import { renderSearch } from "./render-search.ts";
import { renderStatus } from "./render-status.ts";
import { type Control, controlsLeft } from "./toolbar-controls.ts";
import { TypedFilter } from "./typed-filter.ts";
import { dayAt } from "./zoned-day.ts";

type Field = HTMLInputElement | HTMLSelectElement;

/**
 * Filters in one line, or behind one button where the list is narrow; the filters in use below. It
 * renders itself into an element of its own, which the list puts into its template.
 */
export class Toolbar {
  readonly element: HTMLElement;
  /** What stands at the end of the line, in this order; each renders one control, or nothing. */
  readonly ends: (() => unknown)[] = [];
  readonly #kit: ListKit;
  readonly #host: ListHost;
  readonly #filters: ListFilters;
  readonly #typed: TypedFilter;
  readonly #clock: Clock;
  #seen: readonly unknown[] = [];
  /** The panel of a narrow list. */
  #open = false;
  /** The fields for days, though no day is set yet. */
  #days = false;

  constructor(kit: ListKit, host: ListHost, filters: ListFilters, clock = browserClock) {
    this.#kit = kit;
    this.#host = host;
    this.#filters = filters;
    this.#clock = clock;
    this.#typed = new TypedFilter(clock, FILTER_TYPING_MS, (change) => this.#change(change));
    this.element = document.createElement("div");
    this.element.className = "toolbar";
    this.element.part.value = "toolbar";
    this.element.addEventListener("focusout", () => {
      this.#typed.settle();
      this.#setValues(false);
    });
  }

  /** Whether a control is to be shown at all, as `hide-controls` says. */
  shows(control: Control): boolean {
    return controlsLeft(this.#host.hideControls).has(control);
  }

  /** Renders anew where something that it shows may be another. */
  hostUpdated(): void {
    const { filters, hideControls, formats, texts, session, text } = this.#host;
    const { agents, search } = this.#filters.grant;
    const words = text("filters");
    const gone = session?.state.status === "signed-out";
    const seen = [filters, hideControls, formats, texts, words, session, gone, agents, search];
    if (seen.some((value, place) => value !== this.#seen[place])) this.render();
    this.#seen = seen;
  }

  /** Renders anew. A control at the end asks for it when it has changed. */
  render(): void {
    const { session, hideControls } = this.#host;
    const left = [...controlsLeft(hideControls)];
    this.element.hidden = !session || session.state.status === "signed-out" || left.length === 0;
    if (this.element.hidden) return;
    this.#kit.render(this.#template(), this.element);
    this.#setValues(false);
  }

  /** What a viewer's own controls could take away; null where there is nothing. */
  get clear(): (() => void) | null {
    return this.#chips.length > 0 ? this.#clear : null;
  }

  /** Nothing that was typed counts any more. */
  stop(): void {
    this.#typed.drop();
  }

  get #chips() {
    const { text, formats } = this.#host;
    const { agents } = this.#filters.grant;
    return filterChips(this.#filters.used, { agents, controls: this.#controls, text, formats });
  }

  /** The filters that this viewer has. */
  get #controls(): ReadonlySet<Control> {
    const { agents, search } = this.#filters.grant;
    const controls = new Set(controlsLeft(this.#host.hideControls));
    if (!search) controls.delete("text");
    if (agents.length < 2 && !this.#filters.used.agent) controls.delete("agent");
    return controls;
  }

  #template() {
    const { html, nothing } = this.#kit;
    const { text, formats } = this.#host;
    const { agents } = this.#filters.grant;
    const filters = this.#filters.used;
    const change = (wish: FilterChange) => {
      this.#typed.settle();
      this.#change(wish);
    };
    const type = (wish: FilterChange, now = false) => this.#typed.take(wish, now);
    const view: FilterView = { kit: this.#kit, text, formats, filters, change, type };
    const has = this.#controls;
    const chips = this.#chips;
    // A range takes the place of days, whoever has set it.
    const withDays = !filters.range && (this.#days || Boolean(filters.from || filters.to));
    const controls = [
      has.has("text") ? renderSearch(view) : nothing,
      has.has("agent") ? renderAgent(view, agents) : nothing,
      has.has("status") ? renderStatus(view) : nothing,
      has.has("duration") ? renderDuration(view) : nothing,
      has.has("date") ? renderDate(view, withDays, (value) => this.#chooseDate(value)) : nothing,
    ];
    const count = chips.length;
    const name = count > 0 ? text("filters.count", { count }) : text("filters");
    return html`${
      controls.some((control) => control !== nothing)
        ? html`<button
              class="filters-button"
              part="filters-button"
              aria-expanded=${this.#open}
              aria-controls="filters"
              aria-label=${name}
              @click=${this.#toggle}
            >
              ${SLIDERS(html)}<span part="filters-label">${text("filters")}</span>
              ${count > 0 ? html`<span class="filters-count" part="filters-count">${count.toLocaleString(formats.locale)}</span>` : nothing}
            </button>
            <div
              class="filters ${this.#open ? "unfolded" : ""}"
              part="filters"
              id="filters"
              role="group"
              aria-label=${text("filters")}
              @keydown=${this.#pressed}
            >
              <div class="filter-line" part="filter-line">${controls}</div>
              ${has.has("date") && withDays ? renderDays(view) : nothing}
            </div>`
        : nothing
    }
      <div class="toolbar-end" part="toolbar-end">${this.ends.map((end) => end())}</div>
      ${renderChips(this.#kit, { text, chips, remove: this.#remove, clear: this.#clear })}`;
  }

  /** Puts what the filters say into the fields; into one that is being typed in only where it must be. */
  #setValues(must: boolean): void {
    const root = this.element.getRootNode() as ShadowRoot;
    for (const field of this.element.querySelectorAll<Field>("[data-value]")) {
      const value = field.dataset.value ?? "";
      const isTyped =
        field instanceof HTMLInputElement && (field === root.activeElement || this.#typed.waits);
      if (field.value !== value && (must || !isTyped)) field.value = value;
    }
  }

  /** A change that the host has prevented leaves no trace in the controls. */
  #change(change: FilterChange): void {
    if (!this.#filters.change(change)) this.render();
  }

  #chooseDate(value: string): void {
    const { range, from, to } = this.#filters.used;
    this.#typed.drop();
    const next = DATE_RANGES.find((each) => each === value);
    this.#days = value !== "" && !next;
    // Days begin with those of the range before.
    const today = dayAt(this.#clock.now(), this.#host.formats.timeZone);
    const days = this.#days ? (range ? daysOf(range, today) : { from, to }) : {};
    this.#change({ range: next, from: days.from, to: days.to });
    this.render();
  }

  #toggle = (): void => {
    this.#open = !this.#open;
    this.render();
  };

  /** Escape folds the panel, where there is one. */
  #pressed = (event: KeyboardEvent): void => {
    const button = this.element.querySelector<HTMLElement>(".filters-button");
    if (event.key !== "Escape" || !this.#open || !button || !isShown(button)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#toggle();
    button.focus();
  };

  #remove = async (index: number): Promise<void> => {
    const chip = this.#chips[index];
    if (!chip) return;
    await this.#takeAway(chip.without);
    const buttons = this.element.querySelectorAll<HTMLElement>(".chip > button");
    const next = buttons[index] ?? buttons[buttons.length - 1];
    if (next) next.focus();
    else this.#focus();
  };

  #clear = async (): Promise<void> => {
    await this.#takeAway(Object.assign({}, ...this.#chips.map(({ without }) => without)));
    this.#focus();
  };

  async #takeAway(change: FilterChange): Promise<void> {
    this.#typed.drop();
    if ("from" in change) this.#days = false;
    this.#change(change);
    await this.#host.updateComplete;
    this.#setValues(true);
  }

  /** The first control that is there; without one, where the calls are. */
  #focus(): void {
    const fields = this.element.querySelectorAll<HTMLElement>(".filters-button, [data-value], button");
    const body = this.#host.renderRoot.querySelector<HTMLElement>(".body");
    ([...fields].find(isShown) ?? body)?.focus();
  }
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
