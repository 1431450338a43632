import type { Failure } from "./session.ts";

/** Whether the owner has switched the site or the viewer off, or revoked the token: polling on would not help. */
export function isShutOut(failure: Failure | null): boolean {
  if (failure?.kind !== "problem") return false;
  const { code } = failure.problem;
  return code === "site_disabled" || code === "token_revoked";
}
