import type { TalkAgent, TalkOptions } from "@keyhole/contract";
import type { Listener } from "../src/base/store.ts";
import type { LivePhase, TalkRequest, TalkState, TalkTurn, Tool } from "../src/talk/model/talk-state.ts";
import type { TalkModel } from "../src/talk/panel/talk-host.ts";

export const AGENT: TalkAgent = {
  id: "agent-1",
  name: "Front desk",
  mediums: ["voice", "text"],
  variables: [],
  metadata: [],
  maxDurationMs: 300_000,
};
export const OTHER_AGENT: TalkAgent = { ...AGENT, id: "agent-2", name: "Back desk", mediums: ["voice"] };
export const OPTIONS: TalkOptions = { agents: [AGENT], consent: null, turnstile: null };
export const CONSENT = { version: "2026-11", text: "This call is <b>recorded</b>." };

const NOTHING: TalkState = {
  loading: "idle",
  options: null,
  failure: null,
  phase: { at: "idle" },
  agentId: null,
  callId: null,
  turns: [],
  medium: "voice",
  isMicMuted: false,
  isSpeakerMuted: false,
  microphones: [],
  speakers: [],
  microphoneId: null,
  speakerId: null,
  microphoneFailure: null,
};

/** A live phase that ends in five minutes. */
export function live(change: Partial<LivePhase> = {}): LivePhase {
  const nowMs = Date.now();
  return {
    at: "live",
    agent: "listening",
    startedMs: nowMs,
    endsMs: nowMs + 300_000,
    isReconnecting: false,
    ...change,
  };
}

export function said(id: number, change: Partial<TalkTurn> = {}): TalkTurn {
  return {
    id,
    speaker: id % 2 ? "user" : "agent",
    medium: "voice",
    text: `Words ${id}`,
    isFinal: true,
    ...change,
  };
}

/** A store whose state the test sets. It remembers what the views asked for. */
export class FakeTalk implements TalkModel {
  state: Readonly<TalkState> = NOTHING;
  /** What the broker answers. */
  answer: Partial<TalkState> = { loading: "ready", options: OPTIONS };
  readonly asked: string[] = [];
  readonly requests: TalkRequest[] = [];
  readonly tools = new Map<string, Tool | null>();
  readonly levels = { microphone: () => 0.5, agent: () => 1 };
  takesText = true;
  readonly #listeners = new Set<Listener<TalkState>>();

  constructor(answer: Partial<TalkState> = {}) {
    this.answer = { ...this.answer, ...answer };
  }

  set(change: Partial<TalkState>): void {
    const previous = this.state;
    this.state = Object.freeze({ ...previous, ...change });
    for (const listener of [...this.#listeners]) listener(this.state, previous);
  }

  /** A call with an agent. */
  talk(change: Partial<TalkState> = {}): void {
    this.set({ callId: "call-1", agentId: AGENT.id, phase: live(), ...change });
  }

  subscribe(listener: Listener<TalkState>): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async load(): Promise<void> {
    this.asked.push("load");
    this.set(this.answer);
  }

  open(): void {
    if (this.state.loading === "idle") void this.load();
  }

  start(request: TalkRequest): void {
    this.asked.push("start");
    this.requests.push(request);
    this.set({ agentId: request.agentId, phase: { at: "microphone" } });
  }

  retry(): void {
    this.asked.push("retry");
  }

  hangUp(): void {
    this.asked.push("hangUp");
    const isCall = this.state.phase.at === "live";
    this.set({ phase: isCall ? { at: "ended", reason: "hung-up" } : { at: "idle" } });
  }

  muteMic(isMicMuted: boolean): void {
    this.set({ isMicMuted });
  }

  muteSpeaker(isSpeakerMuted: boolean): void {
    this.set({ isSpeakerMuted });
  }

  chooseMicrophone(microphoneId: string | null): void {
    this.set({ microphoneId });
  }

  chooseSpeaker(speakerId: string | null): void {
    this.set({ speakerId });
  }

  setMedium(medium: "voice" | "text"): void {
    this.set({ medium });
  }

  sendText(text: string): boolean {
    this.asked.push(`text ${text}`);
    return this.takesText;
  }

  registerTool(name: string, tool: Tool | null): void {
    this.tools.set(name, tool);
  }

  detach(): void {
    this.asked.push("detach");
  }

  close(): void {
    this.asked.push("close");
  }
}
