import type { CallSummary } from "@keyhole/contract";
import { html, nothing, type PropertyValues, render, type TemplateResult } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import { LazyModule } from "../base/lazy.ts";
import { FIRST_WINDOW_ROWS } from "../base/limits.ts";
import { parseCallsPage } from "../base/parse-call.ts";
import { renderSkeleton } from "../base/render-skeleton.ts";
import { box } from "../base/styles/box.styles.ts";
import { row } from "../base/styles/row.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import { CallPane } from "../call/call-pane.ts";
import { SiteElement } from "../core/site-element.ts";
import { notice } from "../errors/notice.styles.ts";
import { renderEmpty, renderNotice, renderStrip } from "../errors/render-notice.ts";
import type { Trouble } from "../errors/trouble.ts";
import { KeyholeCallSelectEvent } from "../events/keyhole-call-select-event.ts";
import { KeyholeCallsLoadEvent } from "../events/keyhole-calls-load-event.ts";
import { withTexts } from "../i18n/localize.ts";
import type { Session } from "../session/index.ts";
import { type CallsState, CallsStore } from "./calls-store.ts";
import type { ListKit } from "./kit.ts";
import type { ListHost } from "./list-host.ts";
import type { ListTools } from "./list-tools.ts";
import { renderList } from "./rows/render-list.ts";
import { RowElements, type RowEnd } from "./rows/row-elements.ts";
import { rowIndex } from "./rows/row-index.ts";

type ListModule = typeof import("./index.ts");

const loadList = async (): Promise<ListModule> => withTexts(await import("./index.ts"));

/** What the list's later part takes from the entry. */
const KIT: ListKit = { html, nothing, render, parseCallsPage };

