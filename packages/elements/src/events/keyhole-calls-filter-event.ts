import type { CallFilters } from "../base/call-filters.ts";

/**
 * The viewer is about to filter the list. `preventDefault()` keeps the list as it is, for a host that sets `filters`
 * itself. Setting that property does not dispatch this event.
 */
export class KeyholeCallsFilterEvent extends Event {
  /** The new filters. */
  readonly filters: Readonly<CallFilters>;
  /** The current filters. */
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
