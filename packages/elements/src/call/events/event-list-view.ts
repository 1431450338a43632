import type { CallEvent, Severity } from "@keyhole/contract";
import { html, nothing, type TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { PAGE_TURNS } from "../../base/limits.ts";
import { amountOf, fieldsOf, parsePage, stringOf } from "../../base/parse-fields.ts";
import { stylesAdopter } from "../../base/styles/adopt-styles.ts";
import { View } from "../../base/view.ts";
import { renderStrip } from "../../errors/render-notice.ts";
import { enEvents } from "../../i18n/en-events.ts";
import type { Text } from "../../i18n/text.ts";
import { type CallHost, type OpenCall, reportFailures } from "../model/call-host.ts";
import { PagesStore } from "../model/pages-store.ts";
import { eventListStyles } from "./event-list.styles.ts";

export { enEvents as texts };

const adoptStyles = stylesAdopter(eventListStyles);

// The contract's list would load with the entry.
const SEVERITIES: readonly Severity[] = ["debug", "info", "warning", "error"];

/** The events of a call from a severity on, and the field that selects it. */
export class EventListView extends View {
  readonly #host: CallHost;
  readonly #call: OpenCall;
  #severity: Severity = "info";
  #store: PagesStore<CallEvent>;

  constructor(host: CallHost, call: OpenCall) {
    super(document.createElement("div"));
    this.#host = host;
    this.#call = call;
    this.#store = this.#open();
  }

  override close(): void {
    this.#store.close();
    super.close();
  }

  protected override render(): unknown {
    const { text, formats } = this.#host;
    const { items, phase, failure } = this.#store.state;
    const isLoading = phase === "loading" || phase === "idle";
    const quiet = isLoading ? "events.loading" : items.length === 0 ? "events.empty" : null;
    return html`${renderSeverities(text, this.#severity, this.#select)}
      ${renderEvents(text, formats.locale, items)}
      ${quiet && !failure ? html`<p class="quiet" part="quiet">${text(quiet)}</p>` : nothing}
      ${failure ? renderStrip({ ...this.#host.explain(failure), title: text("events.failed") }, this.#retry) : nothing}`;
  }

  protected override updated(): void {
    adoptStyles(this.element.getRootNode());
  }

  #retry = (): void => void this.#store.load();

  #select = (severity: Severity): void => {
    this.#severity = severity;
    this.#store.close();
    this.#store = this.#open();
  };

  #open(): PagesStore<CallEvent> {
    const { session, id } = this.#call;
    const store = new PagesStore<CallEvent>(session, {
      path: `/v1/calls/${encodeURIComponent(id)}/events?severity=${this.#severity}&limit=${PAGE_TURNS}`,
      parse: (body) => parsePage(body, parseEvent),
      merge: (known, page) => (page.length > 0 ? [...known, ...page] : known),
    });
    store.subscribe(() => this.requestUpdate());
    reportFailures(store, this.#host);
    void store.load();
    return store;
  }
}

/** Reads one event; undefined without a severity or a type. */
export function parseEvent(value: unknown): CallEvent | undefined {
  const fields = fieldsOf(value);
  const type = stringOf(fields?.type);
  const severity = SEVERITIES.find((known) => known === fields?.severity);
  if (!fields || type === null || !severity) return undefined;
  return { atMs: amountOf(fields.atMs), severity, type, text: stringOf(fields.text) ?? "" };
}

/** The field that selects the lowest severity. */
export function renderSeverities(
  text: Text,
  selected: Severity,
  select: (severity: Severity) => void,
): TemplateResult {
  const changed = ({ target }: Event) => select((target as HTMLSelectElement).value as Severity);
  return html`<label class="severity select" part="severity">${text("events.severity")}
    <select part="severity-field" @change=${changed}>
      ${SEVERITIES.map((severity) => html`<option value=${severity} ?selected=${severity === selected}>${text(severity)}</option>`)}
    </select>
  </label>`;
}

/** The events in order, with times in the digits of a locale. */
export function renderEvents(
  text: Text,
  locale: string | undefined,
  events: readonly CallEvent[],
): TemplateResult {
  return html`<ol part="event-list">
    ${events.map(
      ({ atMs, severity, type, text: words }) => html`<li class="event ${severity}" part="event ${severity}">
        <span class="at" part="event-time">${atMs === null ? "" : clockTime(atMs, locale)}</span>
        <span class="severity-name" part="event-severity">${text(severity)}</span>
        <span class="event-text" part="event-text" dir="auto" lang=""><b part="event-type">${type}</b> ${words}</span>
      </li>`,
    )}
  </ol>`;
}
