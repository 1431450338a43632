import type { CallSummary } from "@keyhole/contract";

/** The details of a call were opened in a list. */
export class KeyholeCallOpenEvent extends Event {
  readonly callId: string;
  /** The call as the list has it; null if it was opened by id and is not in the list. */
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
