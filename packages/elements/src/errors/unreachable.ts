import { POLICY_REPORT_MS, UNREACHABLE_MS } from "../base/limits.ts";

/** Why a request got no answer: no connection, the page's policy, something in between, or the broker itself. */
export type Unreachable = "offline" | "blocked" | "stopped" | "down";

/**
 * Tells why a request got no answer. `fetch` rejects with the same error for a network that is down and for a
 * policy that forbids the request (`connect-src`), so this asks once more and listens for a violation. Where the
 * broker can be reached, with or without leave to read its answer, something has stopped the request itself.
 */
export async function diagnoseNetworkError(broker: string): Promise<Unreachable> {
  if (!navigator.onLine) return "offline";
  let blocked = false;
  const listen = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    blocked ||= effectiveDirective === "connect-src" && blockedURI.startsWith(broker);
  };
  document.addEventListener("securitypolicyviolation", listen);
  let isUp = false;
  try {
    // An opaque answer is one, too.
    await fetch(`${broker}/v1/health`, {
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      // The viewer waits for the notice.
      signal: AbortSignal.timeout(UNREACHABLE_MS),
    });
    isUp = true;
  } catch {
    // The violation is reported a task after the rejection.
    await new Promise((resolve) => setTimeout(resolve, POLICY_REPORT_MS));
  }
  document.removeEventListener("securitypolicyviolation", listen);
  if (blocked) return "blocked";
  return isUp ? "stopped" : "down";
}
