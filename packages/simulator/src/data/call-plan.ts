import type { Line } from "./dialogue/dialogue.ts";
import type { LanguageTexts } from "./texts/language-texts.ts";

/** How a recording is made and handed out. */
export interface RecordingForm {
  /** The API redirects to the storage host, or answers the audio itself. */
  readonly delivery: "redirect" | "direct";
  /** Whether `Range` is heeded. The API itself never does. */
  readonly ranges: boolean;
  /** One, or the user on the left and the agent on the right. */
  readonly channels: 1 | 2;
  readonly sampleRateHz: 8000 | 16_000;
}

/** What a call is to be like where chance does not decide. What is absent, chance decides. */
export interface CallPlan {
  readonly language?: LanguageTexts;
  /** Number of turns. */
  readonly turns?: number;
  readonly stages?: number;
  /** What is said, in this order, instead of what chance makes up. */
  readonly script?: readonly Line[];
  /** How far the wall clock, which starts when the call is joined, is ahead of the recording's. */
  readonly lagMs?: number;
  /** Null: recording was off. */
  readonly recording?: RecordingForm | null;
  /** Turns come at their own pace and do not fill the call: it is running, or was until somebody ended it. */
  readonly live?: true;
}

/** Chance decides everything. */
export const NO_PLAN: CallPlan = {};
