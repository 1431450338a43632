import type { CallSummary } from "@keyhole/contract";
import { html, nothing, type TemplateResult } from "lit";
import { flagOf } from "../base/flag-of.ts";
import { PHONE } from "../base/icons.ts";
import { keepKeys } from "../base/keep-keys.ts";
import { LazyModule } from "../base/lazy-module.ts";
import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { controls } from "../base/styles/controls.styles.ts";
import { moreTokens } from "../base/styles/more-tokens.styles.ts";
import { noticeDetails } from "../base/styles/notice-details.styles.ts";
import { CallController } from "../call/call-controller.ts";
import { SiteElement } from "../core/site-element.ts";
import { renderButton, renderNotice } from "../errors/render-notice.ts";
import { KeyholeCallSelectEvent } from "../events/keyhole-call-select-event.ts";
import type { KeyholeOpenRequestEvent } from "../events/keyhole-open-request-event.ts";
import { KeyholeReadyEvent } from "../events/keyhole-ready-event.ts";
import { enterCall, leaveCall } from "./call-history.ts";
import { ExportController } from "./export/export-controller.ts";
import { exportMenuStyles } from "./export/export-menu.styles.ts";
import { FilterController } from "./filters/filter-controller.ts";
import { toolbarStyles } from "./filters/toolbar.styles.ts";
import { renderNoMatch } from "./filters/toolbar-view.ts";
import type { ListPart, RowPlace } from "./first-rows.ts";
import { listStyles } from "./list.styles.ts";
import type { ListHost } from "./list-host.ts";
import { newCallsStyles } from "./refresh/new-calls.styles.ts";
import { NewCallsView } from "./refresh/new-calls-view.ts";
import { RefreshController } from "./refresh/refresh-controller.ts";
import { type RowProps, renderRow } from "./rows/render-row.ts";
import { RowEnds } from "./rows/row-ends.ts";
import { RowFocus } from "./rows/row-focus.ts";
import { RowWindow } from "./rows/row-window.ts";
import { ShownRows } from "./rows/shown-rows.ts";
import { UrlController } from "./url-controller.ts";
import type { VerdictController } from "./verdicts/verdict-controller.ts";

/** Adds the styles beyond those of the first rows to an element. */
const adoptStyles = stylesAdopter(
  moreTokens("calls"),
  noticeDetails,
  controls,
  listStyles,
  newCallsStyles,
  toolbarStyles,
  exportMenuStyles,
);

/** The list beyond its first rows: scrolling, keys, filters, URL, refreshing, export. */
export class ListController implements ListPart {
  /** Toolbar and progress of an export. */
  readonly toolbar = document.createElement("div");
  readonly pane: CallController;
  readonly #host: ListHost;
  readonly #window: RowWindow;
  readonly #focus: RowFocus;
  readonly #shownRows = new ShownRows();
  readonly #ends = new RowEnds();
  readonly #filters: FilterController;
  readonly #url: UrlController;
  readonly #newCalls: NewCallsView;
  readonly #refresh: RefreshController;
  readonly #export: ExportController;
  /** Loaded for a viewer who may see verdicts. */
  readonly #verdictModule: LazyModule<typeof import("./verdicts/verdict-controller.ts")>;
  #verdicts: VerdictController | null = null;
  /** Session and epoch of the last `keyhole-ready`. */
  #readyFor: readonly unknown[] = [];

