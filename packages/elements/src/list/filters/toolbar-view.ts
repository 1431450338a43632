import { html, nothing, type TemplateResult } from "lit";
import type { CallFilters } from "../../base/call-filters.ts";
import type { Clock } from "../../base/clock.ts";
import { FILTER_TYPING_MS } from "../../base/limits.ts";
import { View } from "../../base/view.ts";
import type { Text } from "../../i18n/text.ts";
import { CROSS, SEARCH, SLIDERS } from "../icons.ts";
import type { ListHost } from "../list-host.ts";
import type { Filter, FilterChange, FilterContext } from "./filter.ts";
import { TypedChange } from "./filter-fields.ts";
import { FILTERS } from "./filters.ts";
import type { GrantStore } from "./grant-store.ts";
import { type Chip, controlsLeft, filterChips, offeredFilters } from "./read-filters.ts";

type Field = HTMLInputElement | HTMLSelectElement;

/** What the toolbar shows and changes. */
export interface ToolbarModel {
  readonly used: CallFilters;
  readonly grant: GrantStore;
  /** False if nothing has changed. */
  change(change: FilterChange): boolean;
}

/** The filters in one line, or behind one button in a narrow list; below, the filters in use. */
export class ToolbarView extends View {
  /** Controls at the end of the line: an element, or nothing. */
  readonly ends: (() => unknown)[] = [];
  readonly #host: ListHost;
  readonly #model: ToolbarModel;
  readonly #typed: TypedChange;
  readonly #clock: Clock;
  /** The panel of a narrow list is open. */
  #open = false;
  #choosesDays = false;

  constructor(host: ListHost, model: ToolbarModel, clock: Clock) {
    super(document.createElement("div"));
    this.#host = host;
    this.#model = model;
    this.#clock = clock;
    this.#typed = new TypedChange(clock, FILTER_TYPING_MS, (change) => this.#change(change));
    this.element.className = "toolbar";
    this.element.part.value = "toolbar";
    this.element.addEventListener("focusout", () => {
      this.#typed.settle();
      this.#setValues(false);
    });
  }

  /** Whether `hide-controls` leaves a control. */
  shows(control: string): boolean {
    return controlsLeft(this.#host.hideControls).has(control);
  }

  /** Removes the filters in use; null without any that the viewer can remove. */
  get clear(): (() => void) | null {
    return this.#chips.length > 0 ? this.#clear : null;
  }

  /** Forgets what is being typed. */
  stop(): void {
    this.#typed.drop();
  }

  protected override render() {
    const { session, text } = this.#host;
    const isGone = !session || session.state.status === "signed-out";
    const isEmpty = !["refresh", "export"].some((name) => this.shows(name)) && this.#offered.length === 0;
    this.element.hidden = isGone || isEmpty;
    if (this.element.hidden) return nothing;
    return html`${this.#renderFilters()}
      <div class="toolbar-end" part="toolbar-end">${this.ends.map((end) => end())}</div>
      ${renderChips(text, this.#chips, this.#remove, this.#clear)}`;
  }

  protected override updated(): void {
    this.#setValues(false);
  }

  get #context(): FilterContext {
    const { text, formats } = this.#host;
    const { grant } = this.#model;
    return { agents: grant.state.agents, may: (needs) => grant.may(needs) === true, text, formats };
  }

  get #offered(): Filter[] {
    return offeredFilters(this.#model.used, this.#context, controlsLeft(this.#host.hideControls));
  }

  get #chips(): Chip[] {
    return filterChips(this.#model.used, this.#context, this.#offered);
  }

