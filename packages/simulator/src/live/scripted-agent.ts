import type { Clock } from "../base/clock.ts";
import { Random } from "../base/random.ts";
import { fillSlots, type Language, type SlotValues, slotValues } from "../languages/language.ts";
import type { MessageInput } from "../transcript/added-turn.ts";

/** What an agent can do to the call it is in. */
export interface AgentLine {
  /** Sends a data message to the caller. */
  readonly send: (message: object) => void;
  /** Starts or pauses the agent's audible voice. */
  readonly setSpeaking: (isSpeaking: boolean) => void;
  /** Writes a message into the call's transcript. */
  readonly write: (message: MessageInput) => void;
  readonly hangUp: () => void;
}

export interface AgentOptions {
  readonly line: AgentLine;
  readonly clock: Clock;
  readonly seed: number;
  readonly language: Language;
  /** The agent greets first, or waits for the caller. */
  readonly speaksFirst: boolean;
  /** `text`: the agent writes instead of speaking. */
  readonly medium: "voice" | "text";
  /** Ends what the agent does. */
  readonly closed: AbortSignal;
}

type CallerTurn =
  | {
      readonly kind: "said";
      readonly text: string;
      readonly medium: "voice" | "text";
      readonly spokenMs: number;
    }
  | { readonly kind: "forced"; readonly text: string };

/** The client's answer to a tool invocation. */
export interface ToolResult {
  readonly invocationId: string;
  readonly result?: string;
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** The agent thinks before it answers. */
const THINKING_MS = 400;
/** A transcript grows in steps of this length. */
const DELTA_MS = 250;
/** An utterance lasts at least this long. */
const UTTERANCE_MIN_MS = 600;
/** The agent goes on without a tool that does not answer. */
const TOOL_TIMEOUT_MS = 5000;
/** The caller's turn at which the agent calls a tool of the page, from 1. */
const TOOL_TURN = 2;
const TOOL = { name: "show-map", parameters: {} };
/** A caller who says one of these ends the call. */
const FAREWELL =
  /\b(?:bye|goodbye|tschüss|auf wiedersehen|adiós|hasta luego|au revoir)\b|さようなら|مع السلامة|再见|להתראות/i;
/** A typed message that calls a tool by name: `/tool show-map {"zoom": 3}`. */
const TOOL_COMMAND = /^\/tool\s+(\S+)\s*(\{.*\})?\s*$/s;

/**
 * Greets, listens, answers, calls a tool and hangs up. It understands nothing: what a caller says by voice is
 * transcribed as the next line of a script, and the answers are the script's too.
 */
export class ScriptedAgent {
  readonly #options: AgentOptions;
  readonly #startedMs: number;
  readonly #slots: SlotValues;
  readonly #queue: CallerTurn[] = [];
  readonly #results = new Map<string, (result: ToolResult) => void>();
  #wake = () => {};
  #interrupt = new AbortController();
  #medium: "voice" | "text";
  #isSpeaking = false;
  /** When the agent last finished speaking. */
  #finishedMs = 0;
  #ordinal = 0;
  #turns = 0;
  #utterances = 0;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#startedMs = options.clock.nowMs();
    this.#slots = slotValues(Random.for(options.seed, "live"), options.language);
    this.#medium = options.medium;
  }

