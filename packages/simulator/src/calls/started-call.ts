import type { RecordingForm } from "../audio/recording-file.ts";
import { Random } from "../base/random.ts";
import type { Language, Line } from "../languages/language.ts";
import type { SimulatedAgent } from "./agents.ts";
import type { CallMedium, CallRow } from "./call-row.ts";
import { waitingTimes } from "./call-times.ts";
import { rowSeed } from "./make-rows.ts";

/** What a request and the agent's template say about a call that starts now. */
export interface StartSettings {
  readonly agent: SimulatedAgent | null;
  readonly joinTimeoutSeconds: number;
  readonly maxDurationSeconds: number;
  readonly medium: CallMedium;
  readonly metadata: Readonly<Record<string, string>>;
  readonly voice: string | null;
  readonly language: Language;
  readonly isRecorded: boolean;
  /** Initial messages. */
  readonly opening: readonly Line[];
  /** Where the call can be joined, such as `ws://127.0.0.1:8790`. */
  readonly socketOrigin: string;
  /** The body of the request. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Fields of the vendor's Call. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const RECORDING: RecordingForm = { delivery: "redirect", ranges: true, channels: 2, sampleRateHz: 16_000 };

/** The row of a call that has just been started. Nothing is said in it until someone joins. */
export function makeStartedCall(
  settings: StartSettings,
  seed: number,
  sequence: number,
  nowMicros: number,
): CallRow {
  const { language, isRecorded, opening, socketOrigin, request, fields, ...given } = settings;
  const ownSeed = rowSeed(seed, sequence);
  return {
    ...waitingTimes(given.joinTimeoutSeconds),
    ...given,
    sequence,
    seed: ownSeed,
    callId: new Random(ownSeed).uuid(),
    createdMicros: nowMicros,
    plan: {
      language,
      turns: 0,
      stages: 1,
      lagMs: 0,
      live: true,
      recording: isRecorded ? RECORDING : null,
      started: { socketOrigin, request, fields, opening },
    },
  };
}
