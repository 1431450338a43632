import { POLICY_REPORT_MS, UNREACHABLE_MS } from "../base/limits.ts";

/** Why the broker does not answer: no connection at all, the page's policy, or something between. */
export type Unreachable = "offline" | "blocked" | "network";

/**
 * Asks the broker once more and listens whether the page's policy (`connect-src`) forbids it: the first
 * refusal cannot be told from a network that is down (`fetch` rejects with the same error for both).
 */
export async function whyUnreachable(broker: string): Promise<Unreachable> {
  if (!navigator.onLine) return "offline";
  let blocked = false;
  const listen = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    blocked ||= effectiveDirective === "connect-src" && blockedURI.startsWith(broker);
  };
  document.addEventListener("securitypolicyviolation", listen);
  try {
    await fetch(`${broker}/v1/health`, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // The viewer waits for the words.
      signal: AbortSignal.timeout(UNREACHABLE_MS),
    });
  } catch {
    // The report comes a task later than the refusal.
    await new Promise((resolve) => setTimeout(resolve, POLICY_REPORT_MS));
  }
  document.removeEventListener("securitypolicyviolation", listen);
  return blocked ? "blocked" : "network";
}
