/** No call came about, or the viewer could not join it. */
export class KeyholeTalkFailEvent extends Event {
  /** What failed, such as `microphone-denied` or `join-timed-out`, or the code of the broker's problem, such as `quota_exceeded`. */
  readonly code: string;

  constructor(code: string) {
    super("keyhole-talk-fail", { bubbles: true, composed: true });
    this.code = code;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-talk-fail": KeyholeTalkFailEvent;
  }
}
