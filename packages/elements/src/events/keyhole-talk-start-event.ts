/** The broker has made a call that the viewer started. The element joins it next. */
export class KeyholeTalkStartEvent extends Event {
  readonly callId: string;

  constructor(callId: string) {
    super("keyhole-talk-start", { bubbles: true, composed: true });
    this.callId = callId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-talk-start": KeyholeTalkStartEvent;
  }
}
