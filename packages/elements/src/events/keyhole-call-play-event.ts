/** The recording of a call started to play. */
export class KeyholeCallPlayEvent extends Event {
  readonly callId: string;
  /** Position in the recording, in milliseconds. */
  readonly atMs: number;

  constructor(callId: string, atMs: number) {
    super("keyhole-call-play", { bubbles: true, composed: true });
    this.callId = callId;
    this.atMs = atMs;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-call-play": KeyholeCallPlayEvent;
  }
}