/**
 * Voice-agent calls, newest first; more load while scrolling. Choosing one shows its details.
 *
 * Keyboard and roles are those of the ARIA APG grid (a layout grid: the call is one cell, what the host
 * adds with `renderRowEnd` the other). A grid, because it tells screen readers to pass the arrow keys on:
 * a virtualised list cannot be read with a virtual cursor that knows only the rendered rows. A feed has
 * no key for the end, a listbox may hold no links or buttons in its options. The list is one Tab stop;
 * arrows, Home, End, PageUp and PageDown move, letters lead to a title or an agent that begins so,
 * Enter and Space open, Escape closes the details.
 *
 * @includes keyhole-call - A call that is open brings its parts, events and custom properties.
 *
 * @keyboard ArrowUp, ArrowDown - To the call above or below.
 * @keyboard Home, End - To the first or the last call.
 * @keyboard PageUp, PageDown - As many calls further as are in view.
 * @keyboard Letters - To the next call whose title or agent begins with what is typed.
 * @keyboard ArrowLeft, ArrowRight - Between a call and what `renderRowEnd` put beside it.
 * @keyboard Enter, Space - Opens the call.
 * @keyboard Escape - Closes the call that is open, and goes back to its row.
 *
 * @slot header - Above everything.
 * @slot toolbar - Between header and list, instead of the element's own controls.
 * @slot empty - Instead of the words for an empty list.
 * @slot error - Instead of the words for what went wrong.
 *
 * @fires {KeyholeReadyEvent} keyhole-ready - The first calls are there, and everything can be used; once for each viewer.
 * @fires {KeyholeCallOpenEvent} keyhole-call-open - The details of a call were opened.
 * @fires {KeyholeSignOutEvent} keyhole-sign-out - Token, key and rows were dropped.
 * @fires {KeyholeCallSelectEvent} keyhole-call-select - A call was chosen; preventing it keeps the details closed.
 * @fires {KeyholeCallCloseEvent} keyhole-call-close - The details were closed.
 * @fires {KeyholeCallsLoadEvent} keyhole-calls-load - A page of calls arrived.
 * @fires {KeyholeCallsFilterEvent} keyhole-calls-filter - A viewer is about to filter the list; preventing it leaves the list as it was.
 * @fires {KeyholeCallsExportEvent} keyhole-calls-export - A viewer wants the calls as a file; preventing it leaves that to the host.
 * @fires {KeyholeErrorEvent} keyhole-error - Something failed; carries kind, code and request id.
 *
 * @csspart box - The frame around everything.
 * @csspart body - List and details.
 * @csspart toolbar - The controls between header and list.
 * @csspart toolbar-end - Those at its end.
 * @csspart filters-button - The button that unfolds the filters, where the list is narrow.
 * @csspart filters-label - Its words.
 * @csspart filters-count - How many are in use.
 * @csspart filters - The filters.
 * @csspart filter-line - Those that are always there.
 * @csspart days - The fields for the first and the last day.
 * @csspart filter - One of them.
 * @csspart filter-label - Its name.
 * @csspart filter-field - Its field.
 * @csspart in-use - Below the controls: the filters in use, and the button that takes them away.
 * @csspart chips - The filters in use.
 * @csspart chip - One of them.
 * @csspart chip-text - Its words.
 * @csspart chip-remove - The button that takes it away.
 * @csspart clear - The button that takes all of them away.
 * @csspart list - What scrolls.
 * @csspart row - A row; also `current` where its details are open.
 * @csspart call - The button that is a row's call.
 * @csspart icon - The round picture of a row, of an empty list, of an error.
 * @csspart title - A row's short summary.
 * @csspart agent - A row's agent.
 * @csspart status - A status; also `waiting`, `active`, `ended` or `unjoined`.
 * @csspart start - A row's start.
 * @csspart duration - A row's duration.
 * @csspart row-end - What `renderRowEnd` gave.
 * @csspart new-calls - The button over the list that says how many calls are newer.
 * @csspart refresh - The button that asks for newer calls.
 * @csspart export - The button that opens the formats of an export.
 * @csspart export-label - Its words.
 * @csspart export-menu - The formats of an export.
 * @csspart export-format - One of them.
 * @csspart export-progress - Below the toolbar: how far an export is, or how it ended.
 * @csspart export-text - Its words.
 * @csspart export-title - What went wrong, in them.
 * @csspart export-bar - The bar.
 * @csspart export-button - A button in there.
 * @csspart more - Below the last row: more is being loaded, or a button for it.
 * @csspart spinner - What turns while more is being loaded.
 * @csspart skeleton - Grey bars while something loads.
 * @csspart notice - In the place of rows: nothing there, or something wrong.
 * @csspart notice-title - Its title.
 * @csspart notice-text - Its text.
 * @csspart button - A button of a notice, a strip or below the rows.
 * @csspart request-id - The broker's request id of an error.
 * @csspart request-id-value - The id itself.
 * @csspart strip - Below rows that stay: something went wrong.
 * @csspart strip-title - Its title.
 * @csspart strip-text - All of its words.
 *
 * @cssprop --keyhole-calls-block-size - The most that the element is high; it scrolls inside.
 * @cssprop --keyhole-color-scheme - `light` or `dark` for this element, whatever the page has; by default
 *   the page's.
 * @cssprop --keyhole-surface - Background.
 * @cssprop --keyhole-surface-raised - Background of menus and of what lies above the rest.
 * @cssprop --keyhole-subtle - Background of what the pointer is on, of code and of the recording's lanes.
 * @cssprop --keyhole-selected - Background of the row that is open and of the turn that is heard.
 * @cssprop --keyhole-text - Text.
 * @cssprop --keyhole-muted - Text of less weight.
 * @cssprop --keyhole-border - Lines that part one thing from another.
 * @cssprop --keyhole-control-border - Edges of fields and buttons; 3:1 against the background.
 * @cssprop --keyhole-accent - Focus, buttons that stand out, and the mark of what is selected.
 * @cssprop --keyhole-on-accent - Text and pictures on the accent.
 * @cssprop --keyhole-ended - The status "ended".
 * @cssprop --keyhole-active - The status "in progress".
 * @cssprop --keyhole-waiting - The status "waiting".
 * @cssprop --keyhole-unjoined - The status "not joined".
 * @cssprop --keyhole-danger - Errors, and the strip below rows that stay.
 * @cssprop --keyhole-font-family - Font.
 * @cssprop --keyhole-font-size - Size of the text; all others follow it.
 * @cssprop --keyhole-font-size-small - Size of times, labels and statuses.
 * @cssprop --keyhole-font-size-heading - Size of titles.
 * @cssprop --keyhole-font-weight - Weight of the text.
 * @cssprop --keyhole-font-weight-strong - Weight of titles, names and statuses.
 * @cssprop --keyhole-line-height - Height of a line.
 * @cssprop --keyhole-space - Padding at the sides; what is above and below follows it.
 * @cssprop --keyhole-density - Number that all paddings above and below, and buttons and fields are
 *   multiplied by: 1 is comfortable, 0.6 compact. No target gets smaller than 24px.
 * @cssprop --keyhole-control-size - Height of buttons and fields; 44px where the pointer is a finger.
 * @cssprop --keyhole-radius - Corners of the frame.
 * @cssprop --keyhole-radius-control - Corners of buttons, fields and menus.
 * @cssprop --keyhole-border-width - Width of lines and edges.
 * @cssprop --keyhole-shadow - Shadow of what lies above the rest, as `box-shadow`.
 * @cssprop --keyhole-focus - The focus ring, as `outline`.
 * @cssprop --keyhole-focus-offset - Its distance, as `outline-offset`; less than nothing is inside.
 * @cssprop --keyhole-duration - One beat of what pulses or turns; 0s stands still.
 */
