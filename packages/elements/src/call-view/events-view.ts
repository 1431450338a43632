import { type CallEvent, SEVERITIES, type Severity } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import { PAGE_TURNS } from "../limits.ts";
import type { Session } from "../session/index.ts";
import { clockTime } from "./clock-time.ts";
import type { Frame } from "./frame.ts";
import type { Kit } from "./kit.ts";
import { PagesStore } from "./pages-store.ts";
import { parseEvent } from "./parse-event.ts";
import { parsePage } from "./parse-fields.ts";

/** What happened in a call, folded until somebody looks: only then is it asked for. */
export class EventsView {
  readonly #kit: Kit;
  readonly #frame: Frame;
  readonly #changed: () => void;
  #severity: Severity = "info";
  #store: PagesStore<CallEvent> | null = null;

  constructor(kit: Kit, frame: Frame, changed: () => void) {
    this.#kit = kit;
    this.#frame = frame;
    this.#changed = changed;
  }

  render(): TemplateResult {
    const { html } = this.#kit;
    const select = ({ target }: Event) => this.#open((target as HTMLSelectElement).value as Severity);
    return html`<details class="events" part="events" @toggle=${this.#toggled}>
      <summary>${this.#kit.text("events")}</summary>
      <label class="severity">${this.#kit.text("events.severity")}
        <select @change=${select}>
          ${SEVERITIES.map((severity) => html`<option value=${severity} ?selected=${severity === this.#severity}>${this.#kit.text(severity)}</option>`)}
        </select>
      </label>
      ${this.#renderContent()}
    </details>`;
  }

  close(): void {
    this.#store?.close();
  }

  #renderContent(): unknown {
    const { html, nothing, renderStrip } = this.#kit;
    const state = this.#store?.state;
    if (!state) return nothing;
    const { items, phase, failure } = state;
    return html`<ol part="event-list">
        ${items.map(
          ({
            atMs,
            severity,
            type,
            text: words,
          }) => html`<li class="event ${severity}" part="event ${severity}">
            <span class="at">${atMs === null ? "" : clockTime(atMs)}</span>
            <span class="severity-name">${this.#kit.text(severity)}</span>
            <span class="event-text" dir="auto" lang=""><b>${type}</b> ${words}</span>
          </li>`,
        )}
      </ol>
      ${phase === "loading" ? html`<p class="quiet">${this.#kit.text("events.loading")}</p>` : nothing}
      ${phase === "ready" && !failure && items.length === 0 ? html`<p class="quiet">${this.#kit.text("events.empty")}</p>` : nothing}
      ${failure ? renderStrip({ ...this.#frame.explain(failure), title: this.#kit.text("events.failed") }, () => void this.#store?.load()) : nothing}`;
  }

  #toggled = ({ target }: Event): void => {
    if ((target as HTMLDetailsElement).open && !this.#store) this.#open(this.#severity);
  };

  #open(severity: Severity): void {
    this.#store?.close();
    this.#severity = severity;
    const { session, id, failed } = this.#frame;
    this.#store = eventsOf(session, id, severity, { changed: this.#changed, failed });
    void this.#store.load();
    this.#changed();
  }
}

function eventsOf(
  session: Session,
  id: string,
  severity: Severity,
  observer: ConstructorParameters<typeof PagesStore>[2],
) {
  return new PagesStore<CallEvent>(
    session,
    {
      path: `/v1/calls/${encodeURIComponent(id)}/events?severity=${severity}&limit=${PAGE_TURNS}`,
      parse: (body) => parsePage(body, parseEvent),
      merge: (known, page) => (page.length > 0 ? [...known, ...page] : known),
    },
    observer,
  );
}
