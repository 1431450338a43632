import { AUDIT_KINDS } from "@keyhole/contract";
import { html, nothing } from "lit";
import type { AdminContext } from "./admin-context.ts";
import { askAboutViewer, shortName } from "./ask-about-viewer.ts";
import { type AuditFilters, AuditStore, NO_FILTERS } from "./audit-store.ts";
import type { AuditEvent } from "./parse-admin.ts";
import { renderEmpty, renderFailure } from "./render-failure.ts";
import { renderTable } from "./render-table.ts";
import { SectionView } from "./section-view.ts";
import type { SwitchesStore } from "./switches-store.ts";

/** A field of `datetime-local` has no seconds: its last minute counts whole. */
const MINUTE_MS = 60_000;

/** The audit log: filters, rows, a file. */
export class AuditView extends SectionView {
  readonly #context: AdminContext;
  readonly #switches: SwitchesStore;
  readonly store: AuditStore;

  constructor(context: AdminContext, switches: SwitchesStore) {
    super();
    this.#context = context;
    this.#switches = switches;
    this.store = new AuditStore(context.client);
    this.store.subscribe((state, previous) => {
      if (state.phase === "ready" && previous.phase !== "ready") this.#sayCount();
    });
    this.follow(this.store, switches);
  }

  override open(): void {
    void this.store.load();
  }

  override close(): void {
    this.store.close();
    super.close();
  }

  protected override render() {
    const words = this.#context.words();
    const { text } = words;
    const { events, phase, failure, next } = this.store.state;
    this.element.setAttribute("aria-busy", `${phase === "loading" || phase === "more"}`);
    return html`<h2 tabindex="-1">${text("admin.audit")}</h2>
      ${this.#renderFilters()}
      ${failure ? renderFailure(failure, words, this.#retry) : nothing}
      ${this.#renderRows(events)}
      ${
        next !== null
          ? html`<button class="button" type="button" ?disabled=${phase === "more"} @click=${() => this.store.more()}>
              ${text(phase === "more" ? "admin.loading" : "admin.more")}
            </button>`
          : nothing
      }`;
  }

  #retry = (): void => void (this.store.state.events.length > 0 ? this.store.more() : this.store.load());

  #sayCount(): void {
    const { text } = this.#context.words();
    this.#context.say(text("admin.shown", { count: this.store.state.events.length }));
  }

  #renderFilters() {
    const { text } = this.#context.words();
    const { filters, phase, savingEvents } = this.store.state;
    const sites = this.#switches.state.sites;
    const isNarrowed = Object.values(filters).some((value) => value !== null);
    const choose = (change: Partial<AuditFilters>) => void this.store.load({ ...filters, ...change });
    const chosen = ({ target }: Event) => (target as HTMLInputElement | HTMLSelectElement).value;
    return html`<form class="filters" aria-label=${text("admin.filters")} @submit=${(event: Event) => event.preventDefault()}>
      <label class="field select">
        <span class="field-label">${text("admin.site")}</span>
        <select name="site" @change=${(event: Event) => choose({ site: chosen(event) || null })}>
          <option value="">${text("admin.anySite")}</option>
          ${sites.map(({ site }) => html`<option value=${site} ?selected=${filters.site === site}>${site}</option>`)}
        </select>
      </label>
      <label class="field select">
        <span class="field-label">${text("admin.kind")}</span>
        <select name="kind" @change=${(event: Event) => choose({ kind: AUDIT_KINDS.find((kind) => kind === chosen(event)) ?? null })}>
          <option value="">${text("admin.anyKind")}</option>
          ${AUDIT_KINDS.map((kind) => html`<option value=${kind} ?selected=${filters.kind === kind}>${text(`admin.kind.${kind}`)}</option>`)}
        </select>
      </label>
      <label class="field">
        <span class="field-label">${text("admin.from")}</span>
        <input type="datetime-local" name="from" @change=${(event: Event) => choose({ fromMs: momentOf(chosen(event)) })} />
      </label>
      <label class="field">
        <span class="field-label">${text("admin.to")}</span>
        <input type="datetime-local" name="to" @change=${(event: Event) => choose({ toMs: momentOf(chosen(event), MINUTE_MS - 1) })} />
      </label>
      <button class="button" type="button" ?disabled=${!isNarrowed} @click=${this.#clear}>${text("admin.clear")}</button>
      <button class="button" type="button" ?disabled=${phase === "loading"} @click=${() => this.store.load()}>
        ${text("admin.refresh")}
      </button>
      <button class="button" type="button" ?disabled=${savingEvents !== null} @click=${this.#save}>
        ${savingEvents === null ? text("admin.save") : text("admin.saving", { count: savingEvents })}
      </button>
    </form>`;
  }

  #renderRows(events: readonly AuditEvent[]) {
    const { text, formats } = this.#context.words();
    const { phase } = this.store.state;
    if (events.length === 0) {
      if (phase === "failed") return nothing;
      if (phase !== "ready") return html`<p class="told">${text("admin.loading")}</p>`;
      return renderEmpty(text("admin.audit.empty.title"), text("admin.audit.empty.text"));
    }
    const head = (["time", "kind", "site", "viewer", "outcome", "call", "request"] as const).map((name) =>
      text(`admin.${name}`),
    );
    const none = text("admin.none");
    const rows = events.map((event) => [
      formats.time(event.atMs),
      html`${text(`admin.kind.${event.kind}`)}${event.action ? html`<span class="small"><code>${event.action}</code></span>` : nothing}`,
      event.site ?? none,
      this.#renderViewer(event),
      this.#renderOutcome(event),
      event.call ? html`<code>${event.call}</code>` : none,
      event.requestId ? html`<code>${event.requestId}</code>` : none,
    ]);
    return renderTable(text("admin.audit"), head, rows);
  }

  #renderViewer({ site, subject }: AuditEvent) {
    const { text } = this.#context.words();
    if (subject === null || site === null) return text("admin.none");
    const name = shortName(subject);
    return html`<button
      class="link"
      type="button"
      aria-label=${text("admin.act", { name })}
      @click=${() => askAboutViewer(this.#context, this.#switches, { site, subject })}
    >
      <code>${name}</code>
    </button>`;
  }

  #renderOutcome({ code, reason, unlogged }: AuditEvent) {
    const { text } = this.#context.words();
    return html`${code === null ? text("admin.ok") : html`<span class="refused">${code}</span>`}
      ${reason === null ? nothing : html`<span class="small">${reason}</span>`}
      ${unlogged === 0 ? nothing : html`<span class="small">${text("admin.unlogged", { count: unlogged })}</span>`}`;
  }

  #clear = (): void => {
    this.element.querySelector("form")?.reset();
    void this.store.load(NO_FILTERS);
  };

  #save = async (): Promise<void> => {
    const file = await this.store.save();
    if (!file) return;
    const { text } = this.#context.words();
    this.#context.save("audit.ndjson", "application/x-ndjson", file.lines);
    this.#context.say(text(file.isPart ? "admin.savedPart" : "admin.saved", { count: file.count }));
  };
}

/** A moment of a field in the device's time zone; null for an empty one. */
function momentOf(value: string, addedMs = 0): number | null {
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : ms + addedMs;
}
