import type { RecordingForm } from "../audio/recording-file.ts";
import { checkFields, type FieldChecks, isNullableText, oneOf, wholeNumber } from "../base/check-fields.ts";
import { CALL_SECONDS_MAX, TURNS_MAX } from "../base/limits.ts";
import { Random } from "../base/random.ts";
import { MICROS_PER_SECOND, parseDateTime } from "../base/time.ts";
import { LANGUAGE_HINTS, languageNamed } from "../languages/languages.ts";
import { AGENTS } from "./agents.ts";
import { type CallPlan, type CallRow, type CallTexts, DEFAULT_VOICE } from "./call-row.ts";
import { textsOf } from "./call-texts.ts";
import { ANSWER_MICROS, activeTimes, type CallTimes, endedTimes, waitingTimes } from "./call-times.ts";
import { rowSeed } from "./make-rows.ts";

/** Statuses that an added call may have. */
const ADDED_STATUSES = ["ended", "active", "waiting"] as const;
type AddedStatus = (typeof ADDED_STATUSES)[number];

/** A call to add while the simulator runs. Every field is optional. */
export interface CallInput {
  /** Id of one of the five agents, or null for a call without an agent. Default: the first agent. */
  readonly agentId?: string | null;
  /** Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Default: `ended`. */
  readonly status?: AddedStatus;
  /** Null: not written yet. Default: made up once the call has ended. */
  readonly summary?: string | null;
  readonly shortSummary?: string | null;
  /** ISO 8601. Default: now. */
  readonly created?: string;
  /** For ended calls. Default: 95, or the call's age if that is less. */
  readonly durationSeconds?: number;
  /** Number of turns, for ended calls. Default: as many as fit the duration. */
  readonly turns?: number;
  /** BCP 47 tag of one of the data's languages. */
  readonly language?: string;
  /** Null: not recorded. Defaults of its fields: redirected, with ranges, stereo, 16 kHz. */
  readonly recording?: Partial<RecordingForm> | null;
}

const RECORDING_CHECKS: FieldChecks<RecordingForm> = {
  delivery: oneOf(["redirect", "direct"]),
  ranges: oneOf([true, false]),
  channels: oneOf([1, 2]),
  sampleRateHz: oneOf([8000, 16_000]),
};

const CHECKS: FieldChecks<CallInput> = {
  agentId: (value) =>
    value === null || AGENTS.some((agent) => agent.agentId === value)
      ? null
      : `must be null or one of ${AGENTS.map((agent) => agent.agentId).join(", ")}`,
  metadata: (value) => (isStringRecord(value) ? null : "must be an object whose values are strings"),
  status: oneOf(ADDED_STATUSES),
  summary: isNullableText,
  shortSummary: isNullableText,
  created: (value) =>
    typeof value === "string" && parseDateTime(value, "start") !== null ? null : "must be an ISO 8601 time",
  durationSeconds: wholeNumber(1, CALL_SECONDS_MAX),
  turns: wholeNumber(0, TURNS_MAX),
  language: oneOf(LANGUAGE_HINTS),
  recording: (value) => (value === null ? null : complaintOf(value)),
};

/** Checks untrusted input. Throws a `TypeError` that names the field. */
export function checkCallInput(value: unknown): asserts value is CallInput {
  checkFields<CallInput>("call", value, CHECKS);
}

function complaintOf(recording: unknown): string | null {
  try {
    checkFields<RecordingForm>("recording", recording, RECORDING_CHECKS);
    return null;
  } catch (error) {
    return error instanceof TypeError ? error.message : String(error);
  }
}

function isStringRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((content) => typeof content === "string");
}

/** Default duration of an added call that has ended, unless it was created more recently. */
const DURATION_SECONDS = 95;
/** Minimum duration of an added call that has ended. */
const SHORTEST_DURATION_SECONDS = 3;
/** Join timeout of an added call: long enough to look at it. */
const JOIN_TIMEOUT_SECONDS = 3600;
/** Default recording of an added call. */
const RECORDING: RecordingForm = { delivery: "redirect", ranges: true, channels: 2, sampleRateHz: 16_000 };

/** Makes the row of an added call from checked input. */
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

/** A running call is never joined later than now. */
function joinedBy(createdMicros: number, nowMicros: number): Pick<CallTimes, "joinedMicros"> {
  const { joinedMicros } = activeTimes(createdMicros);
  return { joinedMicros: Math.max(createdMicros, Math.min(joinedMicros ?? nowMicros, nowMicros)) };
}

/** Keeps given texts and makes up missing ones once the call has ended. */
function addedTexts(input: CallInput, row: CallRow): CallTexts {
  const made = textsOf(row);
  return {
    kind: "given",
    summary: input.summary === undefined ? made.summary : input.summary,
    shortSummary: input.shortSummary === undefined ? made.shortSummary : input.shortSummary,
  };
}
