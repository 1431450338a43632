import type { CallEvent, Severity } from "@keyhole/contract";
import { html, nothing } from "lit";
import { type LoadFailure, loadFailure } from "../../base/lazy-module.ts";
import { PAGE_TURNS } from "../../base/limits.ts";
import { parsePage } from "../../base/parse-fields.ts";
import { View } from "../../base/view.ts";
import { renderStrip } from "../../errors/render-notice.ts";
import { type CallHost, type OpenCall, reportFailures } from "../model/call-host.ts";
import { PagesStore } from "../model/pages-store.ts";

/** The events of a call, folded. They are requested when a viewer unfolds them for the first time. */
export class EventsView extends View<HTMLDetailsElement> {
  readonly #host: CallHost;
  readonly #call: OpenCall;
  #severity: Severity = "info";
  #store: PagesStore<CallEvent> | null = null;
  #list: typeof import("./event-list.ts") | null = null;
  #missing: LoadFailure | null = null;

  constructor(host: CallHost, call: OpenCall) {
    super(document.createElement("details"));
    this.#host = host;
    this.#call = call;
    this.element.className = "events";
    this.element.part.value = "events";
    this.element.addEventListener("toggle", () => {
      if (this.element.open && !this.#store) void this.#load();
    });
  }

  override close(): void {
    this.#store?.close();
    super.close();
  }

  protected override render(): unknown {
    const { text, formats } = this.#host;
    const { items = [], phase = "loading", failure } = this.#store?.state ?? {};
    const reason = this.#missing ?? failure;
    const quiet = phase === "loading" ? "events.loading" : items.length === 0 ? "events.empty" : null;
    return html`<summary part="events-button">${text("events")}</summary>
      ${this.#list?.renderSeverities(text, this.#severity, this.#select) ?? nothing}
      ${this.#list?.renderEvents(text, formats.locale, items) ?? nothing}
      ${quiet && !reason ? html`<p class="quiet" part="quiet">${text(quiet)}</p>` : nothing}
      ${reason ? renderStrip({ ...this.#host.explain(reason), title: text("events.failed") }, this.#retry) : nothing}`;
  }

  #retry = (): void => {
    void (this.#store ? this.#store.load() : this.#load());
  };

  async #load(): Promise<void> {
    try {
      this.#list = await import("./event-list.ts");
      this.#missing = null;
      this.#select(this.#severity);
    } catch (error) {
      this.#missing = loadFailure(error);
      this.requestUpdate();
    }
  }

  #select = (severity: Severity): void => {
    const list = this.#list;
    if (!list) return;
    this.#store?.close();
    this.#severity = severity;
    const { session, id } = this.#call;
    this.#store = new PagesStore<CallEvent>(session, {
      path: `/v1/calls/${encodeURIComponent(id)}/events?severity=${severity}&limit=${PAGE_TURNS}`,
      parse: (body) => parsePage(body, list.parseEvent),
      merge: (known, page) => (page.length > 0 ? [...known, ...page] : known),
    });
    this.#store.subscribe(() => this.requestUpdate());
    reportFailures(this.#store, this.#host);
    void this.#store.load();
  };
}
