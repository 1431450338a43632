import type { Failure } from "./session.ts";

/** Whether the same request may succeed later, although nobody changes this page. */
export function mayPass(failure: Failure): boolean {
  const { kind } = failure;
  return kind === "problem" ? failure.problem.status >= 429 : kind === "network" || kind === "answer";
}
