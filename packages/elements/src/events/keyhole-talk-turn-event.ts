/** Somebody began a turn, or ended one. Carries no word of what was said. */
export class KeyholeTalkTurnEvent extends Event {
  readonly callId: string;
  readonly speaker: "user" | "agent";
  /** Whether the turn has ended. */
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
