import type { CallDetail } from "@keyhole/contract";

/** The details of a call arrived or have changed. */
export class KeyholeCallLoadEvent extends Event {
  readonly call: CallDetail;

  constructor(call: CallDetail) {
    super("keyhole-call-load", { bubbles: true, composed: true });
    this.call = call;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-call-load": KeyholeCallLoadEvent;
  }
}
