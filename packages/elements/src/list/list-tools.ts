import { KeyholeReadyEvent } from "../events/keyhole-ready-event.ts";
import { adoptListStyles } from "./adopt-list-styles.ts";
import { ExportControl } from "./export/export-control.ts";
import { FilterTools } from "./filters/filter-tools.ts";
import type { ListKit } from "./kit.ts";
import type { ListHost } from "./list-host.ts";
import { NewCallsView } from "./refresh/new-calls-view.ts";
import { RefreshControl } from "./refresh/refresh-control.ts";
import { pageFailed } from "./refresh/refresh-look.ts";
import { RowFocus } from "./rows/row-focus.ts";
import { RowWindow } from "./rows/row-window.ts";

/**
 * What a list has beyond its first rows: scrolling, keys, filters, the page's query, looks for newer calls, export.
 * Toolbar and pill are elements of their own, which the list puts into its template.
 */
export class ListTools {
  readonly viewport: RowWindow;
  readonly focus: RowFocus;
  readonly filters: FilterTools;
  readonly toolbar: HTMLElement;
  readonly pill: HTMLElement;
  readonly refresh: RefreshControl;
  readonly export: ExportControl;
  readonly #host: ListHost;
  /** Session and epoch for which it was told that everything is ready. */
  #told: readonly unknown[] = [];
  /** The call that the page's URL names, until it was opened. */
  #linked = new URLSearchParams(location.hash.slice(1)).get("keyhole-call");

  constructor(kit: ListKit, host: ListHost) {
    this.#host = host;
    this.viewport = new RowWindow(host, () => this.#nearEnd());
    this.focus = new RowFocus(host, this.viewport);
    this.filters = new FilterTools(kit, host);
    this.toolbar = box("tools");
    this.pill = box("pill-place");
    const newCalls = new NewCallsView(kit, host, { focus: this.focus, place: this.pill });
    this.refresh = new RefreshControl(kit, host, newCalls);
    this.refresh.renewed = () => this.filters.askAgain();
    this.export = new ExportControl(kit, host, this.filters);
    const { toolbar } = this.filters;
    toolbar.ends.push(
      () => (toolbar.shows("refresh") ? this.refresh.view.element : kit.nothing),
      () => (toolbar.shows("export") ? this.export.view.element : kit.nothing),
    );
    this.toolbar.append(toolbar.element, this.export.view.progress);
  }

  /** There is a session: asks for the calls that the filters leave, unless they are there. */
  start(): void {
    // The element may have come to another document, where it left its styles.
    adoptListStyles(this.#host.renderRoot);
    this.filters.start();
    this.refresh.start();
  }

  /** Something is there to be used; told once for each viewer. */
  ready(): void {
    const { session, store } = this.#host;
    if (store?.state.phase !== "ready" || session?.state.status !== "ready") return;
    if (this.#told[0] === session && this.#told[1] === session.epoch) return;
    this.#told = [session, session.epoch];
    this.#host.dispatchEvent(new KeyholeReadyEvent(session.state.scopes));
    const id = this.#linked;
    this.#linked = null;
    if (id) void this.#host.open(id, store.state.calls.find((call) => call.id === id) ?? null);
  }

  #nearEnd(): void {
    const { store } = this.#host;
    if (store && !pageFailed(store) && !store.state.paused) void store.loadMore();
  }

  /** Nothing more is to be asked. */
  stop(): void {
    this.filters.stop();
    this.refresh.stop();
    this.export.stop();
  }
}

function box(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}
