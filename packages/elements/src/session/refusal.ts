import type { Problem, ProblemCode } from "@keyhole/contract";
import { CLOCK_DRIFT_MS, RETRY_JITTER, RETRY_WAIT_MS, RETRY_WAITS } from "../base/limits.ts";
import { withDeadline } from "./abortable.ts";
import type { SessionDeps } from "./deps.ts";
import { failed, type Outcome, problemOf } from "./outcome.ts";
import {
  type Answered,
  brokerNow,
  type Outgoing,
  type Received,
  type Sent,
  send,
  type Wire,
} from "./wire.ts";

interface Exchange {
  wire: Wire;
  out: Outgoing;
  signal: AbortSignal;
  /** The nonce that the first request was sent with. */
  nonce: string | undefined;
}

/** Sends a refused request again where its answer says how. Never rejects. */
export async function repeat(
  { wire, out, signal, nonce: first }: Exchange,
  refused: Sent,
): Promise<Outcome<Received>> {
  let sent = refused;
  let nonce = first;
  let nonceAsked = false;
  let healed = false;
  for (let waits = 0; ; ) {
    const { outcome, waitMs } = sent;
    const problem = problemOf(outcome);
    if (problem?.code === "nonce_required" && !nonceAsked && wire.nonce !== nonce) {
      nonceAsked = true;
    } else if (problem?.code === "proof_invalid" && problem.serverTime) {
      if (healed) return failed({ kind: "clock" });
      const driftMs = Date.parse(problem.serverTime) - brokerNow(wire);
      // The clocks agree: the proof was refused for another reason.
      if (Math.abs(driftMs) < CLOCK_DRIFT_MS) return outcome;
      wire.clockOffsetMs += driftMs;
      healed = true;
    } else if (problem?.code === "proof_invalid" && out.form && !wire.wantsHeader) {
      wire.wantsHeader = true;
      out.form.delete("dpop");
    } else if (out.repeatable && waitMs !== undefined && waitMs <= RETRY_WAIT_MS && waits < RETRY_WAITS) {
      waits++;
      await sleep(wire.deps, waitMs * (1 + wire.deps.random() * RETRY_JITTER), signal);
    } else {
      return outcome;
    }
    nonce = wire.nonce;
    sent = await send(wire, out, signal);
  }
}

/** The problem of an answer that is no success, and the wait that it asks for. */
export function readRefusal(response: Answered, body: unknown, nowMs: number): Sent {
  const problem = parseProblem(body, response.status);
  return {
    outcome: failed(problem ? { kind: "problem", problem } : { kind: "answer" }),
    waitMs: retryWaitMs(response, problem, nowMs),
  };
}

/**
 * The wait that a 429 or 503 asks for: `retryAfterSeconds` of the problem, else the header `Retry-After`, in
 * seconds or as an IMF-fixdate (RFC 9110 section 10.2.3). Undefined where it is absent, past or neither form.
 */
function retryWaitMs(
  { status, headers }: Answered,
  problem: Problem | undefined,
  nowMs: number,
): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  if (problem?.retryAfterSeconds) return problem.retryAfterSeconds * 1000;
  const header = headers.get("Retry-After") ?? "";
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = new Date(header);
  // `Date` parses much more than `toUTCString` writes, which is that form exactly.
  return Number(date) >= nowMs && date.toUTCString() === header ? Number(date) - nowMs : undefined;
}

const TEXTS = ["type", "title", "detail", "requestId"] as const;

/**
 * Parses an RFC 9457 document of the contract; undefined if it is none. `status` is that of the HTTP answer.
 * Optional members of a wrong type and unknown members are left out. An unknown code is kept: its notice
 * shows the broker's own words.
 */
export function parseProblem(body: unknown, status: number): Problem | undefined {
  const raw = (body ?? {}) as Record<string, unknown>;
  const { code, retryAfterSeconds: wait, serverTime } = raw;
  if (!isCode(code) || TEXTS.some((name) => typeof raw[name] !== "string")) return undefined;
  const { type, title, detail, requestId } = raw as Record<string, string> & Problem;
  return {
    type,
    title,
    status,
    code,
    detail,
    requestId,
    ...(Number.isInteger(wait) && Number(wait) >= 1 && Number(wait) <= 3600
      ? { retryAfterSeconds: Number(wait) }
      : {}),
    ...(typeof serverTime === "string" && Date.parse(serverTime) ? { serverTime } : {}),
    ...(typeof raw.error === "string" ? { error: raw.error } : {}),
    ...(typeof raw.error_description === "string" ? { error_description: raw.error_description } : {}),
  };
}

/** Checks only the form: the list of codes is loaded with the error texts. */
function isCode(value: unknown): value is ProblemCode {
  return typeof value === "string" && /^[a-z_]+$/.test(value);
}

/** Waits, at most until the signal aborts. */
async function sleep(deps: SessionDeps, ms: number, signal: AbortSignal): Promise<void> {
  await withDeadline(deps, ms, [signal], () => new Promise(() => {}));
}
