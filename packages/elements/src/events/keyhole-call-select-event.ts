import type { CallSummary } from "@keyhole/contract";

/**
 * A viewer chose a call of the list. `preventDefault()` keeps the element from showing the
 * details, for a host that shows them its own way.
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
