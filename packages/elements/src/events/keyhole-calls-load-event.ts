/** A page of calls arrived. */
export class KeyholeCallsLoadEvent extends Event {
  /** Calls in the list now. */
  readonly count: number;
  /** Whether the list has come to its end. */
  readonly complete: boolean;

  constructor(count: number, complete: boolean) {
    super("keyhole-calls-load", { bubbles: true, composed: true });
    this.count = count;
    this.complete = complete;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-calls-load": KeyholeCallsLoadEvent;
  }
}
