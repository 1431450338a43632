import { AGENTS } from "./agents.ts";
import type { CallInput } from "./call-input.ts";
import type { CallRow, CallTexts } from "./call-row.ts";
import { textsOf } from "./call-texts.ts";
import { activeTimes, type CallTimes, endedTimes, waitingTimes } from "./call-times.ts";
import { parseDateTime } from "./date-time.ts";
import { rowSeed } from "./make-rows.ts";
import { MICROS_PER_SECOND } from "./microseconds.ts";
import { Random } from "./random.ts";
import { DEFAULT_VOICE } from "./voices.ts";

/** An added call that has ended took this long, or less where it began less long ago. */
const DURATION_SECONDS = 95;
/** A call that is created and ended in one step still takes this long. */
const SHORTEST_DURATION_SECONDS = 3;
/** An added call waits long enough to be looked at. */
const JOIN_TIMEOUT_SECONDS = 3600;

/** The row of an added call. `input` has been checked. */
export function makeAddedCall(input: CallInput, seed: number, sequence: number, nowMs: number): CallRow {
  const nowMicros = Math.floor(nowMs * 1000);
  const createdMicros = (input.created && parseDateTime(input.created, "start")) || nowMicros;
  const ownSeed = rowSeed(seed, sequence);
  const agentId = input.agentId === undefined ? AGENTS[0]?.agentId : input.agentId;
  const row: CallRow = {
    sequence,
    seed: ownSeed,
    callId: new Random(ownSeed).uuid(),
    createdMicros,
    ...addedTimes(input.status ?? "ended", createdMicros, nowMicros),
    agent: AGENTS.find((agent) => agent.agentId === agentId) ?? null,
    voice: DEFAULT_VOICE,
    medium: "webRtc",
    metadata: { ...input.metadata },
  };
  return { ...row, texts: addedTexts(input, row) };
}

function addedTimes(
  status: NonNullable<CallInput["status"]>,
  createdMicros: number,
  nowMicros: number,
): CallTimes {
  switch (status) {
    case "waiting":
      return waitingTimes(JOIN_TIMEOUT_SECONDS);
    case "active":
      return activeTimes(createdMicros);
    case "ended": {
      const ageSeconds = (nowMicros - createdMicros) / MICROS_PER_SECOND;
      const seconds = Math.max(SHORTEST_DURATION_SECONDS, Math.min(DURATION_SECONDS, ageSeconds));
      const endedMicros = createdMicros + Math.floor(seconds * MICROS_PER_SECOND);
      return endedTimes(createdMicros, endedMicros, { kind: "seeded" });
    }
  }
}

/** Given texts are taken as they are; what is left out is made up, once the call has ended. */
function addedTexts(input: CallInput, row: CallRow): CallTexts {
  const made = textsOf(row);
  return {
    kind: "given",
    summary: input.summary === undefined ? made.summary : input.summary,
    shortSummary: input.shortSummary === undefined ? made.shortSummary : input.shortSummary,
  };
}
