import type { Failure } from "./session.ts";

/** The failure that is known, where the next one has the same cause and so is no news; else the next. */
export function keepKnown(known: Failure | null, next: Failure): Failure {
  return known && causeOf(known) === causeOf(next) ? known : next;
}

/** The cause of a failure, without what differs at every attempt. */
function causeOf(failure: Failure): string {
  return failure.kind === "problem" ? failure.problem.code : failure.kind;
}