  constructor(host: ListHost) {
    this.#host = host;
    this.pane = new CallController(host);
    this.#window = new RowWindow(host, () => this.#nearEnd());
    this.#focus = new RowFocus(host, this.#window);
    this.#filters = new FilterController(host);
    this.#url = new UrlController(host, this.#filters, (id, call, atMs) => this.open(id, call, atMs));
    this.#newCalls = new NewCallsView(host, this.#focus);
    this.#refresh = new RefreshController(host, {
      newCalls: this.#newCalls,
      renewed: () => this.#filters.grant.retry(),
    });
    this.#export = new ExportController(host, this.#filters);
    this.#verdictModule = new LazyModule(host, () => import("./verdicts/verdict-controller.ts"));
    const { toolbar } = this.#filters;
    toolbar.ends.push(
      () => (toolbar.shows("refresh") ? this.#refresh.view.element : nothing),
      () => (toolbar.shows("export") ? this.#export.menu.element : nothing),
    );
    this.toolbar.className = "tools";
    this.toolbar.append(toolbar.element, this.#export.place.element);
    host.renderRoot.addEventListener("keydown", this.#pressed);
    keepKeys(host.renderRoot as ShadowRoot);
  }

  get judged(): boolean {
    return this.#filters.grant.may(["evaluations:read"]) === true;
  }

  get pill(): HTMLElement {
    return this.#newCalls.element;
  }

  get empty(): TemplateResult {
    const { text, store } = this.#host;
    if (this.#filters.active && !store?.state.paused) return renderNoMatch(text, this.#filters.toolbar.clear);
    const { paused } = store?.state ?? {};
    const name = paused ? "paused" : "empty";
    const title = text(`${name}.title`);
    const { assertionSrc, getAssertion } = this.#host;
    const words = paused || assertionSrc || getAssertion ? text(`${name}.text`) : text("empty.visitor");
    const notice = { title, text: words, ...(paused && { button: text("loadMore") }) };
    return html`<slot name="empty">${renderNotice(notice, this.#loadMore, PHONE)}</slot>`;
  }

  get more(): TemplateResult | symbol {
    const { text, store } = this.#host;
    if (store?.state.busy) return html`<span class="spinner" part="spinner"></span>`;
    return renderButton(store?.state.paused ? text("loadMore") : undefined, this.#loadMore);
  }

  start(): void {
    // The element may have moved to another document, without its styles.
    adoptStyles(this.#host.renderRoot);
    this.#url.start();
    this.#filters.start();
    this.#refresh.start();
    document.addEventListener("keyhole-open-request", this.#requested);
  }

  stop(): void {
    this.#url.stop();
    this.#filters.stop();
    this.#refresh.stop();
    this.#export.stop();
    this.pane.close();
    document.removeEventListener("keyhole-open-request", this.#requested);
  }

  /** Opens the call that another element of the same session asks for, unless the host or another list does. */
  #requested = (event: KeyholeOpenRequestEvent): void => {
    const { target, callId, defaultPrevented } = event;
    if (defaultPrevented || !(target instanceof SiteElement) || target.session !== this.#host.session) return;
    event.preventDefault();
    void this.open(callId, null);
  };

  /** Announces the page, and dispatches `keyhole-ready` once for each viewer. */
  ready(): void {
    const { session, store } = this.#host;
    if (store?.state.phase !== "ready") return;
    if (this.judged) void this.#verdictModule.load();
    const { calls, next } = store.state;
    const loaded = this.#host.text(next === null ? "complete" : "loaded", { count: calls.length });
    this.#host.say(this.#filters.takeMatches() ?? loaded);
    if (session?.state.status !== "ready") return;
    if (this.#readyFor[0] === session && this.#readyFor[1] === session.epoch) return;
    this.#readyFor = [session, session.epoch];
    this.#host.dispatchEvent(new KeyholeReadyEvent(session.state.scopes));
    this.#url.openLinked();
  }

  rows(calls: readonly CallSummary[]): RowPlace[] {
    const focused = this.#focus.index;
    return this.#window.indexes(focused, this.#focus.leaving).flatMap((index) => {
      const call = calls[index];
      return call ? [{ call, index, tabbable: index === focused, pinned: !this.#window.holds(index) }] : [];
    });
  }

  renderRow = (row: HTMLElement, view: RowProps): void => {
    if (!this.#shownRows.keeps(row, view)) renderRow(row, view);
    const { call } = view;
    this.#ends.fill(row, call, this.#host.renderRowEnd);
    const { grant } = this.#filters;
    const { loaded } = this.#verdictModule;
    if (loaded) this.#verdicts ??= new loaded.VerdictController(this.#host, grant);
    this.#verdicts?.fill(row, call);
  };

  select = (call: CallSummary): void => {
    if (this.#host.dispatchEvent(new KeyholeCallSelectEvent(call))) void this.open(call.id, call);
  };

  async refresh(): Promise<void> {
    await this.#refresh.byHand();
  }

  /** Repeats what has failed. */
  async retry(): Promise<void> {
    await this.#act(() => {
      const { store, session, pane } = this.#host;
      if (store?.state.phase === "signed-out") return session?.signIn();
      if (pane.id && pane.failure) return this.open(pane.id, pane.summary);
      if (store?.state.failed === "refresh") return this.refresh();
      return store?.state.failure ? store.retry() : undefined;
    });
  }

  /** Adds the next page, and moves focus to its first row. */
  #loadMore = (): Promise<void> => this.#act(() => this.#host.store?.loadMore());

  /** Runs the action of a button that may disappear meanwhile: focus waits in the box and then moves on. */
  async #act(action: () => unknown): Promise<void> {
    const { renderRoot, store } = this.#host;
    const body = renderRoot.querySelector<HTMLElement>(".body");
    const last = store?.state.calls.at(-1);
    body?.focus({ preventScroll: true });
    await action();
    await this.#host.updateComplete;
    if ((renderRoot as ShadowRoot).activeElement !== body) return;
    const button = renderRoot.querySelector<HTMLElement>(".button");
    if (button) button.focus();
    else await this.#focus.focusAfter(last);
  }

  /** Opens a call beside or in front of the list; one that is not in the list has no `summary`. */
  async open(id: string, summary: CallSummary | null, atMs: number | null = null): Promise<void> {
    const { session, pane, noHistory } = this.#host;
    if (!session) return;
    await pane.open(session, id, summary, {
      close: this.#close,
      enter: flagOf(noHistory, "no-history") === false ? enterCall : null,
      leave: leaveCall,
      prefix: this.#url.prefix,
      atMs,
    });
  }

  /** Closes the open call, and moves focus back to its row. */
  #close = async (): Promise<void> => {
    const { pane } = this.#host;
    const { id, view } = pane;
    if (!id) return;
    pane.close();
    view?.leave();
    await this.#host.updateComplete;
    await this.#focus.focusCall(id);
  };

  /** Escape closes the open call. */
  #pressed = (event: Event): void => {
    const { pane, renderRoot } = this.#host;
    if (!(event instanceof KeyboardEvent) || event.key !== "Escape" || event.defaultPrevented || !pane.id)
      return;
    // Outside of the body, as in the toolbar, Escape has other uses.
    const body = renderRoot.querySelector(".body");
    if (!body || !event.composedPath().includes(body)) return;
    event.preventDefault();
    void this.#close();
  };

  #nearEnd(): void {
    const { store } = this.#host;
    if (!store) return;
    const { failed, paused } = store.state;
    // After a failed page, the viewer has to ask for the next one.
    if (!paused && (failed === null || failed === "refresh")) void store.loadMore();
  }
}
