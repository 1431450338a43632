import type { CallSummary } from "@keyhole/contract";
import { html, type TemplateResult } from "lit";
import { FIRST_WINDOW_ROWS } from "../base/limits.ts";
import type { CallController } from "../call/call-controller.ts";
import type { FirstPageStore } from "./first-page-store.ts";
import type { ListHost } from "./list-host.ts";
import type { RowProps } from "./rows/render-row.ts";

/** A row to render. */
export interface RowPlace {
  call: CallSummary;
  index: number;
  /** The list's one Tab stop. */
  tabbable: boolean;
  /** Kept in the DOM for its focus, outside the rows in view. */
  pinned: boolean;
}

/** What the element expects of its list: of the first rows, and of the whole list once it is loaded. */
export interface ListPart {
  /** The controls above the rows. */
  readonly toolbar: HTMLElement | TemplateResult;
  /** The button over the rows that scrolls to newer calls. */
  readonly pill?: HTMLElement;
  /** The call that is open. */
  readonly pane?: CallController;
  /** Rows keep room for a verdict: the viewer may see some. */
  readonly judged: boolean;
  /** Replaces rows when there are none; absent for the skeleton. */
  readonly empty?: TemplateResult;
  /** Shown below the rows. */
  readonly more?: TemplateResult | symbol;
  /** Starts requests. To be called with each session and each change of settings. */
  start(): void;
  /** Stops requests. */
  stop(): void;
  /** A page has arrived. */
  ready(): void;
  /** The rows to render. */
  rows(calls: readonly CallSummary[]): RowPlace[];
  /** Renders a row and its end. Absent: `renderRow` does, without an end. */
  readonly renderRow?: (row: HTMLElement, view: RowProps) => void;
  /** The viewer has selected a call. */
  readonly select?: (call: CallSummary) => void;
}

/** Its store knows the first page alone. */
type FirstRowsHost = Pick<ListHost, "filters" | "syncUrl"> & { readonly store: FirstPageStore | null };

/** The list until `ListController` is loaded: a screen of rows without keys, controls or refreshing. */
export class FirstRows implements ListPart {
  readonly toolbar = html`<div class="toolbar"></div>`;
  readonly #host: FirstRowsHost;
  readonly #loadRest: () => void;

  constructor(host: FirstRowsHost, loadRest: () => void) {
    this.#host = host;
    this.#loadRest = loadRest;
  }

  get judged(): boolean {
    const { state } = this.#host.store?.session ?? {};
    return state?.status === "ready" && state.scopes.includes("evaluations:read");
  }

  start(): void {
    const { filters, syncUrl, store } = this.#host;
    // `ListController` reads filters, so it is loaded before the first page where any query may name some.
    if (filters || (syncUrl !== null && location.search)) this.#loadRest();
    else store?.open();
  }

  stop(): void {}

  ready(): void {
    this.#loadRest();
  }

  rows(calls: readonly CallSummary[]): RowPlace[] {
    return calls
      .slice(0, FIRST_WINDOW_ROWS)
      .map((call, index) => ({ call, index, tabbable: index === 0, pinned: false }));
  }
}
