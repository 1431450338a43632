import { CALL_SECONDS_MAX, TURNS_MAX } from "../limits.ts";
import { AGENTS } from "./agents.ts";
import type { RecordingForm } from "./call-plan.ts";
import { checkFields, type FieldChecks, isNullableText, oneOf, wholeNumber } from "./check-fields.ts";
import { parseDateTime } from "./date-time.ts";
import { LANGUAGE_HINTS } from "./languages.ts";

/** How far a call that is added has come. */
const ADDED_STATUSES = ["ended", "active", "waiting"] as const;
type AddedStatus = (typeof ADDED_STATUSES)[number];

/** A call to add while the simulator runs. Everything may be left out. */
export interface CallInput {
  /** One of the five agents (default: the first), or null for a call without an agent. */
  readonly agentId?: string | null;
  /** Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Default: `ended`. */
  readonly status?: AddedStatus;
  /** Default: one that fits the call, once it has ended. Null: not written yet. */
  readonly summary?: string | null;
  readonly shortSummary?: string | null;
  /** ISO 8601. Default: now. */
  readonly created?: string;
  /** Of a call that has ended. Default: 95, or less where it was created less long ago. */
  readonly durationSeconds?: number;
  /** Number of turns of a call that has ended. Default: what fits its duration. */
  readonly turns?: number;
  /** One of the languages of the data. */
  readonly language?: string;
  /** Null: off. What is left out of it: redirected, with ranges, stereo, 16 kHz. */
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

/** Checks what came from outside. Throws a `TypeError` that names the field. */
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