export class KeyholeCalls extends SiteElement implements ListHost {
  static override readonly styles = [box, row, notice, tokens("calls", "560px")];
  static override readonly properties = {
    ...SiteElement.properties,
    renderRowEnd: { attribute: false },
    filters: { attribute: false },
    hideControls: { attribute: "hide-controls" },
    syncUrl: { attribute: "sync-url" },
    refreshSeconds: { attribute: "refresh-seconds", type: Number },
  };

  /** Gives what is shown at the end of a call's row. What it throws is reported and leaves the row as it is. */
  renderRowEnd: RowEnd | null = null;
  /** What the list is narrowed to. A viewer changes it with the controls, the host by setting it; what cannot be is passed over. */
  filters: CallFilters | null = null;
  /** Controls that are not shown, separated by spaces: `text`, `agent`, `status`, `duration`, `date`, `refresh`, `export`. All of them where it is empty. */
  hideControls: string | null = null;
  /** Keeps filters and the open call in the page's query; the value begins the names, `keyhole` where it is empty. */
  syncUrl: string | null = null;
  /** Seconds between two looks for newer calls, 15 unless told; 0 for none. */
  refreshSeconds: number | null = null;

  /** @internal */
  store: CallsStore | null = null;
  readonly #rows = new RowElements();
  protected readonly toolsModule = new LazyModule<ListModule>(
    this,
    loadList,
    (failure) => void this.failed(failure),
  );
  /** @internal */
  readonly pane = new CallPane(this);
  #tools: ListTools | null = null;
  /** As it was told last. */
  #phase: CallsState["phase"] | undefined = "idle";
  /** The session's, as it was told last. */
  #epoch: number | undefined;

