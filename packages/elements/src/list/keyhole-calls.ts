import type { CallSummary } from "@keyhole/contract";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import { LazyModule } from "../base/lazy-module.ts";
import { RETRY_FAILED_MS } from "../base/limits.ts";
import { renderSkeleton } from "../base/render-skeleton.ts";
import { box } from "../base/styles/box.styles.ts";
import { notice } from "../base/styles/notice.styles.ts";
import { row } from "../base/styles/row.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import type { CallController } from "../call/call-controller.ts";
import { type CallModule, loadCall } from "../call/load-call.ts";
import { SiteElement } from "../core/site-element.ts";
import { renderNotice, renderStrip } from "../errors/render-notice.ts";
import type { Trouble } from "../errors/trouble.ts";
import { KeyholeCallsLoadEvent } from "../events/keyhole-calls-load-event.ts";
import { withTexts } from "../i18n/localize.ts";
import type { Failure, Session } from "../session/index.ts";
import { mayPass } from "../session/may-pass.ts";
import { retryAfterMs } from "../session/retry-after.ts";
import { type CallsState, FirstPageStore } from "./first-page-store.ts";
import { FirstRows, type ListPart } from "./first-rows.ts";
import type { ListController } from "./index.ts";
import type { ListHost } from "./list-host.ts";
import { RowElements, rowIndex } from "./rows/row-elements.ts";
import type { RowEnd } from "./rows/row-ends.ts";

type ListModule = typeof import("./index.ts");

const loadList = (): Promise<ListModule> => withTexts(import("./index.ts"));

