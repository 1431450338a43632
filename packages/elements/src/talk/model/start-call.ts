import type { CallStart, CallStarted } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import { LINE_MAX_MS, LINE_WAIT_MS, RETRY_JITTER } from "../../base/limits.ts";
import type { Failure, Session } from "../../session/index.ts";
import { parseCallStarted } from "./parse-talk.ts";
import { newStartKey, type StartKey } from "./start-request.ts";

export interface Starting {
  readonly session: Session;
  readonly clock: Clock;
  readonly body: CallStart;
  readonly key: StartKey;
  /** In line until then. */
  waits(retryAtMs: number): void;
  /** Its turn has come. */
  asks(): void;
  /** Ends the wait in line. A request under way goes on: the call that it makes has to be hung up. */
  readonly signal: AbortSignal;
}

/** Has the broker make a call, and waits in line where the vendor takes no more for now. Null where nobody waits any more. */
export async function startCall(starting: Starting): Promise<CallStarted | { failure: Failure } | null> {
  const { session, clock, body, key, signal } = starting;
  const endMs = clock.now() + LINE_MAX_MS;
  for (;;) {
    if (signal.aborted) return null;
    starting.asks();
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key.value };
    const answer = await session.request("/v1/calls", {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      parse: parseCallStarted,
    });
    if (answer.ok) return answer.value;
    if ("dropped" in answer) return null;
    const { failure } = answer;
    const problem = failure.kind === "problem" ? failure.problem : null;
    if (problem?.code === "conflict" && key.isOld) {
      Object.assign(key, newStartKey());
      continue;
    }
    const retryAtMs = clock.now() + waitMs(problem?.retryAfterSeconds);
    if (problem?.code !== "upstream_rate_limited" || retryAtMs > endMs) return { failure };
    starting.waits(retryAtMs);
    await pause(clock, retryAtMs - clock.now(), signal);
  }
}

/** Whether a call may exist though nobody has answered so: the next try takes the same key. */
export function isAnswerLost(failure: Failure): boolean {
  if (failure.kind === "problem") return failure.problem.status >= 500 && !isRefused(failure.problem.code);
  return failure.kind === "network" || failure.kind === "answer";
}

function isRefused(code: string): boolean {
  return code === "upstream_rate_limited" || code === "not_configured";
}

function waitMs(retryAfterSeconds: number | undefined): number {
  const ms = retryAfterSeconds === undefined ? LINE_WAIT_MS : retryAfterSeconds * 1000;
  return ms * (1 + Math.random() * RETRY_JITTER);
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stopTimer = clock.after(ms, resolve);
    signal.addEventListener(
      "abort",
      () => {
        stopTimer();
        resolve();
      },
      { once: true },
    );
  });
}