  /** Holds the conversation until the call is closed. */
  async run(): Promise<void> {
    const { closed, language, speaksFirst } = this.#options;
    closed.addEventListener("abort", () => this.#wake(), { once: true });
    if (speaksFirst) await this.#answer(language.dialogue.greeting);
    else this.#setState("listening");
    while (!closed.aborted) {
      const turn = this.#queue.shift();
      if (turn === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else if (turn.kind === "forced") await this.#say(turn.text);
      else await this.#respond(turn.text);
    }
  }

  /** The caller has typed. */
  hearText(text: string): void {
    this.#hear({ kind: "said", text, medium: "text", spokenMs: 0 });
  }

  /** The caller has spoken for so long. What did not interrupt the agent was no turn. */
  hearVoice(spokenMs: number): void {
    if (this.#isSpeaking) return;
    const lines = this.#options.language.dialogue.user;
    const text = fillSlots(lines[this.#utterances % lines.length] ?? "", this.#slots);
    this.#utterances += 1;
    this.#hear({ kind: "said", text, medium: "voice", spokenMs });
  }

  /** Says what it is told to. */
  force(text: string): void {
    this.#push({ kind: "forced", text });
  }

  /** Stops speaking. */
  interrupt(): void {
    this.#interrupt.abort();
  }

  setMedium(medium: "voice" | "text"): void {
    this.#medium = medium;
  }

  takeResult(result: ToolResult): void {
    this.#results.get(result.invocationId)?.(result);
  }

  #hear(turn: CallerTurn & { kind: "said" }): void {
    const { text, medium, spokenMs } = turn;
    const nowMs = this.#elapsedMs();
    const ordinal = this.#takeOrdinal();
    const { line } = this.#options;
    line.send({ type: "transcript", role: "user", medium, text, final: true, ordinal });
    const audioStartMs = Math.max(this.#finishedMs, nowMs - spokenMs);
    line.write({ role: "user", text, medium, audioStartMs, audioEndMs: nowMs });
    this.#push(turn);
  }

  #push(turn: CallerTurn): void {
    this.#queue.push(turn);
    this.interrupt();
    this.#wake();
  }

  async #respond(text: string): Promise<void> {
    this.#turns += 1;
    const lines = this.#options.language.dialogue.agent;
    const [, name, parameters] = TOOL_COMMAND.exec(text) ?? [];
    this.#setState("thinking");
    if (name !== undefined) await this.#callTool(name, parseObject(parameters));
    else if (this.#turns === TOOL_TURN) await this.#callTool(TOOL.name, TOOL.parameters);
    if (!FAREWELL.test(text)) return this.#answer(lines[(this.#turns - 1) % (lines.length - 1)] ?? "");
    await this.#answer(lines.at(-1) ?? "");
    if (!this.#options.closed.aborted) this.#options.line.hangUp();
  }

  async #answer(template: string): Promise<void> {
    this.#setState("thinking");
    await this.#sleep(THINKING_MS, this.#options.closed);
    // A caller who goes on gets one answer, to all of it.
    if (this.#queue.length > 0) return;
    await this.#say(fillSlots(template, this.#slots));
  }

  async #say(text: string): Promise<void> {
    if (this.#options.closed.aborted) return;
    if (this.#medium === "text") this.#writeText(text);
    else await this.#speak(text);
    this.#setState("listening");
  }

  #writeText(text: string): void {
    const { line } = this.#options;
    const ordinal = this.#takeOrdinal();
    line.send({ type: "transcript", role: "agent", medium: "text", text, final: true, ordinal });
    line.write({ role: "agent", text, medium: "text" });
  }

  /** Speaks until the text is over or someone interrupts. What was not said is not in the transcript. */
  async #speak(text: string): Promise<void> {
    const { line, language, closed } = this.#options;
    const totalMs = Math.max(UTTERANCE_MIN_MS, (text.length / language.dialogue.charactersPerSecond) * 1000);
    const ordinal = this.#takeOrdinal();
    this.#interrupt = new AbortController();
    const stop = AbortSignal.any([this.#interrupt.signal, closed]);
    const startMs = this.#elapsedMs();
    const message = { type: "transcript", role: "agent", medium: "voice", ordinal };
    this.#setState("speaking");
    this.#isSpeaking = true;
    line.setSpeaking(true);
    let said = 0;
    for (let ms = 0; ms < totalMs && !stop.aborted; ms += DELTA_MS) {
      await this.#sleep(Math.min(DELTA_MS, totalMs - ms), stop);
      if (stop.aborted) break;
      const next = Math.min(text.length, Math.ceil((text.length * (ms + DELTA_MS)) / totalMs));
      if (next > said) line.send({ ...message, delta: text.slice(said, next), final: false });
      said = next;
    }
    line.setSpeaking(false);
    this.#isSpeaking = false;
    this.#finishedMs = this.#elapsedMs();
    const spoken = text.slice(0, said);
    line.send({ ...message, text: spoken, final: true });
    if (closed.aborted || spoken === "") return;
    line.write({
      role: "agent",
      text: spoken,
      medium: "voice",
      audioStartMs: startMs,
      audioEndMs: this.#finishedMs,
    });
  }

  async #callTool(toolName: string, parameters: object): Promise<void> {
    const { line, seed, closed } = this.#options;
    const invocationId = Random.for(seed, `tool ${this.#ordinal}`).uuid();
    line.write({ role: "tool_call", text: JSON.stringify(parameters), toolName, invocationId });
    const timeout = new AbortController();
    const answered = new Promise<ToolResult>((resolve) => this.#results.set(invocationId, resolve));
    line.send({ type: "client_tool_invocation", toolName, invocationId, parameters });
    const late = this.#sleep(TOOL_TIMEOUT_MS, AbortSignal.any([timeout.signal, closed])).then(
      (): ToolResult => ({ invocationId, errorType: "timeout", errorMessage: "The tool did not answer." }),
    );
    const { result = "", errorType, errorMessage } = await Promise.race([answered, late]);
    timeout.abort();
    this.#results.delete(invocationId);
    if (closed.aborted) return;
    const failed = errorType === undefined ? {} : { errorDetails: `${errorType}: ${errorMessage ?? ""}` };
    line.write({ role: "tool_result", text: result, toolName, invocationId, ...failed });
  }

  #setState(state: "listening" | "thinking" | "speaking"): void {
    this.#options.line.send({ type: "state", state });
  }

  #takeOrdinal(): number {
    this.#ordinal += 1;
    return this.#ordinal - 1;
  }

  #elapsedMs(): number {
    return Math.floor(this.#options.clock.nowMs() - this.#startedMs);
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return this.#options.clock.sleep(ms, signal);
  }
}

function parseObject(text: string | undefined): object {
  try {
    return JSON.parse(text ?? "{}") as object;
  } catch {
    return {};
  }
}