/**
 * Voice-agent calls, newest first; more load while scrolling. A call opens beside the list, or in front of it.
 *
 * Keyboard and roles follow the layout grid of the ARIA APG: a row's call is one cell, the content of
 * `renderRowEnd` the other. A grid makes screen readers pass arrow keys on; their virtual cursor would know
 * only the rendered rows. A feed has no key for the end, and options of a listbox may hold no links or
 * buttons. The list is one Tab stop.
 *
 * @includes keyhole-call - An open call has its own parts, events and custom properties.
 *
 * @keyboard ArrowUp, ArrowDown - Move to the call above or below.
 * @keyboard Home, End - Move to the first or the last call.
 * @keyboard PageUp, PageDown - Move by one page of calls.
 * @keyboard Letters - Move to the next call whose title or agent begins with the typed letters.
 * @keyboard ArrowLeft, ArrowRight - Move between a call and the content of `renderRowEnd`.
 * @keyboard Enter, Space - Open the call.
 * @keyboard Escape - Closes the open call and returns to its row.
 *
 * @slot header - Content above the toolbar.
 * @slot toolbar - Replaces the element's own controls.
 * @slot empty - Replaces the notice of an empty list.
 * @slot error - Replaces the notice for an error that leaves no rows.
 *
 * @fires {KeyholeReadyEvent} keyhole-ready - The first calls are loaded and every control works; once for each viewer.
 * @fires {KeyholeCallOpenEvent} keyhole-call-open - The details of a call were opened.
 * @fires {KeyholeSignOutEvent} keyhole-sign-out - The token, the key and the rows were dropped.
 * @fires {KeyholeCallSelectEvent} keyhole-call-select - The viewer selected a call; preventing the event keeps it closed.
 * @fires {KeyholeCallCloseEvent} keyhole-call-close - The details of a call were closed.
 * @fires {KeyholeCallsLoadEvent} keyhole-calls-load - A page of calls arrived, or a refresh changed the list.
 * @fires {KeyholeCallsFilterEvent} keyhole-calls-filter - The viewer is about to filter the list; preventing the event leaves the list as it is.
 * @fires {KeyholeCallsExportEvent} keyhole-calls-export - The viewer is about to export calls; preventing the event leaves the export to the host.
 * @fires {KeyholeErrorEvent} keyhole-error - Something failed; carries the kind, the code and the request id.
 *
 * @csspart box - The frame around the whole element.
 * @csspart body - The area of the list and the open call.
 * @csspart toolbar - The controls above the list.
 * @csspart toolbar-end - The buttons at the end of the toolbar: refresh and export.
 * @csspart filters-button - The button that unfolds the filters of a narrow list.
 * @csspart filters-label - The label of the button that unfolds the filters.
 * @csspart filters-count - The number of filters in use, on the button that unfolds them.
 * @csspart filters - The fields of all filters.
 * @csspart filter-line - The line of filter fields that are always there.
 * @csspart days - The fields for the first and the last day.
 * @csspart filter - A single filter: its label and its field.
 * @csspart filter-label - The label of a filter.
 * @csspart filter-field - The field of a filter.
 * @csspart in-use - The bar below the controls with the filters in use.
 * @csspart chips - The list of filters in use.
 * @csspart chip - A filter in use, with the button that removes it.
 * @csspart chip-text - The words of a filter in use.
 * @csspart chip-remove - The button that removes a filter.
 * @csspart clear - The button that removes all filters.
 * @csspart list - The rows, which scroll.
 * @csspart row - A row; also `current` while its call is open.
 * @csspart call - The button of a row that opens its call.
 * @csspart icon - The round picture of a row or a notice.
 * @csspart title - The title of a row: the call's short summary.
 * @csspart agent - The name of a row's agent.
 * @csspart status - A call's status; also `waiting`, `active`, `ended` or `unjoined`.
 * @csspart verdict - The room of a row for its verdict.
 * @csspart verdict-label - A verdict; also `passed`, `failed`, `pending`, `ungraded` or `none`.
 * @csspart verdict-words - The words of a verdict.
 * @csspart start - The start time of a row's call.
 * @csspart duration - The duration of a row's call.
 * @csspart row-end - The content that `renderRowEnd` returned for a row.
 * @csspart new-calls - The button over the list that counts newer calls and scrolls to them.
 * @csspart refresh - The button that refreshes the list.
 * @csspart export - The button that opens the export menu.
 * @csspart export-label - The label of the export button.
 * @csspart export-menu - The menu of export formats.
 * @csspart export-format - A format in the export menu.
 * @csspart export-progress - The bar below the toolbar with the state of an export.
 * @csspart export-text - The text about the state of an export.
 * @csspart export-title - The heading of a failed export.
 * @csspart export-bar - The progress bar of an export.
 * @csspart export-link - The link that saves the file of an export again.
 * @csspart export-button - A button of an export: cancel, close, resume or save.
 * @csspart more - The area below the last row: a spinner, or the button that loads more.
 * @csspart spinner - The spinner while more rows load.
 * @csspart skeleton - Grey bars while content loads.
 * @csspart notice - The notice that replaces rows: an empty list, or an error.
 * @csspart notice-title - The title of a notice.
 * @csspart notice-text - The text of a notice.
 * @csspart button - A button of a notice, a strip or the area below the rows.
 * @csspart request-id - The broker's request id of an error, with its copy button.
 * @csspart request-id-value - The request id itself.
 * @csspart strip - Inline error shown while the rows stay visible.
 * @csspart strip-title - The title of a strip.
 * @csspart strip-text - The title and the text of a strip.
 *
 * @cssprop --keyhole-calls-block-size - Maximum height of the element; its content scrolls.
 * @cssprop --keyhole-color-scheme - `light` or `dark` for this element alone; by default the page's color
 *   scheme.
 * @cssprop --keyhole-surface - Background of the element.
 * @cssprop --keyhole-surface-raised - Background of menus and other layers above the rest.
 * @cssprop --keyhole-subtle - Background of hovered items, code and the recording's lanes.
 * @cssprop --keyhole-selected - Background of the open row and of the turn that is heard.
 * @cssprop --keyhole-text - Color of text.
 * @cssprop --keyhole-muted - Color of secondary text.
 * @cssprop --keyhole-border - Color of dividing lines.
 * @cssprop --keyhole-control-border - Color of the edges of fields and buttons; 3:1 against the background.
 * @cssprop --keyhole-accent - Color of focus rings, primary buttons and selection marks.
 * @cssprop --keyhole-on-accent - Color of text and pictures on the accent.
 * @cssprop --keyhole-ended - Color of the status "ended".
 * @cssprop --keyhole-active - Color of the status "in progress".
 * @cssprop --keyhole-waiting - Color of the status "waiting".
 * @cssprop --keyhole-unjoined - Color of the status "not joined".
 * @cssprop --keyhole-danger - Color of errors and strips.
 * @cssprop --keyhole-passed - Color of the verdict "passed".
 * @cssprop --keyhole-failed - Color of the verdict "failed", and of marks.
 * @cssprop --keyhole-font-family - Font of all text.
 * @cssprop --keyhole-font-size - Size of text; all other sizes are relative to it.
 * @cssprop --keyhole-font-size-small - Size of times, labels and statuses.
 * @cssprop --keyhole-font-size-heading - Size of titles.
 * @cssprop --keyhole-font-weight - Weight of text.
 * @cssprop --keyhole-font-weight-strong - Weight of titles, names and statuses.
 * @cssprop --keyhole-line-height - Height of a line of text.
 * @cssprop --keyhole-space - Inline padding; block padding is relative to it.
 * @cssprop --keyhole-density - Factor for block padding, buttons and fields: 1 is comfortable, 0.6 compact. No
 *   target gets smaller than 24px.
 * @cssprop --keyhole-control-size - Height of buttons and fields; 44px for touch input.
 * @cssprop --keyhole-radius - Corner radius of the frame.
 * @cssprop --keyhole-radius-control - Corner radius of buttons, fields and menus.
 * @cssprop --keyhole-border-width - Width of lines and edges.
 * @cssprop --keyhole-shadow - Shadow of layers above the rest, as `box-shadow`.
 * @cssprop --keyhole-focus - Focus ring, as `outline`.
 * @cssprop --keyhole-focus-offset - Distance of the focus ring, as `outline-offset`; negative values draw it inside.
 * @cssprop --keyhole-duration - Duration of one beat of an animation; 0s disables animations.
 */
