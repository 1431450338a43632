import { Random } from "../base/random.ts";
import type { CallRow } from "../calls/call-row.ts";
import { languageOf } from "../calls/call-texts.ts";
import { secretToken } from "../calls/secret.ts";
import { DIFFICULT } from "../languages/difficult.ts";
import { type Dialogue, fillSlots, type Line, type SlotValues, slotValues } from "../languages/language.ts";
import { type SimulatedTool, STAGE_TOOL, TOOLS } from "./tools.ts";
import type { TurnContent, TurnMedium } from "./turn.ts";

/** A turn without its time. */
export interface Draft extends TurnContent {
  readonly stage: number;
  /** Silence before it. */
  readonly gapMs: number;
  /** Spoken duration. 0 for tools. */
  readonly spokenMs: number;
  /** The times that the vendor's answer contains. */
  readonly times: "both" | "start" | "none";
}

/** Maximum duration of a spoken turn. */
const SPOKEN_MAX_MS = 15_000;
const SPOKEN_MIN_MS = 500;
/** Duration of a typed turn. */
const TYPED_MS = 300;
/** A failing tool times out after this time. */
const TOOL_TIMEOUT_MS = 5000;

/** Makes up the turns of a call with given numbers of turns and stages. */
export function composeTurns(row: CallRow, count: number, stages: number): Draft[] {
  const composer = new Composer(row, count, stages);
  const { script } = row.plan;
  return script === undefined ? composer.improvise() : composer.read(script);
}

class Composer {
  readonly #row: CallRow;
  readonly #count: number;
  readonly #stages: number;
  readonly #random: Random;
  readonly #dialogue: Dialogue;
  readonly #slots: SlotValues;
  /** Whether the call has typed turns. */
  readonly #typing: boolean;
  readonly #drafts: Draft[] = [];
  readonly #places = { user: 0, agent: 0 };
  #stage = 0;

  constructor(row: CallRow, count: number, stages: number) {
    this.#row = row;
    this.#count = count;
    this.#stages = stages;
    this.#random = Random.for(row.seed, "turns");
    const language = languageOf(row);
    this.#dialogue = language.dialogue;
    const slots = slotValues(this.#random, language);
    this.#slots = new Map([...slots, ["card", "4242 4242 4242 4242"]]);
    this.#typing = this.#random.chance(0.15);
  }

  read(script: readonly Line[]): Draft[] {
    for (const { speaker, text } of script) this.#say(speaker, text);
    return this.#drafts;
  }

  improvise(): Draft[] {
    let speaker: Line["speaker"] = this.#random.chance(0.8) ? "agent" : "user";
    while (this.#drafts.length < this.#count) {
      const stage = Math.floor((this.#drafts.length * this.#stages) / this.#count);
      if (stage > this.#stage) {
        this.#useTool(STAGE_TOOL);
        this.#stage = stage;
        speaker = "agent";
      }
      this.#say(speaker, this.#lineOf(speaker));
      const isRoom = this.#count - this.#drafts.length >= 3;
      if (speaker === "user" && isRoom && this.#random.chance(0.3)) {
        this.#useTool(this.#random.pick(TOOLS));
      }
      speaker = speaker === "user" ? "agent" : "user";
    }
    return this.#drafts.slice(0, this.#count);
  }

  #lineOf(speaker: Line["speaker"]): string {
    if (this.#drafts.length === 0 && speaker === "agent") return this.#dialogue.greeting;
    const random = this.#random;
    if (random.chance(0.03)) return random.pick(DIFFICULT.dialogue[speaker]);
    const isLong = random.chance(0.01);
    const count = isLong ? random.integer(8, 30) : 1;
    return Array.from({ length: count }, () => this.#nextLine(speaker)).join(" ");
  }

  /** Picks a line that differs from the previous one. */
  #nextLine(speaker: Line["speaker"]): string {
    const lines = this.#dialogue[speaker];
    this.#places[speaker] += this.#random.integer(1, lines.length - 1);
    return lines[this.#places[speaker] % lines.length] ?? "";
  }

  #say(speaker: Line["speaker"], line: string): void {
    const random = this.#random;
    const text = fillSlots(line, this.#slots);
    const isTyped = this.#typing && random.chance(speaker === "user" ? 0.3 : 0.1);
    const spokenMs = Math.round((text.length / this.#dialogue.charactersPerSecond) * 1000);
    this.#drafts.push({
      role: speaker,
      text,
      medium: isTyped ? "text" : "voice",
      stage: this.#stage,
      gapMs: random.integer(200, 1400),
      spokenMs: isTyped ? TYPED_MS : Math.min(SPOKEN_MAX_MS, Math.max(SPOKEN_MIN_MS, spokenMs)),
      times: random.chance(0.02) ? "none" : "both",
      ...(random.chance(0.05)
        ? { metadata: { source: "rest", trace: secretToken(this.#row.seed, "messagetrace") } }
        : {}),
      ...this.#oddity(),
    });
  }

  /** Rare field values that the vendor's schema allows, for calls with difficult texts. */
  #oddity(): { role?: "unspecified"; medium?: TurnMedium; times?: Draft["times"] } {
    if (this.#dialogue !== DIFFICULT.dialogue) return {};
    const place = this.#drafts.length;
    return {
      ...(place % 11 === 3 ? { role: "unspecified" } : {}),
      ...(place % 7 === 2 ? { medium: "unspecified" } : {}),
      ...(place % 5 === 1 ? { times: "start" } : {}),
    };
  }

  /** Adds a tool call and its result. One call in ten fails. */
  #useTool(tool: SimulatedTool): void {
    const random = this.#random;
    const { seed } = this.#row;
    const common = {
      toolName: tool.name,
      invocationId: `call_${random.hex(1)}`,
      stage: this.#stage,
      spokenMs: 0,
      times: "both",
    } as const;
    const text = fillSlots(tool.text, this.#slots);
    this.#drafts.push({ ...common, role: "tool_call", text, gapMs: random.integer(100, 300) });
    if (tool !== STAGE_TOOL && random.chance(0.1)) {
      const key = secretToken(seed, `errordetails${this.#drafts.length}`);
      this.#drafts.push({
        ...common,
        role: "tool_result",
        text: "The booking system did not answer.",
        errorDetails: `ReadTimeout after 5.0s: POST https://booking.example/slots?key=${key}\n  at invoke (tools.py:212)`,
        gapMs: TOOL_TIMEOUT_MS,
      });
      return;
    }
    this.#drafts.push({
      ...common,
      role: "tool_result",
      text: fillSlots(random.pick(tool.results), this.#slots),
      gapMs: random.integer(150, 2500),
      ...(random.chance(0.2)
        ? { callState: { step: this.#drafts.length, crmToken: secretToken(seed, "callstate") } }
        : {}),
    });
  }
}
