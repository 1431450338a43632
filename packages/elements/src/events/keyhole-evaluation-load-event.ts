import type { Evaluation } from "@keyhole/contract";

/** The evaluation of a call arrived or has changed. */
export class KeyholeEvaluationLoadEvent extends Event {
  readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    super("keyhole-evaluation-load", { bubbles: true, composed: true });
    this.evaluation = evaluation;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-evaluation-load": KeyholeEvaluationLoadEvent;
  }
}