export class KeyholeCalls extends SiteElement {
  static override readonly styles = [box, row, notice, tokens("calls", "560px")];
  static override readonly properties = {
    ...SiteElement.properties,
    renderRowEnd: { attribute: false },
    filters: { attribute: false },
    hideControls: { attribute: "hide-controls" },
    syncUrl: { attribute: "sync-url" },
    noHistory: { attribute: "no-history" },
    refreshSeconds: { attribute: "refresh-seconds", type: Number },
  };

  /** Returns what is shown at the end of a call's row. An exception is reported and leaves the row as it is. */
  renderRowEnd: RowEnd | null = null;
  /** Active filters. Invalid fields are ignored. */
  filters: CallFilters | null = null;
  /** Controls to hide, separated by spaces: `text`, `agent`, `status`, `verdict`, `duration`, `date`, `refresh`, `export`. An empty value hides all of them. */
  hideControls: string | boolean | null = null;
  /** Keeps filters and the open call in the page's query. The value is the prefix of the parameters, by default `keyhole`. */
  syncUrl: string | boolean | null = null;
  /** Keeps open calls out of the page's history: Back leaves the call open and goes where it went before. */
  noHistory: string | boolean | null = null;
  /** Seconds between two refreshes, by default 15; 0 for none. */
  refreshSeconds: number | null = null;

  /** @internal */
  store: FirstPageStore | null = null;
  /** @internal */
  readonly callModule = new LazyModule<CallModule>(this, loadCall, true);
  protected readonly listModule = new LazyModule<ListModule>(this, loadList, true);
  #list: ListPart = new FirstRows(this, () => void this.#loadList());
  readonly #rows = new RowElements();
  /** The call that was selected last. */
  #selected: CallSummary | null = null;
  /** Phase at the last notification. */
  #lastPhase: CallsState["phase"] = "idle";
  /** The session's epoch at the last notification. */
  #lastEpoch: number | undefined;

  /** Refreshes the list; resolves when the newest calls, or the failure, are shown. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await (await this.#loadList())?.refresh();
  }

  /** @internal The call that is open. */
  get pane(): CallController | undefined {
    return this.#list.pane;
  }

  protected override begin(session: Session): void {
    const { CallsStore = FirstPageStore } = this.listModule.loaded ?? {};
    if (!this.store) this.#use(new CallsStore(session));
    this.#list.start();
    if (this.listModule.failure) void this.#loadList();
  }

  protected override suspend(changed: boolean): void {
    this.#list.stop();
    this.store?.close();
    if (changed) this.store = null;
    this.#selected = null;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    const box = this.renderRoot.querySelector<HTMLElement>(".rows");
    const { text, texts, language, formats } = this;
    const shown = { text, texts, language, formats, nowMs: Date.now() };
    const places = box ? this.#list.rows(this.store?.state.calls ?? []) : [];
    const views = places.map((place) => ({ ...shown, ...place, current: place.call.id === this.pane?.id }));
    this.#rows.show(box, views, this.#list.renderRow);
  }

  override wordsChanged(): void {
    this.pane?.view?.refresh();
  }

