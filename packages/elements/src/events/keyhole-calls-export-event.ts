import type { CallFilters } from "../base/call-filters.ts";

/**
 * A viewer wants the calls as a file. `preventDefault()` leaves it to the host: the element then asks for
 * nothing.
 */
export class KeyholeCallsExportEvent extends Event {
  readonly format: "csv" | "json";
  /** What the list is narrowed to. */
  readonly filters: Readonly<CallFilters>;

  constructor(format: "csv" | "json", filters: Readonly<CallFilters>) {
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
