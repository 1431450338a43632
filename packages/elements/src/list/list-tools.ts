import type { ListKit } from "./kit.ts";
import type { ListHost } from "./list-host.ts";
import { RowFocus } from "./row-focus.ts";
import { RowViewport } from "./row-viewport.ts";

/**
 * What a list has beyond its first rows: scrolling, keys, filters, the page's query, looks for newer calls, export.
 * Toolbar and pill are elements of their own, which the list puts into its template.
 */
export class ListTools {
  readonly viewport: RowViewport;
  readonly focus: RowFocus;
  readonly toolbar: HTMLElement;
  readonly pill: HTMLElement;
  readonly #host: ListHost;

  constructor(_kit: ListKit, host: ListHost) {
    this.#host = host;
    this.viewport = new RowViewport(host, () => this.#nearEnd());
    this.focus = new RowFocus(host, this.viewport);
    this.toolbar = box("toolbar");
    this.pill = box("pill-place");
  }

  /** There is a session: asks for the calls that the filters leave, unless they are there. */
  start(): void {
    this.#host.store?.open();
  }

  #nearEnd(): void {
    const { store } = this.#host;
    if (store && !store.state.failure && !store.state.paused) void store.loadMore();
  }

  /** Nothing more is to be asked. */
  stop(): void {}
}

function box(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}
