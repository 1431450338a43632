/** The recording of a call stopped: paused, at its end, or removed. */
export class KeyholeCallPauseEvent extends Event {
  readonly callId: string;
  /** Position in the recording, in milliseconds. */
  readonly atMs: number;

  constructor(callId: string, atMs: number) {
    super("keyhole-call-pause", { bubbles: true, composed: true });
    this.callId = callId;
    this.atMs = atMs;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-call-pause": KeyholeCallPauseEvent;
  }
}
