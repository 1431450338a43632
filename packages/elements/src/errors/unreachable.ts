import { POLICY_REPORT_MS, UNREACHABLE_MS } from "../base/limits.ts";

/** Why the broker does not answer: no connection, the page's policy, or something in between. */
export type Unreachable = "offline" | "blocked" | "network";

/**
 * Tells why a request got no answer. `fetch` rejects with the same error for a network that is down and for a
 * policy that forbids the request (`connect-src`), so this asks once more and listens for a violation.
 */
export async function diagnoseNetworkError(broker: string): Promise<Unreachable> {
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
      // The viewer waits for the notice.
      signal: AbortSignal.timeout(UNREACHABLE_MS),
    });
  } catch {
    // The violation is reported a task after the rejection.
    await new Promise((resolve) => setTimeout(resolve, POLICY_REPORT_MS));
  }
  document.removeEventListener("securitypolicyviolation", listen);
  return blocked ? "blocked" : "network";
}
