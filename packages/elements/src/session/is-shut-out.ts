import type { Failure } from "./session.ts";

/** Whether the owner has switched the site or the viewer off, or revoked the token: polling on would not help. */
export function isShutOut(failure: Failure | null): boolean {
  return failure?.kind === "problem" && ["site_disabled", "token_revoked"].includes(failure.problem.code);
}
