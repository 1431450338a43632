import type { CallSummary } from "@keyhole/contract";

/**
 * The viewer selected a call of the list. `preventDefault()` keeps the details closed, for a host that shows them
 * itself.
 */
export class KeyholeCallSelectEvent extends Event {
  readonly call: CallSummary;

  constructor(call: CallSummary) {
    super("keyhole-call-select", { bubbles: true, composed: true, cancelable: true });
    this.call = call;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-call-select": KeyholeCallSelectEvent;
  }
}
