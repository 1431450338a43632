/** A turn has begun or ended. The event never carries the words of the turn. */
export class KeyholeTalkTurnEvent extends Event {
  readonly callId: string;
  /** Whose turn it is: the viewer's (`user`) or the agent's. */
  readonly speaker: "user" | "agent";
  /** True once the turn has ended. */
  readonly isFinal: boolean;

  constructor(callId: string, speaker: "user" | "agent", isFinal: boolean) {
    super("keyhole-talk-turn", { bubbles: true, composed: true });
    this.callId = callId;
    this.speaker = speaker;
    this.isFinal = isFinal;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-talk-turn": KeyholeTalkTurnEvent;
  }
}
