/** The recording of a call moved to another position. */
export class KeyholeCallSeekEvent extends Event {
  readonly callId: string;
  /** Position in the recording, in milliseconds. */
  readonly atMs: number;

  constructor(callId: string, atMs: number) {
    super("keyhole-call-seek", { bubbles: true, composed: true });
    this.callId = callId;
    this.atMs = atMs;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-call-seek": KeyholeCallSeekEvent;
  }
}
