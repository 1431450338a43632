import type { ProblemCode } from "@keyhole/contract";
import type { Trouble } from "../errors/trouble.ts";

/** Something failed. Carries no token, key or assertion. */
export class KeyholeErrorEvent extends Event {
  readonly kind: Trouble["kind"];
  /** The broker's code, if the broker refused a request. */
  readonly code: ProblemCode | null;
  /** The broker's request id, as in its logs. */
  readonly requestId: string | null;

  constructor(trouble: Trouble) {
    super("keyhole-error", { bubbles: true, composed: true });
    const problem = trouble.kind === "problem" ? trouble.problem : null;
    this.kind = trouble.kind;
    this.code = problem?.code ?? null;
    this.requestId = problem?.requestId ?? null;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-error": KeyholeErrorEvent;
  }
}