  #renderFilters() {
    const offered = this.#offered;
    if (offered.length === 0) return nothing;
    // Each control keeps its place in the template, and so its element and focus.
    const places = FILTERS.map((filter) => (offered.includes(filter) ? filter : null));
    const { text, formats } = this.#host;
    const view = {
      ...this.#context,
      filters: this.#model.used,
      nowMs: this.#clock.now(),
      choosesDays: this.#choosesDays,
      chooseDays: (shown: boolean) => {
        this.#typed.drop();
        this.#choosesDays = shown;
        this.requestUpdate();
      },
      change: (change: FilterChange) => {
        this.#typed.settle();
        this.#change(change);
      },
      type: (change: FilterChange, now = false) => this.#typed.take(change, now),
    };
    const count = this.#chips.length;
    return html`<button
        class="filters-button"
        part="filters-button"
        aria-expanded=${this.#open}
        aria-controls="filters"
        aria-label=${count > 0 ? text("filters.count", { count }) : text("filters")}
        @click=${this.#toggle}
      >
        ${SLIDERS}<span part="filters-label">${text("filters")}</span> ${count > 0 ? html`<span class="filters-count" part="filters-count">${count.toLocaleString(formats.locale)}</span>` : nothing}
      </button>
      <div
        class="filters ${this.#open ? "unfolded" : ""}"
        part="filters"
        id="filters"
        role="group"
        tabindex="-1"
        aria-label=${text("filters")}
        @keydown=${this.#pressed}
      >
        <div class="filter-line" part="filter-line">${places.map((filter) => filter?.control(view) ?? nothing)}</div>
        ${places.map((filter) => filter?.details?.(view) ?? nothing)}
      </div>`;
  }

  /** Writes the filters into the fields. A field that the viewer types in keeps its value unless `must`. */
  #setValues(must: boolean): void {
    const root = this.element.getRootNode() as ShadowRoot;
    for (const field of this.element.querySelectorAll<Field>("[data-value]")) {
      const value = field.dataset.value ?? "";
      const isTyped =
        field instanceof HTMLInputElement && (field === root.activeElement || this.#typed.isWaiting);
      if (field.value !== value && (must || !isTyped)) field.value = value;
    }
  }

  /** Applies a change, or restores the controls if the host prevents it. */
  #change(change: FilterChange): void {
    if (!this.#model.change(change)) this.requestUpdate();
  }

  #toggle = (): void => {
    this.#open = !this.#open;
    this.requestUpdate();
  };

  /** Folds the panel on Escape. */
  #pressed = (event: KeyboardEvent): void => {
    const button = this.element.querySelector<HTMLElement>(".filters-button");
    if (event.key !== "Escape" || event.defaultPrevented || !this.#open || !button || !isShown(button))
      return;
    event.preventDefault();
    this.#toggle();
    button.focus();
  };

  #remove = async (index: number): Promise<void> => {
    const chip = this.#chips[index];
    if (!chip) return;
    await this.#without(chip.without);
    const buttons = this.element.querySelectorAll<HTMLElement>(".chip > button");
    const next = buttons[index] ?? buttons[buttons.length - 1];
    if (next) next.focus();
    else this.#focus();
  };

  #clear = async (): Promise<void> => {
    this.#choosesDays = false;
    await this.#without(Object.assign({}, ...this.#chips.map(({ without }) => without)));
    this.#focus();
  };

  async #without(change: FilterChange): Promise<void> {
    this.#typed.drop();
    if ("from" in change) this.#choosesDays = false;
    this.#change(change);
    await this.#host.updateComplete;
    await this.updateComplete();
    this.#setValues(true);
  }

  /** Focuses the first visible control, else the box of the rows. */
  #focus(): void {
    const fields = this.element.querySelectorAll<HTMLElement>(".filters-button, [data-value], button");
    const body = this.#host.renderRoot.querySelector<HTMLElement>(".body");
    ([...fields].find(isShown) ?? body)?.focus();
  }
}

/** The notice when no calls match the filters. */
export function renderNoMatch(text: Text, clear: (() => void) | null): TemplateResult {
  return html`<div class="notice" part="notice" tabindex=${clear ? -1 : nothing}>
    <span class="icon" part="icon" aria-hidden="true">${SEARCH}</span>
    <h2 part="notice-title">${text("noMatch.title")}</h2>
    <p part="notice-text">${text("noMatch.text")}</p>
    ${clear ? html`<button class="button" part="button" @click=${clear}>${text("noMatch.clear")}</button>` : nothing}
  </div>`;
}

/** The filters in use, each with a button that removes it, and one that removes them all. */
function renderChips(
  text: Text,
  chips: readonly Chip[],
  remove: (index: number) => void,
  clear: () => void,
): TemplateResult | typeof nothing {
  if (chips.length === 0) return nothing;
  return html`<div class="in-use" part="in-use">
    <ul class="chips" part="chips" role="list" aria-label=${text("filters.inUse")}>
      ${chips.map(
        ({ words }, index) => html`<li class="chip" part="chip">
          <span part="chip-text">${words}</span>
          <button part="chip-remove" aria-label=${text("filters.remove", { filter: words })} @click=${() => remove(index)}>
            ${CROSS}
          </button>
        </li>`,
      )}
    </ul>
    <button class="clear" part="clear" @click=${clear}>${text("filters.clear")}</button>
  </div>`;
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