  /** Asks for the newest calls; resolves when they are there, or the failure is shown. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await this.#loadTools();
    await this.#tools?.refresh.byHand();
  }

  protected override start(session: Session): void {
    this.store ??= new CallsStore(session, {
      changed: () => this.#callsChanged(),
      loaded: (count, complete) => this.#loaded(count, complete),
      failed: (failure) => void this.failed(failure),
    });
    // What narrows the first page is read by the part that is otherwise loaded after it.
    if (this.#tools) this.#tools.start();
    else if (this.filters || this.#isInUrl) void this.#loadTools();
    else this.store.open();
  }

  /** Whether the page's query may hold filters or a call of this list. */
  get #isInUrl(): boolean {
    const prefix = `${this.syncUrl}`.trim() || "keyhole";
    const names = this.syncUrl === null ? [] : [...new URLSearchParams(location.search).keys()];
    return names.some((name) => name.startsWith(prefix));
  }

  protected override suspend(changed: boolean): void {
    this.#tools?.stop();
    this.store?.close();
    if (changed) this.store = null;
    this.pane.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const calls = this.store?.state.calls ?? [];
    this.#tools?.viewport.setItems(calls);
    this.#tools?.focus.setCalls(calls);
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    const box = this.renderRoot.querySelector<HTMLElement>(".rows");
    const calls = this.store?.state.calls ?? [];
    const { text, formats } = this;
    const shown = { text, formats, nowMs: Date.now() };
    const focused = this.#tools?.focus.index ?? 0;
    const viewport = this.#tools?.viewport;
    const indexes = viewport?.indexes(focused) ?? calls.slice(0, FIRST_WINDOW_ROWS).keys();
    const views = [...indexes].flatMap((index) => {
      const call = calls[index];
      const current = call?.id === this.pane.id;
      const tabbable = index === focused;
      return call
        ? [{ ...shown, call, index, current, tabbable, pinned: viewport?.holds(index) === false }]
        : [];
    });
    this.#rows.show(box, box ? views : [], this.renderRowEnd);
  }

  protected override wordsChanged(): void {
    this.pane.view?.refresh();
  }

  protected override render(): TemplateResult {
    const { phase } = this.store?.state ?? {};
    const strip = this.#stripTrouble();
    const notice = strip && this.notice(strip);
    const { view } = this.pane;
    return html`<div class="box" part="box" lang=${this.language}>
      <slot name="header"></slot>
      <slot name="toolbar">${this.hideControls === "" ? nothing : (this.#tools?.toolbar ?? html`<div class="toolbar"></div>`)}</slot>
      <div
        class="body ${view ? "open" : ""}"
        part="body"
        tabindex="-1"
        aria-busy=${phase === "loading"}
        @keydown=${this.#escape}
      >
        ${this.#tools?.pill} ${this.#renderContent()} ${view?.element ?? nothing}
      </div>
      ${notice ? renderStrip(notice, this.#retry) : nothing}
      <div class="unseen" role="status">${this.announcer.message}</div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const trouble = this.#trouble();
    const notice = trouble && this.notice(trouble);
    if (notice) return html`<slot name="error">${renderNotice(notice, this.#retry)}</slot>`;
    const state = this.store?.state;
    if (state?.phase !== "ready" || !this.language) return renderSkeleton(this.text("loading"));
    const loadMore = this.#loadMore;
    if (!state.calls.length && !state.busy) {
      return (
        this.#tools?.filters.noMatch ??
        html`<slot name="empty">${renderEmpty(this.text, state.paused, loadMore)}</slot>`
      );
    }
    return renderList({
      text: this.text,
      state,
      focus: this.#tools?.focus,
      select: this.#select,
      loadMore,
    });
  }

  #callsChanged(): void {
    this.requestUpdate();
    const phase = this.store?.state.phase;
    const epoch = this.session?.epoch;
    // Other rows leave open what is open; another viewer, or signing out, is another epoch.
    if (epoch !== this.#epoch) this.pane.close();
    if (phase === "signed-out" && phase !== this.#phase) this.signedOut(this.#phase);
    this.#phase = phase;
    this.#epoch = epoch;
  }

  #loaded(count: number, complete: boolean): void {
    this.announcer.say(this.text(complete ? "complete" : "loaded", { count }));
    this.dispatchEvent(new KeyholeCallsLoadEvent(count, complete));
    if (this.#tools) this.#tools.ready();
    else void this.#loadTools();
  }

  #trouble(): Trouble | null {
    const state = this.store?.state;
    if (state?.phase === "signed-out") return { kind: "signed-out" };
    if (this.misuse || state?.phase === "failed") return this.misuse ?? state?.failure ?? null;
    return state?.phase === "idle" ? this.toolsModule.failure : null;
  }

  /** What went wrong while rows stay: a page, a refresh, or what was to show details. */
  #stripTrouble(): Trouble | null {
    const state = this.store?.state;
    if (state?.phase === "ready" && state.failure) return state.failure;
    return this.toolsModule.failure ?? (this.pane.id ? this.pane.failure : null);
  }

  async #loadTools(): Promise<void> {
    await this.toolsModule.load();
    const { loaded } = this.toolsModule;
    if (!loaded || this.#tools) return;
    this.#tools = new loaded.ListTools(KIT, this);
    if (this.isConnected && this.session) this.#tools.start();
    this.#tools.ready();
    this.requestUpdate();
  }

  #select = (event: Event): void => {
    const call = this.store?.state.calls[rowIndex(event)];
    const onCall = event.target instanceof Element && event.target.closest(".call");
    if (call && onCall && this.dispatchEvent(new KeyholeCallSelectEvent(call))) void this.open(call.id, call);
  };

  /** @internal Shows a call; it has no row where only its id is known. */
  async open(id: string, call: CallSummary | null): Promise<void> {
    if (this.session) await this.pane.open(this.session, id, call, this.close);
  }

  /** @internal Closes what is open, and goes back to its row. */
  readonly close = async (): Promise<void> => {
    const { id, view } = this.pane;
    if (!id) return;
    this.pane.close();
    view?.leave();
    await this.updateComplete;
    await this.#tools?.focus.focusCall(id);
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.pane.id) return;
    event.preventDefault();
    event.stopPropagation();
    void this.close();
  };

  /** Runs what a button asked for. The button may go meanwhile: focus waits in the box and then goes on. */
  async #act(action: () => unknown): Promise<void> {
    const body = this.renderRoot.querySelector<HTMLElement>(".body");
    const last = this.store?.state.calls.at(-1);
    body?.focus({ preventScroll: true });
    await action();
    await this.updateComplete;
    if (this.shadowRoot?.activeElement !== body) return;
    const button = this.renderRoot.querySelector<HTMLElement>(".button");
    if (button) return button.focus();
    await this.#loadTools();
    await this.#tools?.focus.focusAfter(last);
  }

  #retry = (): Promise<void> =>
    this.#act(() => {
      if (this.store?.state.phase === "signed-out") return this.session?.signIn();
      if (this.toolsModule.failure) return this.#loadTools();
      const { id, summary } = this.pane;
      return id && this.pane.failure ? this.open(id, summary) : this.store?.again();
    });

  #loadMore = (): Promise<void> => this.#act(() => this.store?.loadMore());
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-calls": KeyholeCalls;
  }
}
