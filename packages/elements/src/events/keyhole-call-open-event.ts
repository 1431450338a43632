import type { CallSummary } from "@keyhole/contract";

/** The details of a call were opened in a list. */
export class KeyholeCallOpenEvent extends Event {
  readonly callId: string;
  /** Its row; null where the call was opened by its id, and is not in the list. */
  readonly call: CallSummary | null;

  constructor(callId: string, call: CallSummary | null) {
    super("keyhole-call-open", { bubbles: true, composed: true });
    this.callId = callId;
    this.call = call;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-call-open": KeyholeCallOpenEvent;
  }
}
