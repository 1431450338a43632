import { PROBLEMS } from "@keyhole/contract";
import type { Incoming } from "../harness/send-request.ts";
import type { Booking } from "./ledger.ts";

/** What a sender came for: a status, or a refusal with that code. */
export interface Expected {
  statuses: readonly number[];
  /** Codes of refusals that are right. */
  codes?: readonly string[];
}

/** A booking, and what is wrong with the answer itself. */
export interface Booked {
  booking: Booking;
  wrong: string[];
}

/** Statuses of codes that have more than one. */
const MORE_STATUSES: Readonly<Record<string, readonly number[]>> = {
  invalid_request: [405, 413, 415],
  proof_invalid: [400],
  nonce_required: [400],
};

/** Books an answer: as what was expected, as a clean refusal, or as a fault of the connection. */
export function bookAnswer(incoming: Incoming, { statuses, codes = [] }: Expected): Booked {
  const { tookMs } = incoming;
  if ("fault" in incoming) {
    const { fault } = incoming;
    return {
      booking: { outcome: fault, type: "connection fault", isServed: false, requestId: null, tookMs },
      wrong: [],
    };
  }
  const { status, headers, body } = incoming;
  const requestId = headers["x-request-id"] ?? null;
  const missing = requestId === null ? ["no X-Request-Id"] : [];
  if (status < 400) {
    const wrong = statuses.includes(status) ? [] : [`answers ${status}`];
    const booking = { outcome: String(status), type: "answer", isServed: wrong.length === 0 } as const;
    return { booking: { ...booking, requestId, tookMs }, wrong: [...missing, ...wrong] };
  }
  const problem = readProblem(body);
  const code = typeof problem.code === "string" ? problem.code : "without a code";
  const booking: Booking = {
    outcome: `${status} ${code}`,
    type: "refusal",
    isServed: codes.includes(code),
    requestId,
    tookMs,
  };
  return { booking, wrong: [...missing, ...refusalFaults(status, headers, problem)] };
}

function readProblem(body: Buffer): Record<string, unknown> {
  try {
    const problem: unknown = JSON.parse(body.toString());
    return typeof problem === "object" && problem !== null ? (problem as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What keeps a refusal from being a clean one: a problem of the contract that says what to do. */
function refusalFaults(
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  { code, detail, requestId, retryAfterSeconds, status: told }: Record<string, unknown>,
): string[] {
  if (typeof code !== "string" || !Object.hasOwn(PROBLEMS, code)) return [`${status} without a code`];
  const right = [PROBLEMS[code as keyof typeof PROBLEMS].status, ...(MORE_STATUSES[code] ?? [])];
  const retryAfter = headers["retry-after"];
  return [
    ...(code === "internal" ? ["500 internal"] : []),
    ...(right.includes(status) && told === status ? [] : [`${code} with ${status}`]),
    ...(typeof detail === "string" && detail.length >= 10 ? [] : [`${code} does not say what to do`]),
    ...(requestId === headers["x-request-id"] ? [] : [`${code} with another request's id`]),
    ...(retryAfter === undefined || Number(retryAfter) === retryAfterSeconds
      ? []
      : [`${code} with Retry-After: ${retryAfter}`]),
  ];
}
