import type { Failure } from "./session.ts";

/** The cause of a failure, without what differs at every attempt. */
export function causeOf(failure: Failure): string {
  return failure.kind === "problem" ? failure.problem.code : failure.kind;
}
