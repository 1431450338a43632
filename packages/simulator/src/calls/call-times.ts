import type { Random } from "../base/random.ts";
import { MICROS_PER_SECOND } from "../base/time.ts";
import type { CallRow, CallTexts, EndReason } from "./call-row.ts";

/** The fields of a row that follow the progress of the call. */
export interface CallTimes {
  readonly joinedMicros: number | null;
  readonly endedMicros: number | null;
  readonly endReason: EndReason | null;
  readonly joinTimeoutSeconds: number;
  readonly maxDurationSeconds: number;
  readonly texts: CallTexts;
}

const SEEDED: CallTexts = { kind: "seeded" };
const PENDING: CallTexts = { kind: "pending" };

/** Time from creation to joining, for a call that ends at a given time. */
export const ANSWER_MICROS = 1_850_204;

const DEFAULT_JOIN_TIMEOUT_SECONDS = 30;
const DEFAULT_MAX_DURATION_SECONDS = 3600;

const END_REASONS: readonly (readonly [EndReason, number])[] = [
  ["hangup", 45],
  ["agent_hangup", 30],
  ["unjoined", 8],
  ["timeout", 6],
  ["connection_error", 6],
  ["system_error", 5],
];

/** A call that ended within about an hour of its creation. */
export function finishedTimes(random: Random, createdMicros: number): CallTimes {
  const endReason = random.weighted(END_REASONS);
  if (endReason === "unjoined") return unjoinedTimes(createdMicros);
  const maxDurationSeconds = random.weighted([
    [900, 50],
    [300, 20],
    [DEFAULT_MAX_DURATION_SECONDS, 30],
  ]);
  const joinedMicros = createdMicros + random.integer(400_000, 9_000_000);
  const share = endReason === "timeout" ? 1 : random.fraction() ** 3;
  const durationMicros = Math.max(1_200_000, Math.floor(share * maxDurationSeconds * MICROS_PER_SECOND));
  return {
    joinedMicros,
    endedMicros: joinedMicros + durationMicros + random.integer(0, 400_000),
    endReason,
    joinTimeoutSeconds: DEFAULT_JOIN_TIMEOUT_SECONDS,
    maxDurationSeconds,
    texts: SEEDED,
  };
}

/** A call that nobody joined before the join timeout. */
export function unjoinedTimes(createdMicros: number): CallTimes {
  return {
    joinedMicros: null,
    endedMicros: createdMicros + DEFAULT_JOIN_TIMEOUT_SECONDS * MICROS_PER_SECOND + 15_204,
    endReason: "unjoined",
    joinTimeoutSeconds: DEFAULT_JOIN_TIMEOUT_SECONDS,
    maxDurationSeconds: DEFAULT_MAX_DURATION_SECONDS,
    texts: SEEDED,
  };
}

/** A call that waits to be joined. */
export function waitingTimes(joinTimeoutSeconds: number): CallTimes {
  return {
    joinedMicros: null,
    endedMicros: null,
    endReason: null,
    joinTimeoutSeconds,
    maxDurationSeconds: DEFAULT_MAX_DURATION_SECONDS,
    texts: SEEDED,
  };
}

/** A running call that was joined shortly after its creation. */
export function activeTimes(createdMicros: number): CallTimes {
  return {
    ...waitingTimes(DEFAULT_JOIN_TIMEOUT_SECONDS),
    joinedMicros: createdMicros + 3_305_612,
  };
}

/** A call that ended at a given time. The vendor writes the summaries some seconds later. */
export function endedTimes(createdMicros: number, endedMicros: number, texts = PENDING): CallTimes {
  return {
    joinedMicros: Math.min(createdMicros + ANSWER_MICROS, endedMicros),
    endedMicros,
    endReason: "hangup",
    joinTimeoutSeconds: DEFAULT_JOIN_TIMEOUT_SECONDS,
    maxDurationSeconds: DEFAULT_MAX_DURATION_SECONDS,
    texts,
  };
}

/**
 * The end of a started call whose time is up: nobody joined within its join timeout, or it has reached its maximum
 * duration. Null while it has time left.
 */
export function lapse(row: CallRow, nowMicros: number): Partial<CallTimes> | null {
  const { joinedMicros, createdMicros, joinTimeoutSeconds, maxDurationSeconds } = row;
  const endedMicros =
    joinedMicros === null
      ? createdMicros + joinTimeoutSeconds * MICROS_PER_SECOND
      : joinedMicros + maxDurationSeconds * MICROS_PER_SECOND;
  if (nowMicros < endedMicros) return null;
  return joinedMicros === null
    ? { endedMicros, endReason: "unjoined" }
    : { endedMicros, endReason: "timeout", texts: PENDING };
}
