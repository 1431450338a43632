import type { CallFilters } from "../base/call-filters.ts";
import type { CallController, CallElement } from "../call/call-controller.ts";
import type { CallsStore } from "./calls-store.ts";
import type { RowEnd } from "./rows/row-ends.ts";

/** The element, as the controllers of its list see it. */
export interface ListHost extends CallElement {
  filters: CallFilters | null;
  readonly hideControls: string | boolean | null;
  readonly syncUrl: string | boolean | null;
  readonly noHistory: string | boolean | null;
  readonly refreshSeconds: number | null;
  readonly renderRowEnd: RowEnd | null;
  readonly store: CallsStore | null;
  /** The call that is open. */
  readonly pane: CallController;
}
