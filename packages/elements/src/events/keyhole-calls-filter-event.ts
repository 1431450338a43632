import type { CallFilters } from "../base/call-filters.ts";

/**
 * A viewer is about to filter the list. `preventDefault()` leaves it as it was, for a host that has
 * another idea and sets `filters` itself. Setting that property does not send this event.
 */
export class KeyholeCallsFilterEvent extends Event {
  /** What the list will be narrowed to. */
  readonly filters: Readonly<CallFilters>;
  /** What it is narrowed to now. */
  readonly previous: Readonly<CallFilters>;

  constructor(filters: Readonly<CallFilters>, previous: Readonly<CallFilters>) {
    super("keyhole-calls-filter", { bubbles: true, composed: true, cancelable: true });
    this.filters = filters;
    this.previous = previous;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-calls-filter": KeyholeCallsFilterEvent;
  }
}
