import { html, nothing } from "lit";
import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { controls } from "../base/styles/controls.styles.ts";
import { View } from "../base/view.ts";
import { dayAt, dayOf, daysOf, isDay } from "../base/zoned-day.ts";
import { renderNotice, renderStrip } from "../errors/render-notice.ts";
import { chartStyles } from "./chart.styles.ts";
import { ChartView } from "./chart-view.ts";
import { chartsOf } from "./charts-of.ts";
import type { SharedFilters } from "./linked-lists.ts";
import { overviewStyles } from "./overview.styles.ts";
import type { OverviewController } from "./overview-controller.ts";
import { renderTables } from "./render-tables.ts";
import { lastDays } from "./stats-range.ts";

const adopt = stylesAdopter(controls, chartStyles, overviewStyles);

/** Numbers of days that a button chooses. */
const PRESETS = [7, 30, 90] as const;

/** The controls, and below them charts or tables. */
export class OverviewView extends View {
  readonly #model: OverviewController;
  readonly #charts = new Map<string, ChartView>();
  #showsTables = false;

  constructor(model: OverviewController) {
    super(document.createElement("div"));
    this.#model = model;
    this.element.className = "overview";
    this.element.part.value = "overview";
    this.requestUpdate();
  }

  refresh(): void {
    this.requestUpdate();
  }

  protected override render() {
    const { host, store } = this.#model;
    adopt(host.renderRoot);
    const { figures = null, failure = null, phase = "idle" } = store?.state ?? {};
    const trouble = phase === "failed" ? failure : null;
    const strip = trouble && figures ? host.explain(trouble) : null;
    this.element.setAttribute("aria-busy", `${phase === "loading"}`);
    return html`${this.#renderToolbar()} ${this.#renderContent()}
      ${strip ? renderStrip(strip, this.#retry) : nothing}`;
  }

  /** A field shows what is chosen, once its options are there and unless somebody types in it. */
  protected override updated(): void {
    for (const field of this.element.querySelectorAll<HTMLInputElement>("[data-value]")) {
      const { value = "" } = field.dataset;
      if (field.value !== value && !field.matches(":focus")) field.value = value;
    }
  }

  #retry = (): void => this.#model.retry();

  #renderToolbar() {
    const { filters, formats, host, store } = this.#model;
    const { text } = host;
    const nowMs = this.#model.now();
    const { timeZone } = formats;
    const days = filters.range ? daysOf(filters.range, formats, nowMs) : filters;
    const isDefault = days.from === undefined && days.to === undefined;
    const today = dayAt(nowMs, timeZone);
    const shown = isDefault ? daysOf("last-30-days", formats, nowMs) : days;
    const { agent } = filters;
    const agents = store?.state.agents ?? [];
    const choose = (change: SharedFilters) => {
      const { agent: _, ...times } = filters;
      this.#model.choose({ ...("agent" in change ? times : {}), ...(agent ? { agent } : {}), ...change });
    };
    return html`<div class="toolbar" part="toolbar">
      <div class="presets" part="presets" role="group" aria-label=${text("overview.ranges")}>
        ${PRESETS.map((count) => {
          const { from } = daysOfPreset(count, formats, nowMs);
          const isChosen = shown.from === from && (shown.to === undefined || shown.to === today);
          return html`<button
            class="choice"
            part="preset"
            type="button"
            aria-pressed=${isChosen}
            @click=${() => choose(lastDays(count, timeZone, nowMs))}
          >
            ${text("overview.days", { count })}
          </button>`;
        })}
      </div>
      ${(["from", "to"] as const).map((name) => {
        const value = dayOf(shown[name], timeZone) || (name === "to" ? today : "");
        const read = ({ target }: Event) => {
          const day = (target as HTMLInputElement).value;
          const first = dayOf(shown.from, timeZone);
          const last = dayOf(shown.to, timeZone) || today;
          if (isDay(day)) choose({ from: first, to: last, [name]: day });
        };
        return html`<label class="field" part="filter">
          <span class="field-label" part="filter-label">${text(`overview.${name}`)}</span>
          <input type="date" part="filter-field" name=${name} data-value=${value} @change=${read} />
        </label>`;
      })}
      ${
        agents.length > 1 || agent
          ? html`<label class="field select" part="filter">
              <span class="field-label" part="filter-label">${text("overview.agent")}</span>
              <select
                part="filter-field"
                name="agent"
                data-value=${agent ?? ""}
                @change=${({ target }: Event) => {
                  const { value } = target as HTMLSelectElement;
                  const { agent: _, ...times } = filters;
                  this.#model.choose(value ? { ...times, agent: value } : times);
                }}
              >
                <option value="">${text("overview.anyAgent")}</option>
                ${agents.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
              </select>
            </label>`
          : nothing
      }
      <button
        class="choice single"
        part="table-button"
        type="button"
        aria-pressed=${this.#showsTables}
        @click=${() => {
          this.#showsTables = !this.#showsTables;
          this.requestUpdate();
        }}
      >
        ${text("overview.table")}
      </button>
    </div>`;
  }

  #renderContent() {
    const { host, store, formats } = this.#model;
    const { text } = host;
    const { figures = null, failure = null, phase = "idle" } = store?.state ?? {};
    if (!figures) {
      if (phase === "failed" && failure)
        return html`<slot name="error">${renderNotice(host.explain(failure), this.#retry)}</slot>`;
      return html`<div class="charts waiting" part="skeleton"><p class="unseen">${text("overview.loading")}</p>
        ${[1, 2, 3, 4].map(() => html`<div class="chart" part="chart"><i part="plot"></i></div>`)}</div>`;
    }
    if (!figures.calls) return this.#renderWords("unavailable");
    const shown = chartsOf(figures, { text, formats });
    if (shown.isEmpty) return this.#renderWords("empty");
    const zone = formatZone(shown.timeZone, formats.locale);
    return html`${this.#showsTables ? renderTables(figures, { text, formats }) : this.#renderCharts(shown.charts)}
      <p class="note" part="note">
        <span part="note-text">${text("overview.zone", { zone })}</span>
        ${figures.verdicts?.length ? html`<span part="note-text">${text("overview.grades")}</span>` : nothing}
      </p>`;
  }

  #renderCharts(charts: ReturnType<typeof chartsOf>["charts"]) {
    return html`<div class="charts" part="charts">
      ${charts.map(({ key, ...chart }) => {
        let view = this.#charts.get(key);
        if (!view) {
          view = new ChartView();
          this.#charts.set(key, view);
        }
        view.show(chart);
        return view.element;
      })}
    </div>`;
  }

  #renderWords(name: "empty" | "unavailable") {
    const { text } = this.#model.host;
    const notice = { title: text(`overview.${name}.title`), text: text(`overview.${name}.text`) };
    return name === "empty"
      ? html`<slot name="empty">${renderNotice(notice, this.#retry, "–")}</slot>`
      : html`<slot name="unavailable">${renderNotice(notice, this.#retry, "?")}</slot>`;
  }
}

function daysOfPreset(count: number, zone: Parameters<typeof daysOf>[1], nowMs: number) {
  const filters = lastDays(count, zone.timeZone, nowMs);
  return filters.range ? daysOf(filters.range, zone, nowMs) : filters;
}

/** The name of a time zone as the language has it, such as "Central European Time". */
function formatZone(timeZone: string | undefined, locale: string | undefined): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    timeZoneName: timeZone === "UTC" ? "long" : "longGeneric",
  });
  const name = format.formatToParts().find(({ type }) => type === "timeZoneName");
  return name?.value ?? format.resolvedOptions().timeZone;
}
