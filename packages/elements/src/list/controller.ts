import type { CallSummary } from "@keyhole/contract";
import { nothing, type TemplateResult } from "lit";
import { KeyholeReadyEvent } from "../events/keyhole-ready-event.ts";
import { adoptListStyles } from "./adopt-list-styles.ts";
import { ExportController } from "./export/controller.ts";
import { FilterController } from "./filters/controller.ts";
import type { ListPart, RowPlace } from "./first-rows.ts";
import type { ListHost } from "./list-host.ts";
import { RefreshController } from "./refresh/controller.ts";
import { NewCallsView } from "./refresh/new-calls.ts";
import { RowFocus } from "./rows/row-focus.ts";
import { RowWindow } from "./rows/row-window.ts";
import { UrlController } from "./url.ts";

/** The list beyond its first rows: scrolling, keys, filters, URL, refreshing, export. */
export class ListController implements ListPart {
  /** Toolbar and progress of an export. */
  readonly toolbar = document.createElement("div");
  readonly #host: ListHost;
  readonly #window: RowWindow;
  readonly #focus: RowFocus;
  readonly #filters: FilterController;
  readonly #url: UrlController;
  readonly #newCalls: NewCallsView;
  readonly #refresh: RefreshController;
  readonly #export: ExportController;
  /** Session and epoch of the last `keyhole-ready`. */
  #readyFor: readonly unknown[] = [];

  constructor(host: ListHost) {
    this.#host = host;
    this.#window = new RowWindow(host, () => this.#nearEnd());
    this.#focus = new RowFocus(host, this.#window);
    this.#filters = new FilterController(host);
    this.#url = new UrlController(host, this.#filters);
    this.#newCalls = new NewCallsView(host, this.#focus);
    this.#refresh = new RefreshController(host, {
      newCalls: this.#newCalls,
      renewed: () => this.#filters.grant.retry(),
    });
    this.#export = new ExportController(host, this.#filters);
    const { toolbar } = this.#filters;
    toolbar.ends.push(
      () => (toolbar.shows("refresh") ? this.#refresh.view.element : nothing),
      () => (toolbar.shows("export") ? this.#export.menu.element : nothing),
    );
    this.toolbar.className = "tools";
    this.toolbar.append(toolbar.element, this.#export.progress.element);
  }

  get pill(): HTMLElement {
    return this.#newCalls.element;
  }

  get noMatch(): TemplateResult | null {
    return this.#filters.noMatch;
  }

  start(): void {
    // The element may have come to another document, where it left its styles.
    adoptListStyles(this.#host.renderRoot);
    this.#url.start();
    this.#filters.start();
    this.#refresh.start();
  }

  stop(): void {
    this.#url.stop();
    this.#filters.stop();
    this.#refresh.stop();
    this.#export.stop();
  }

  /** Dispatches `keyhole-ready`, once for each viewer. */
  ready(): void {
    const { session, store } = this.#host;
    if (store?.state.phase !== "ready" || session?.state.status !== "ready") return;
    if (this.#readyFor[0] === session && this.#readyFor[1] === session.epoch) return;
    this.#readyFor = [session, session.epoch];
    this.#host.dispatchEvent(new KeyholeReadyEvent(session.state.scopes));
    this.#url.openLinked();
  }

  rows(calls: readonly CallSummary[]): RowPlace[] {
    const focused = this.#focus.index;
    return this.#window.indexes(focused).flatMap((index) => {
      const call = calls[index];
      return call ? [{ call, index, tabbable: index === focused, pinned: !this.#window.holds(index) }] : [];
    });
  }

  async refresh(): Promise<void> {
    await this.#refresh.byHand();
  }

  async focusCall(id: string): Promise<void> {
    await this.#focus.focusCall(id);
  }

  async focusAfter(call: CallSummary | undefined): Promise<void> {
    await this.#focus.focusAfter(call);
  }

  #nearEnd(): void {
    const { store } = this.#host;
    if (!store) return;
    const { failed, paused } = store.state;
    // After a page has failed, the viewer asks for the next one.
    if (!paused && (failed === null || failed === "refresh")) void store.loadMore();
  }
}
