import { html } from "lit";
import { LazyModule } from "../../base/lazy-module.ts";
import { View } from "../../base/view.ts";
import { renderStrip } from "../../errors/render-notice.ts";
import { withTexts } from "../../i18n/localize.ts";
import type { CallHost, OpenCall } from "../model/call-host.ts";
import type { EventListView } from "./event-list-view.ts";

const loadEvents = () => withTexts(import("./event-list-view.ts"));

/** The events of a call, folded. They are requested when a viewer unfolds them for the first time. */
export class EventsView extends View<HTMLDetailsElement> {
  readonly #host: CallHost;
  readonly #call: OpenCall;
  readonly #module = new LazyModule({ requestUpdate: () => this.#loaded(), failed() {} }, loadEvents);
  #list: EventListView | null = null;

  constructor(host: CallHost, call: OpenCall) {
    super(document.createElement("details"));
    this.#host = host;
    this.#call = call;
    this.element.className = "events";
    this.element.part.value = "events";
    this.element.addEventListener("toggle", () => {
      if (this.element.open && !this.#list) this.#load();
    });
  }

  override requestUpdate(): void {
    super.requestUpdate();
    this.#list?.requestUpdate();
  }

  override close(): void {
    this.#list?.close();
    super.close();
  }

  protected override render(): unknown {
    const { text } = this.#host;
    const { failure } = this.#module;
    const content = failure
      ? renderStrip({ ...this.#host.explain(failure), title: text("events.failed") }, this.#load)
      : html`<p class="quiet" part="quiet">${text("events.loading")}</p>`;
    return html`<summary part="events-button">${text("events")}</summary>
      ${this.#list?.element ?? content}`;
  }

  #load = (): void => void this.#module.load();

  #loaded(): void {
    const { loaded } = this.#module;
    if (loaded) this.#list ??= new loaded.EventListView(this.#host, this.#call);
    this.requestUpdate();
  }
}
