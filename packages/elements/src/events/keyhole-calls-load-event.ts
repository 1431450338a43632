/** A page of calls arrived. */
export class KeyholeCallsLoadEvent extends Event {
  /** Number of calls in the list. */
  readonly count: number;
  /** Whether the list is complete. */
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
