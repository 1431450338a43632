import { AGENTS } from "./agents.ts";
import type { CallInput } from "./call-input.ts";
import type { CallPlan, RecordingForm } from "./call-plan.ts";
import type { CallRow, CallTexts } from "./call-row.ts";
import { textsOf } from "./call-texts.ts";
import { ANSWER_MICROS, activeTimes, type CallTimes, endedTimes, waitingTimes } from "./call-times.ts";
import { parseDateTime } from "./date-time.ts";
import { languageNamed } from "./languages.ts";
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
/** An added call is recorded unless it says otherwise. */
const RECORDING: RecordingForm = { delivery: "redirect", ranges: true, channels: 2, sampleRateHz: 16_000 };

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
    ...addedTimes(input, createdMicros, nowMicros),
    agent: AGENTS.find((agent) => agent.agentId === agentId) ?? null,
    voice: DEFAULT_VOICE,
    medium: "webRtc",
    metadata: { ...input.metadata },
    plan: addedPlan(input),
  };
  return { ...row, texts: addedTexts(input, row) };
}

function addedPlan({ turns, language, recording = {} }: CallInput): CallPlan {
  const texts = language === undefined ? undefined : languageNamed(language);
  return {
    ...(turns === undefined ? {} : { turns }),
    ...(texts === undefined ? {} : { language: texts }),
    recording: recording === null ? null : { ...RECORDING, ...recording },
  };
}

function addedTimes(input: CallInput, createdMicros: number, nowMicros: number): CallTimes {
  switch (input.status ?? "ended") {
    case "waiting":
      return waitingTimes(JOIN_TIMEOUT_SECONDS);
    case "active":
      return { ...activeTimes(createdMicros), ...joinedBy(createdMicros, nowMicros) };
    case "ended": {
      const ageSeconds = (nowMicros - createdMicros) / MICROS_PER_SECOND;
      const fitting = Math.max(SHORTEST_DURATION_SECONDS, Math.min(DURATION_SECONDS, ageSeconds));
      const endedMicros =
        input.durationSeconds === undefined
          ? createdMicros + Math.floor(fitting * MICROS_PER_SECOND)
          : createdMicros + ANSWER_MICROS + input.durationSeconds * MICROS_PER_SECOND;
      return endedTimes(createdMicros, endedMicros, { kind: "seeded" });
    }
  }
}

/** A running call was not joined later than now. */
function joinedBy(createdMicros: number, nowMicros: number): Pick<CallTimes, "joinedMicros"> {
  const { joinedMicros } = activeTimes(createdMicros);
  return { joinedMicros: Math.max(createdMicros, Math.min(joinedMicros ?? nowMicros, nowMicros)) };
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
