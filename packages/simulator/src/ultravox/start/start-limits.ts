import { CALLS_AT_ONCE_RETRY_AFTER_SECONDS, PLANS } from "../../base/limits.ts";
import type { CallRow } from "../../calls/call-row.ts";
import { RequestLimit } from "../../http/request-limit.ts";

/** The account's plan, by which creating calls is limited. */
export type Plan = keyof typeof PLANS;

/** A rule of a call throttle: at most `maxCalls` in a sliding window. */
export interface ThrottleRule {
  /** 1 to 100. */
  readonly maxCalls: number;
  /** 1 to 86400. */
  readonly windowSeconds: number;
}

/** Call throttles by name. A request to start a call may name one. */
export type CallThrottles = Readonly<Record<string, readonly ThrottleRule[]>>;

const MINUTE_MS = 60_000;

/** Why a call may not be started now. */
export interface StartRefusal {
  readonly reason: "rate" | "throttle" | "callsAtOnce";
  readonly waitSeconds: number;
}

/** The limits on creating calls: the plan's rates, the calls at once, and call throttles. */
export class StartLimits {
  readonly #rates: readonly RequestLimit[];
  readonly #throttles: ReadonlyMap<string, readonly RequestLimit[]>;
  readonly #callsAtOnce: number | null;

  constructor(plan: Plan, throttles: CallThrottles, clockMs: () => number) {
    const { startsPerSecond, startsPerMinute, callsAtOnce } = PLANS[plan];
    this.#rates = [
      new RequestLimit(startsPerSecond, clockMs),
      new RequestLimit(startsPerMinute, clockMs, MINUTE_MS),
    ];
    this.#throttles = new Map(
      Object.entries(throttles).map(([name, rules]) => [
        name,
        rules.map(({ maxCalls, windowSeconds }) => new RequestLimit(maxCalls, clockMs, windowSeconds * 1000)),
      ]),
    );
    this.#callsAtOnce = callsAtOnce;
  }

  knows(throttle: string): boolean {
    return this.#throttles.has(throttle);
  }

  /** Counts a call that starts now, or says why it may not. A refused one counts nowhere. */
  take(rows: readonly CallRow[], throttle: string | null): StartRefusal | null {
    const rules = (throttle === null ? undefined : this.#throttles.get(throttle)) ?? [];
    const rateMs = longestWaitMs(this.#rates);
    if (rateMs > 0) return { reason: "rate", waitSeconds: Math.ceil(rateMs / 1000) };
    const throttleMs = longestWaitMs(rules);
    if (throttleMs > 0) return { reason: "throttle", waitSeconds: Math.ceil(throttleMs / 1000) };
    if (this.#callsAtOnce !== null && countOpen(rows) >= this.#callsAtOnce) {
      return { reason: "callsAtOnce", waitSeconds: CALLS_AT_ONCE_RETRY_AFTER_SECONDS };
    }
    for (const limit of [...this.#rates, ...rules]) limit.take();
    return null;
  }
}

function longestWaitMs(limits: readonly RequestLimit[]): number {
  return Math.max(0, ...limits.map((limit) => limit.waitMs()));
}

/** Calls created and not yet ended: an unjoined call holds a slot until its join timeout. */
function countOpen(rows: readonly CallRow[]): number {
  let open = 0;
  for (const row of rows) if (row.endedMicros === null) open += 1;
  return open;
}
