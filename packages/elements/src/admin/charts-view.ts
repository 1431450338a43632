import { html, nothing } from "lit";
import { type Chart, ChartView } from "../overview/chart-view.ts";
import type { AdminContext } from "./admin-context.ts";
import { eventChart, refusalReasons, upstreamChart } from "./figures-of.ts";
import { type CountedEvents, FiguresStore } from "./figures-store.ts";
import { renderFailure } from "./render-failure.ts";
import { renderTable } from "./render-table.ts";
import type { SwitchesStore } from "./switches-store.ts";
import type { WorkerStore } from "./worker-store.ts";

const RANGES = ["hour", "day"] as const;

import { SectionView } from "./section-view.ts";

/** Tokens, refusals, and requests upstream against the limits: drawn, or as tables. */
export class ChartsView extends SectionView {
  readonly #context: AdminContext;
  readonly #worker: WorkerStore;
  readonly #switches: SwitchesStore;
  readonly #store: FiguresStore;
  readonly #charts = new Map<string, ChartView>();
  #showsTables = false;

  constructor(context: AdminContext, worker: WorkerStore, switches: SwitchesStore) {
    super();
    this.#context = context;
    this.#worker = worker;
    this.#switches = switches;
    this.#store = new FiguresStore(context.client, () => context.clock.now());
    this.follow(this.#store, worker, switches);
  }

  override open(): void {
    void this.#store.load();
    void this.#worker.load();
    this.#worker.watch(() => this.#context.isVisible());
  }

  override close(): void {
    this.#store.close();
    this.#worker.unwatch();
    for (const chart of this.#charts.values()) chart.close();
    super.close();
  }

  protected override render() {
    const words = this.#context.words();
    const { text } = words;
    const { counted, phase, failure, range, site } = this.#store.state;
    this.element.setAttribute("aria-busy", `${phase === "loading"}`);
    return html`<h2 tabindex="-1">${text("admin.charts")}</h2>
      <div class="filters" role="group" aria-label=${text("admin.filters")}>
        <label class="field select">
          <span class="field-label">${text("admin.range")}</span>
          <select @change=${({ target }: Event) => void this.#store.load({ range: RANGES.find((each) => each === (target as HTMLSelectElement).value) ?? "hour" })}>
            ${RANGES.map((each) => html`<option value=${each} ?selected=${each === range}>${text(`admin.range.${each}`)}</option>`)}
          </select>
        </label>
        <label class="field select">
          <span class="field-label">${text("admin.site")}</span>
          <select @change=${({ target }: Event) => void this.#store.load({ site: (target as HTMLSelectElement).value || null })}>
            <option value="">${text("admin.anySite")}</option>
            ${this.#switches.state.sites.map((each) => html`<option value=${each.site} ?selected=${each.site === site}>${each.site}</option>`)}
          </select>
        </label>
        <button class="button" type="button" ?disabled=${phase === "loading"} @click=${() => void this.#store.load()}>
          ${text("admin.refresh")}
        </button>
        <button class="button" type="button" aria-pressed=${this.#showsTables} @click=${this.#toggle}>
          ${text("admin.table")}
        </button>
      </div>
      ${failure ? renderFailure(failure, words, () => void this.#store.load()) : nothing}
      ${counted ? this.#renderCounted(counted) : nothing}
      ${!counted && phase === "loading" ? html`<p class="told">${text("admin.loading")}</p>` : nothing}
      ${this.#renderUpstreams()}`;
  }

  #toggle = (): void => {
    this.#showsTables = !this.#showsTables;
    this.requestUpdate();
  };

  #renderCounted(counted: CountedEvents) {
    const words = this.#context.words();
    const { text, formats } = words;
    const { range } = this.#store.state;
    const reasons = refusalReasons(counted.refusals);
    const most = reasons[0]?.count ?? 1;
    const largest = Math.max(counted.mints.length, counted.refusals.length);
    return html`<div class="charts">
        ${this.#renderChart("mints", eventChart("mints", counted, range, words))}
        ${this.#renderChart("refusals", eventChart("refusals", counted, range, words))}
      </div>
      <h3>${text("admin.reasons")}</h3>
      ${
        reasons.length === 0
          ? html`<p class="told">${text("admin.noReasons")}</p>`
          : renderTable(
              text("admin.reasons"),
              [text("admin.reason"), text("admin.count")],
              reasons.map(({ reason, count }) => [
                html`<code>${reason}</code>`,
                html`<span class="measure"><meter min="0" max=${most} .value=${count} aria-label=${reason}></meter>${formats.number(count)}</span>`,
              ]),
            )
      }
      <p class="small">
        ${text("admin.charts.source", { time: formats.time(counted.toMs) })}
        ${counted.isPart ? text("admin.charts.part", { count: largest }) : nothing}
      </p>`;
  }

  #renderUpstreams() {
    const words = this.#context.words();
    const { text } = words;
    const { current, samples, failure } = this.#worker.state;
    const sources = new Set(samples.flatMap(({ upstreams }) => upstreams.map(({ source }) => source)));
    const charts = [...sources].flatMap((source) => {
      const chart = upstreamChart(source, samples, words);
      return chart ? [{ source, chart }] : [];
    });
    return html`${failure ? renderFailure(failure, words, () => void this.#worker.load()) : nothing}
      ${
        charts.length > 0
          ? html`<div class="charts">
                ${charts.map(
                  ({ source, chart }) =>
                    html`<div>
                      ${this.#renderChart(source, chart)}
                      <p class="small">${chart.limit}</p>
                    </div>`,
                )}
              </div>
              <p class="small">${text("admin.upstream.text")}</p>`
          : nothing
      }
      ${current?.upstreams.length === 0 ? html`<p class="told">${text("admin.upstream.none")}</p>` : nothing}`;
  }

  #renderChart(key: string, chart: Chart) {
    const { text } = this.#context.words();
    if (this.#showsTables) {
      const rows = chart.values.toReversed().map(({ at, words }) => [at, words]);
      return html`<details class="card" open>
        <summary>${chart.name}: ${chart.total}</summary>
        ${renderTable(chart.name, [text("admin.time"), text("admin.count")], rows)}
      </details>`;
    }
    let view = this.#charts.get(key);
    if (!view) {
      view = new ChartView();
      this.#charts.set(key, view);
    }
    view.show(chart);
    return view.element;
  }
}
