import type { CallFilters } from "../base/call-filters.ts";

/**
 * The viewer exports the calls. `preventDefault()` leaves the export to the host: the element sends no request.
 */
export class KeyholeCallsExportEvent extends Event {
  readonly format: "csv" | "xlsx" | "json";
  /** Active filters of the list. */
  readonly filters: Readonly<CallFilters>;

  constructor(format: "csv" | "xlsx" | "json", filters: Readonly<CallFilters>) {
    super("keyhole-calls-export", { bubbles: true, composed: true, cancelable: true });
    this.format = format;
    this.filters = filters;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-calls-export": KeyholeCallsExportEvent;
  }
}
