import type { CallSummary } from "@keyhole/contract";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import { LazyModule } from "../base/lazy.ts";
import { renderSkeleton } from "../base/render-skeleton.ts";
import { box } from "../base/styles/box.styles.ts";
import { row } from "../base/styles/row.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import { CallController } from "../call/call-controller.ts";
import { SiteElement } from "../core/site-element.ts";
import { notice } from "../errors/notice.styles.ts";
import { renderButton, renderEmpty, renderNotice, renderStrip } from "../errors/render-notice.ts";
import type { Trouble } from "../errors/trouble.ts";
import { KeyholeCallSelectEvent } from "../events/keyhole-call-select-event.ts";
import { KeyholeCallsLoadEvent } from "../events/keyhole-calls-load-event.ts";
import { withTexts } from "../i18n/localize.ts";
import type { Session } from "../session/index.ts";
import { type CallsState, CallsStore } from "./calls-store.ts";
import { FirstRows, type ListPart } from "./first-rows.ts";
import type { ListHost } from "./list-host.ts";
import { RowElements, type RowEnd, rowIndex } from "./rows/row-elements.ts";

type ListModule = typeof import("./index.ts");

const loadList = async (): Promise<ListModule> => withTexts(await import("./index.ts"));

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

  /** Returns what is shown at the end of a call's row. An exception is reported and leaves the row as it is. */
  renderRowEnd: RowEnd | null = null;
  /** Active filters. Invalid fields are ignored. */
  filters: CallFilters | null = null;
  /** Controls to hide, separated by spaces: `text`, `agent`, `status`, `duration`, `date`, `refresh`, `export`. An empty value hides all of them. */
  hideControls: string | null = null;
  /** Keeps filters and the open call in the page's query. The value is the prefix of the parameters, by default `keyhole`. */
  syncUrl: string | null = null;
  /** Seconds between two refreshes, by default 15; 0 for none. */
  refreshSeconds: number | null = null;

  /** @internal */
  store: CallsStore | null = null;
  /** @internal */
  readonly pane = new CallController(this);
  protected readonly listModule = new LazyModule<ListModule>(
    this,
    loadList,
    (failure) => void this.failed(failure),
  );
  #list: ListPart = new FirstRows(this, () => void this.#loadList());
  readonly #rows = new RowElements();
  /** Phase at the last notification. */
  #lastPhase: CallsState["phase"] = "idle";
  /** The session's epoch at the last notification. */
  #lastEpoch: number | undefined;

  /** Refreshes the list; resolves when the newest calls, or the failure, are shown. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await this.#loadList();
    await this.#list.refresh();
  }

  protected override start(session: Session): void {
    if (!this.store) {
      this.store = new CallsStore(session);
      this.store.subscribe((state, previous) => this.#callsChanged(state, previous));
    }
    this.#list.start();
  }

  protected override suspend(changed: boolean): void {
    this.#list.stop();
    this.store?.close();
    if (changed) this.store = null;
    this.pane.close();
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    const box = this.renderRoot.querySelector<HTMLElement>(".rows");
    const { text, formats } = this;
    const shown = { text, formats, nowMs: Date.now() };
    const places = box ? this.#list.rows(this.store?.state.calls ?? []) : [];
    const views = places.map((place) => ({ ...shown, ...place, current: place.call.id === this.pane.id }));
    this.#rows.show(box, views, this.renderRowEnd);
  }

  protected override wordsChanged(): void {
    this.pane.view?.refresh();
  }

  protected override render(): TemplateResult {
    const strip = this.#stripTrouble();
    const notice = strip && this.notice(strip);
    const { view } = this.pane;
    return html`<div class="box" part="box" lang=${this.language}>
      <slot name="header"></slot>
      <slot name="toolbar">${this.hideControls === "" ? nothing : this.#list.toolbar}</slot>
      <div
        class="body ${view ? "open" : ""}"
        part="body"
        tabindex="-1"
        aria-busy=${this.store?.state.phase === "loading"}
        @keydown=${this.#escape}
      >
        ${this.#list.pill} ${this.#renderContent()} ${view?.element ?? nothing}
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
    if (state.calls.length || state.busy) return this.#renderList(state);
    return (
      this.#list.noMatch ??
      html`<slot name="empty">${renderEmpty(this.text, state.paused, this.#loadMore)}</slot>`
    );
  }

  /** The boxes of the list. `RowElements` puts the rows into the innermost. */
  #renderList({ calls, next, total, busy, paused }: CallsState): TemplateResult {
    const { text } = this;
    // -1 (ARIA 1.2) while nobody knows how many there are.
    const count = total ?? (next === null ? calls.length : -1);
    return html`<div class="list" part="list">
      <div class="sizer">
        <div
          class="rows"
          role="grid"
          aria-label=${text("calls")}
          aria-rowcount=${count}
          @click=${this.#select}
        ></div>
      </div>
      <div class="more" part="more">
        ${busy ? html`<span class="spinner" part="spinner"></span>` : renderButton(paused ? text("loadMore") : undefined, this.#loadMore)}
      </div>
    </div>`;
  }

  #callsChanged(state: CallsState, previous: CallsState): void {
    this.requestUpdate();
    const epoch = this.session?.epoch;
    // Other rows leave an open call open; another viewer, or signing out, is another epoch.
    if (epoch !== this.#lastEpoch) this.pane.close();
    if (state.phase === "signed-out" && this.#lastPhase !== "signed-out") this.signedOut(this.#lastPhase);
    this.#lastPhase = state.phase;
    this.#lastEpoch = epoch;
    if (state.pages > previous.pages) this.#loaded(state.calls.length, state.next === null);
    if (state.failure && state.failure !== previous.failure) void this.failed(state.failure);
  }

  #loaded(count: number, complete: boolean): void {
    this.announcer.say(this.text(complete ? "complete" : "loaded", { count }));
    this.dispatchEvent(new KeyholeCallsLoadEvent(count, complete));
    this.#list.ready();
  }

  /** Shown instead of rows. */
  #trouble(): Trouble | null {
    const state = this.store?.state;
    if (state?.phase === "signed-out") return { kind: "signed-out" };
    if (this.misuse || state?.phase === "failed") return this.misuse ?? state?.failure ?? null;
    return state?.phase === "idle" ? this.listModule.failure : null;
  }

  /** Shown below rows: a page, a refresh, or a lazy module has failed. */
  #stripTrouble(): Trouble | null {
    const state = this.store?.state;
    if (state?.phase === "ready" && state.failure) return state.failure;
    return this.listModule.failure ?? (this.pane.id ? this.pane.failure : null);
  }

  async #loadList(): Promise<void> {
    await this.listModule.load();
    const { loaded } = this.listModule;
    if (!loaded || this.#list instanceof loaded.ListController) return;
    this.#list = new loaded.ListController(this);
    if (this.isConnected && this.session) this.#list.start();
    this.#list.ready();
    this.requestUpdate();
  }

  #select = (event: Event): void => {
    const call = this.store?.state.calls[rowIndex(event)];
    const onCall = event.target instanceof Element && event.target.closest(".call");
    if (call && onCall && this.dispatchEvent(new KeyholeCallSelectEvent(call))) void this.open(call.id, call);
  };

  /** @internal Shows a call; one that is not in the list has no `call`. */
  async open(id: string, call: CallSummary | null): Promise<void> {
    if (this.session) await this.pane.open(this.session, id, call, this.close);
  }

  /** @internal Closes the open call, and moves focus back to its row. */
  readonly close = async (): Promise<void> => {
    const { id, view } = this.pane;
    if (!id) return;
    this.pane.close();
    view?.leave();
    await this.updateComplete;
    await this.#list.focusCall(id);
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.pane.id) return;
    event.preventDefault();
    event.stopPropagation();
    void this.close();
  };

  /** Runs the action of a button that may disappear meanwhile: focus waits in the box and then moves on. */
  async #act(action: () => unknown): Promise<void> {
    const body = this.renderRoot.querySelector<HTMLElement>(".body");
    const last = this.store?.state.calls.at(-1);
    body?.focus({ preventScroll: true });
    await action();
    await this.updateComplete;
    if (this.shadowRoot?.activeElement !== body) return;
    const button = this.renderRoot.querySelector<HTMLElement>(".button");
    if (button) return button.focus();
    await this.#loadList();
    await this.#list.focusAfter(last);
  }

  #retry = (): Promise<void> =>
    this.#act(() => {
      const { state } = this.store ?? {};
      if (state?.phase === "signed-out") return this.session?.signIn();
      if (this.listModule.failure) return this.#loadList();
      const { id, summary } = this.pane;
      if (id && this.pane.failure) return this.open(id, summary);
      return state?.failed === "refresh" ? this.#list.refresh() : this.store?.retry();
    });

  #loadMore = (): Promise<void> => this.#act(() => this.store?.loadMore());
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-calls": KeyholeCalls;
  }
}
