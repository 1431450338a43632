import type { Delivery } from "@keyhole/contract";
import { html, nothing } from "lit";
import type { AdminContext } from "./admin-context.ts";
import { DeliveriesStore } from "./deliveries-store.ts";
import { renderEmpty, renderFailure } from "./render-failure.ts";
import { renderTable } from "./render-table.ts";

const STATES = ["waiting", "done", "failed"] as const;

import { SectionView } from "./section-view.ts";

/** Calls on their way to Cekura. */
export class DeliveriesView extends SectionView {
  readonly #context: AdminContext;
  readonly #store: DeliveriesStore;

  constructor(context: AdminContext) {
    super();
    this.#context = context;
    this.#store = new DeliveriesStore(context.client);
    this.#store.subscribe(({ repeated }, previous) => {
      if (repeated !== null && repeated !== previous.repeated)
        context.say(context.words().text("admin.repeated", { call: repeated }));
    });
    this.follow(this.#store);
  }

  override open(): void {
    void this.#store.load();
  }

  override close(): void {
    this.#store.close();
    super.close();
  }

  protected override render() {
    const words = this.#context.words();
    const { text } = words;
    const { state, items, next, phase, failure, repeated } = this.#store.state;
    this.element.setAttribute("aria-busy", `${phase === "loading" || phase === "more"}`);
    return html`<h2 tabindex="-1">${text("admin.deliveries")}</h2>
      <p class="small">${text("admin.deliveries.text")}</p>
      <div class="filters">
        <label class="field select">
          <span class="field-label">${text("admin.state")}</span>
          <select @change=${({ target }: Event) => void this.#store.load(STATES.find((each) => each === (target as HTMLSelectElement).value) ?? null)}>
            <option value="">${text("admin.anyState")}</option>
            ${STATES.map((each) => html`<option value=${each} ?selected=${each === state}>${text(`admin.state.${each}`)}</option>`)}
          </select>
        </label>
        <button class="button" type="button" ?disabled=${phase === "loading"} @click=${() => void this.#store.load()}>
          ${text("admin.refresh")}
        </button>
      </div>
      ${failure ? renderFailure(failure, words, () => void this.#store.load()) : nothing}
      ${repeated === null ? nothing : html`<p class="told">${text("admin.repeated", { call: repeated })}</p>`}
      ${items.length === 0 && phase === "loading" ? html`<p class="told">${text("admin.loading")}</p>` : nothing}
      ${items.length === 0 && phase === "ready" ? renderEmpty(text("admin.deliveries.empty.title"), text("admin.deliveries.empty.text")) : nothing}
      ${items.length > 0 ? this.#renderItems(items) : nothing}
      ${
        next === null
          ? nothing
          : html`<button class="button" type="button" ?disabled=${phase === "more"} @click=${() => void this.#store.more()}>
              ${text(phase === "more" ? "admin.loading" : "admin.more")}
            </button>`
      }`;
  }

  #renderItems(items: readonly Delivery[]) {
    const { text, formats } = this.#context.words();
    const none = text("admin.none");
    const head = (["call", "site", "state", "tries", "next", "why"] as const).map((name) =>
      text(`admin.${name}`),
    );
    const rows = items.map((item) => [
      html`<code>${item.call}</code>`,
      item.site,
      html`<span class="measure"><span class=${item.state === "failed" ? "status off" : "status"}>${text(`admin.state.${item.state}`)}</span>
        ${
          item.state === "done"
            ? nothing
            : html`<button
                class="button"
                type="button"
                aria-label=${text("admin.repeatCall", { call: item.call })}
                ?disabled=${this.#store.state.repeating !== null}
                @click=${() => void this.#store.repeat(item)}
              >
                ${text("admin.repeat")}
              </button>`
        }</span>`,
      formats.number(item.tries),
      item.nextAt === null ? none : formats.time(item.nextAt),
      item.code === null ? none : html`<code>${item.code}</code>`,
    ]);
    return renderTable(text("admin.deliveries"), head, rows);
  }
}
