import type { CallFilters } from "../base/call-filters.ts";

/**
 * The viewer is about to choose another time range or agent. `preventDefault()` keeps the overview as it is, for a host
 * that sets `filters` itself. Setting that property does not dispatch this event.
 */
export class KeyholeOverviewFilterEvent extends Event {
  /** The new filters: an agent, and a range or days. */
  readonly filters: Readonly<CallFilters>;
  /** The current filters. */
  readonly previous: Readonly<CallFilters>;

  constructor(filters: Readonly<CallFilters>, previous: Readonly<CallFilters>) {
    super("keyhole-overview-filter", { bubbles: true, composed: true, cancelable: true });
    this.filters = filters;
    this.previous = previous;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-overview-filter": KeyholeOverviewFilterEvent;
  }
}
