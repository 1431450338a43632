import type { CallEvent, Severity } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import { PAGE_TURNS } from "../../base/limits.ts";
import { parsePage } from "../../base/parse-fields.ts";
import type { Frame } from "../frame.ts";
import type { Kit } from "../kit.ts";
import { type Extras, loadExtras } from "../load-extras.ts";
import { PagesStore } from "../pages-store.ts";

/** What happened in a call, folded until somebody looks: only then is it asked for, and what shows it loaded. */
export class EventsView {
  readonly #kit: Kit;
  readonly #frame: Frame;
  readonly #changed: () => void;
  #severity: Severity = "info";
  #store: PagesStore<CallEvent> | null = null;
  #extras: Extras | null = null;
  /** What shows them could not be had. */
  #missing = false;

  constructor(kit: Kit, frame: Frame, changed: () => void) {
    this.#kit = kit;
    this.#frame = frame;
    this.#changed = changed;
  }

  render(): TemplateResult {
    const { html } = this.#kit;
    return html`<details class="events" part="events" @toggle=${this.#toggled}>
      <summary part="events-button">${this.#kit.text("events")}</summary>
      ${this.#renderContent()}
    </details>`;
  }

  close(): void {
    this.#store?.close();
  }

  #renderContent(): unknown {
    const { html, nothing, renderStrip, text } = this.#kit;
    const { items = [], phase = "loading", failure } = this.#store?.state ?? {};
    const reason = this.#missing ? ({ kind: "network" } as const) : failure;
    const quiet = phase === "loading" ? "events.loading" : items.length === 0 ? "events.empty" : null;
    return html`${this.#extras?.renderSeverities(this.#kit, this.#severity, this.#choose) ?? nothing}
      ${this.#extras?.renderEvents(this.#kit, items) ?? nothing}
      ${quiet && !reason ? html`<p class="quiet" part="quiet">${text(quiet)}</p>` : nothing}
      ${reason ? renderStrip({ ...this.#frame.explain(reason), title: text("events.failed") }, this.#retry) : nothing}`;
  }

  #toggled = ({ target }: Event): void => {
    if ((target as HTMLDetailsElement).open && !this.#store) void this.#load();
  };

  #retry = (): void => {
    void (this.#store ? this.#store.load() : this.#load());
  };

  async #load(): Promise<void> {
    try {
      this.#extras = await loadExtras();
      this.#missing = false;
      this.#choose(this.#severity);
    } catch {
      this.#missing = true;
      this.#changed();
    }
  }

  #choose = (severity: Severity): void => {
    const extras = this.#extras;
    if (!extras) return;
    this.#store?.close();
    this.#severity = severity;
    const { session, id, failed } = this.#frame;
    this.#store = new PagesStore<CallEvent>(
      session,
      {
        path: `/v1/calls/${encodeURIComponent(id)}/events?severity=${severity}&limit=${PAGE_TURNS}`,
        parse: (body) => parsePage(body, extras.parseEvent),
        merge: (known, page) => (page.length > 0 ? [...known, ...page] : known),
      },
      { changed: this.#changed, failed },
    );
    void this.#store.load();
    this.#changed();
  };
}
