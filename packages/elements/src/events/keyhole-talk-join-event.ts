/** The viewer is in the call: the agent hears them. */
export class KeyholeTalkJoinEvent extends Event {
  readonly callId: string;

  constructor(callId: string) {
    super("keyhole-talk-join", { bubbles: true, composed: true });
    this.callId = callId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-talk-join": KeyholeTalkJoinEvent;
  }
}
