import { sleep } from "./abortable.ts";
import { CLOCK_DRIFT_MS, RETRY_JITTER, RETRY_WAIT_MS, RETRY_WAITS } from "./limits.ts";
import { failed, type Outcome, problemOf } from "./outcome.ts";
import { brokerNow, type Outgoing, type Received, send, type Wire } from "./wire.ts";

/**
 * Sends a request and again where the answer says how to do better: once with the nonce that it
 * gave, once with the clock that it told, and after a short `Retry-After`. Never rejects.
 */
export async function exchange(wire: Wire, out: Outgoing, signal: AbortSignal): Promise<Outcome<Received>> {
  let nonceAsked = false;
  let healed = false;
  for (let waits = 0; ; ) {
    const { nonce } = wire;
    const { outcome, waitMs } = await send(wire, out, signal);
    const problem = problemOf(outcome);
    if (problem?.code === "nonce_required" && !nonceAsked && wire.nonce !== nonce) {
      nonceAsked = true;
    } else if (problem?.code === "proof_invalid" && problem.serverTime) {
      if (healed) return failed({ kind: "clock" });
      const driftMs = Date.parse(problem.serverTime) - brokerNow(wire);
      // The clocks agree, so it was refused for something else.
      if (Math.abs(driftMs) < CLOCK_DRIFT_MS) return outcome;
      wire.clockOffsetMs += driftMs;
      healed = true;
    } else if (out.repeatable && waitMs !== undefined && waitMs <= RETRY_WAIT_MS && waits < RETRY_WAITS) {
      waits++;
      await sleep(wire.deps, waitMs * (1 + wire.deps.random() * RETRY_JITTER), signal);
    } else {
      return outcome;
    }
  }
}
