/** A call that the viewer was in has ended. */
export class KeyholeTalkEndEvent extends Event {
  readonly callId: string;
  /** `hung-up` by the viewer, `agent-hung-up`, `time-limit`, `connection-lost`, `removed` with the element, `signed-out`, or `hidden` with the page. */
  readonly reason: string;

  constructor(callId: string, reason: string) {
    super("keyhole-talk-end", { bubbles: true, composed: true });
    this.callId = callId;
    this.reason = reason;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-talk-end": KeyholeTalkEndEvent;
  }
}
