/** The agent does something else: it listens, thinks or speaks. */
export class KeyholeTalkStateEvent extends Event {
  readonly callId: string;
  readonly state: "idle" | "listening" | "thinking" | "speaking";

  constructor(callId: string, state: "idle" | "listening" | "thinking" | "speaking") {
    super("keyhole-talk-state", { bubbles: true, composed: true });
    this.callId = callId;
    this.state = state;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-talk-state": KeyholeTalkStateEvent;
  }
}