  protected override render(): TemplateResult {
    const strip = this.#stripTrouble();
    const notice = strip && this.notice(strip);
    const view = this.pane?.view;
    // Frameworks write "true" for a bare attribute.
    const hidesAll = /^(true)?$/.test(`${this.hideControls}`);
    return html`<div class="box" part="box" lang=${this.language}>
      <slot name="header"></slot>
      <slot name="toolbar">${hidesAll ? nothing : this.#list.toolbar}</slot>
      <div
        class="body ${view ? "open" : ""}"
        part="body"
        tabindex="-1"
        aria-busy=${this.store?.state.phase === "loading"}
      >
        ${this.#list.pill} ${this.#renderContent()} ${view?.element ?? nothing}
      </div>
      ${notice ? renderStrip(notice, this.#retry) : nothing}
      <div class="unseen" role="status">${this.announcement}</div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const trouble = this.#trouble();
    const notice = trouble && this.notice(trouble);
    if (notice) return html`<slot name="error">${renderNotice(notice, this.#retry)}</slot>`;
    const state = this.store?.state;
    if (state?.phase !== "ready" || !this.language) return renderSkeleton(this.text("loading"));
    if (state.calls.length || state.busy) return this.#renderList(state);
    return this.#list.empty ?? renderSkeleton(this.text("loading"));
  }

  /** The boxes of the list. `RowElements` puts the rows into the innermost. */
  #renderList({ calls, next, total }: CallsState): TemplateResult {
    const { text } = this;
    // -1 (ARIA 1.2) while nobody knows how many there are.
    const count = total ?? (next === null ? calls.length : -1);
    return html`<div class="list" part="list" tabindex="-1">
      <div class="sizer">
        <div
          class=${this.#list.judged ? "rows judged" : "rows"}
          role="grid"
          aria-label=${text("calls")}
          aria-rowcount=${count}
          @click=${this.#select}
        ></div>
      </div>
      <div class="more" part="more">
        ${this.#list.more}
      </div>
    </div>`;
  }

  #use(store: FirstPageStore): void {
    this.store = store;
    store.subscribe((state, previous) => {
      if (store === this.store) this.#callsChanged(state, previous);
    });
  }

  #callsChanged(state: CallsState, previous: CallsState): void {
    this.requestUpdate();
    // The first page has no row, and the whole list knows how to go on.
    if (state.phase === "loading" && state.next) void this.#loadList();
    const epoch = this.session?.epoch;
    // Other rows leave an open call open; another viewer, or signing out, is another epoch.
    if (epoch !== this.#lastEpoch) this.pane?.close();
    if (state.phase === "signed-out" && this.#lastPhase !== "signed-out") this.signedOut(this.#lastPhase);
    this.#lastPhase = state.phase;
    this.#lastEpoch = epoch;
    if (state.pages > previous.pages) this.#loaded(state.calls.length, state.next === null);
    if (state.failure && state.failure !== previous.failure) void this.failed(state.failure);
    if (state.phase === "failed" && state.failure) this.#loadLater(state, state.failure);
  }

  /** Loads the first page again after a failure that may pass, while somebody looks. */
  #loadLater(state: CallsState, failure: Failure): void {
    if (!mayPass(failure)) return;
    setTimeout(
      () => {
        if (this.store?.state !== state) return;
        if (document.hidden) this.#loadLater(state, failure);
        else void this.store.load(true);
      },
      Math.max(RETRY_FAILED_MS, retryAfterMs(failure)),
    );
  }

  #loaded(count: number, complete: boolean): void {
    this.dispatchEvent(new KeyholeCallsLoadEvent(count, complete));
    this.#list.ready();
  }

  /** Shown instead of rows. */
  #trouble(): Trouble | null {
    const state = this.store?.state;
    if (state?.phase === "signed-out") return { kind: "signed-out" };
    // Trying again has loaded the rest of the list, or failed to.
    const { failure } = this.listModule;
    if (this.misuse || state?.phase === "failed") return this.misuse ?? failure ?? state?.failure ?? null;
    return state?.phase === "idle" ? failure : null;
  }

  /** Shown below rows: a page, a refresh, or a lazy module has failed. */
  #stripTrouble(): Trouble | null {
    if (this.#trouble()) return null;
    const state = this.store?.state;
    if (state?.phase === "ready" && state.failure) return state.failure;
    return this.listModule.failure ?? (this.pane?.id ? this.callModule.failure : null);
  }

  /** The whole list; null where its module is missing. */
  async #loadList(): Promise<ListController | null> {
    await this.listModule.load();
    const { loaded } = this.listModule;
    if (!loaded) return null;
    if (this.#list instanceof loaded.ListController) return this.#list;
    try {
      if (this.store) this.#use(loaded.CallsStore.from(this.store));
      const list = new loaded.ListController(this as ListHost);
      this.#list = list;
      if (this.isConnected && this.session) list.start();
      list.ready();
      this.requestUpdate();
      return list;
    } catch (error) {
      this.broke(error);
      return null;
    }
  }

  #select = (event: Event): void => {
    const call = this.store?.state.calls[rowIndex(event)];
    const onCall = event.target instanceof Element && event.target.closest(".call");
    if (call && onCall) void this.#open(call);
  };

  async #open(call: CallSummary): Promise<void> {
    this.#selected = call;
    const list = this.#list.select ? this.#list : await this.#loadList();
    // Suspended meanwhile.
    if (this.#selected === call) list?.select?.(call);
  }

  #retry = async (): Promise<void> => {
    await (await this.#loadList())?.retry();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-calls": KeyholeCalls;
  }
}
