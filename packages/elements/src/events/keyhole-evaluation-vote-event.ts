/** The viewer's vote on a metric was sent. */
export class KeyholeEvaluationVoteEvent extends Event {
  readonly callId: string;
  readonly metricId: number;
  /** `up`: the viewer agrees with the metric's result. */
  readonly vote: "up" | "down";

  constructor(callId: string, metricId: number, vote: "up" | "down") {
    super("keyhole-evaluation-vote", { bubbles: true, composed: true });
    this.callId = callId;
    this.metricId = metricId;
    this.vote = vote;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-evaluation-vote": KeyholeEvaluationVoteEvent;
  }
}
