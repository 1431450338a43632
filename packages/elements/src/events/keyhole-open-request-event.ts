/**
 * The viewer wants to see a call. A list with the same session in the document opens it; a host shows it elsewhere after
 * `preventDefault()`.
 */
export class KeyholeOpenRequestEvent extends Event {
  readonly callId: string;

  constructor(callId: string) {
    super("keyhole-open-request", { bubbles: true, composed: true, cancelable: true });
    this.callId = callId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-open-request": KeyholeOpenRequestEvent;
  }
}
