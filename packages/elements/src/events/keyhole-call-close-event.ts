import type { CallSummary } from "@keyhole/contract";

/** The details of a call were closed. */
export class KeyholeCallCloseEvent extends Event {
  readonly call: CallSummary;

  constructor(call: CallSummary) {
    super("keyhole-call-close", { bubbles: true, composed: true });
    this.call = call;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-call-close": KeyholeCallCloseEvent;
  }
}
