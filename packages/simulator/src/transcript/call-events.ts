import { Random } from "../base/random.ts";
import type { CallRow } from "../calls/call-row.ts";
import { languageOf } from "../calls/call-texts.ts";
import { wallClockLagMs } from "../calls/recording.ts";
import { secretToken } from "../calls/secret.ts";
import { fillSlots, type SlotValues, slotValues } from "../languages/language.ts";
import type { Transcript } from "./transcript.ts";
import type { Turn } from "./turn.ts";

/** The vendor's severities, in ascending order. */
export const SEVERITIES = ["debug", "info", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** An event of a call. */
export interface SimulatedEvent {
  readonly stage: number;
  /** By the recording's clock. */
  readonly atMs: number;
  /** By the wall clock since the call was joined. Null if the vendor leaves it out. */
  readonly wallClockMs: number | null;
  readonly severity: Severity;
  readonly type: string;
  readonly text: string;
  readonly extras: object | null;
}

interface EventKind {
  readonly severity: Severity;
  readonly type: string;
  /** May contain slots. */
  readonly text: string;
}

/** Made-up kinds of events. The vendor documents no types. */
const KINDS: readonly (readonly [EventKind, number])[] = [
  [{ severity: "debug", type: "vad.turn_end", text: "Turn ended after 384 ms of silence." }, 30],
  [{ severity: "debug", type: "llm_latency", text: "First token after 412 ms." }, 30],
  [{ severity: "info", type: "user_interrupted", text: "The user interrupted the agent." }, 10],
  [{ severity: "info", type: "text_sent", text: "Sent a message to {phone} and a copy to {email}." }, 4],
  [{ severity: "warning", type: "audio_underflow", text: "Less input audio arrived than expected." }, 8],
  [
    {
      severity: "warning",
      type: "Slow Tool <b>5s</b> – 日本語 / type_of_50_characters!",
      text: "<script>document.title='owned'</script> took 4.9 s.",
    },
    2,
  ],
  [{ severity: "error", type: "tts_failed", text: "Speech could not be made; it was tried again." }, 3],
];

/** All events of a call, past and future, in order of time. */
export function makeEvents(row: CallRow, { turns, stages }: Transcript): SimulatedEvent[] {
  if (row.joinedMicros === null) return [];
  const logger = new EventLogger(row);
  logger.log({ severity: "info", type: "call_joined", text: "Client joined from {phone}." }, 0, 0);
  let stage = 0;
  for (const turn of turns) {
    for (; stage < turn.stage; stage += 1) {
      const startsMs = stages[stage + 1]?.startsMs ?? turn.appearsMs;
      const kind = { severity: "info", type: "stage_started", text: `Stage ${stage + 1} began.` } as const;
      logger.log(kind, Math.max(0, startsMs - wallClockLagMs(row)), stage + 1);
    }
    logger.logTurn(turn);
  }
  return logger.events;
}

class EventLogger {
  readonly events: SimulatedEvent[] = [];
  readonly #row: CallRow;
  readonly #random: Random;
  readonly #lagMs: number;
  readonly #slots: SlotValues;

  constructor(row: CallRow) {
    this.#row = row;
    this.#random = Random.for(row.seed, "events");
    this.#lagMs = wallClockLagMs(row);
    this.#slots = slotValues(Random.for(row.seed, "event slots"), languageOf(row));
  }

  /** Logs the events of a turn: every failure of a tool, and random others. */
  logTurn(turn: Turn): void {
    const atMs = turn.appearsMs - this.#lagMs;
    if (turn.errorDetails !== undefined) {
      const text = `Tool ${turn.toolName} failed.`;
      this.log({ severity: "error", type: "tool_error", text }, atMs, turn.stage, {
        toolName: turn.toolName,
        invocationId: turn.invocationId,
        details: turn.errorDetails,
      });
    }
    if (this.#random.chance(0.6)) this.log(this.#random.weighted(KINDS), atMs, turn.stage);
  }

  log({ severity, type, text }: EventKind, atMs: number, stage: number, extras?: object): void {
    const random = this.#random;
    const isExtra = random.chance(0.7);
    this.events.push({
      stage,
      atMs,
      wallClockMs: random.chance(0.2) ? null : atMs + this.#lagMs,
      severity,
      type,
      text: fillSlots(text, this.#slots),
      extras: extras ?? (isExtra ? { trace: secretToken(this.#row.seed, "eventtrace") } : null),
    });
  }
}
