import type { TalkMedium, TalkOptions } from "@keyhole/contract";
import type { Failure } from "../../session/index.ts";

/** Where a talk is, from one press of the button to the next. */
export type TalkPhase =
  | { readonly at: "idle" }
  /** The browser asks for the microphone. */
  | { readonly at: "microphone" }
  /** The broker makes the call; the vendor's client loads meanwhile. */
  | { readonly at: "starting" }
  /** In line, because of the plan's rates or concurrency. The start is repeated by itself at `retryAtMs`. */
  | { readonly at: "waiting"; readonly retryAtMs: number }
  | { readonly at: "joining" }
  | LivePhase
  | { readonly at: "leaving" }
  | { readonly at: "ended"; readonly reason: TalkEnd }
  | { readonly at: "failed"; readonly failure: TalkFailure };

export interface LivePhase {
  readonly at: "live";
  readonly agent: AgentActivity;
  readonly startedMs: number;
  /** When the call reaches its time limit. */
  readonly endsMs: number;
  /** The connection is lost, and the client tries to get it back. */
  readonly isReconnecting: boolean;
}

export type AgentActivity = "listening" | "thinking" | "speaking" | "idle";

/**
 * - `hung-up`: the viewer did.
 * - `agent-hung-up`: the call ended at the other side.
 * - `removed`: the element left the document.
 * - `signed-out`: nobody, or another member, is signed in.
 * - `hidden`: the page was left.
 */
export type TalkEnd =
  | "hung-up"
  | "agent-hung-up"
  | "time-limit"
  | "connection-lost"
  | "removed"
  | "signed-out"
  | "hidden";

/** Why there is no call, or none any more. Each can be tried again. */
export type TalkFailure =
  | { readonly kind: MicrophoneFault }
  | { readonly kind: "insecure-context" }
  | { readonly kind: "webrtc-missing" }
  /** The page's policy forbids what the call needs; `directive` is the line that allows it. */
  | { readonly kind: "csp-connect" | "csp-worker"; readonly directive: string }
  /** `client-failed`: the vendor's client threw. */
  | { readonly kind: "join-refused" | "join-timed-out" | "connection-lost" | "client-failed" }
  /** The broker refused or was not reached, or a file of the elements is missing. */
  | { readonly kind: "broker"; readonly failure: Failure };

/**
 * - `microphone-ignored`: nobody answered the browser's question for a minute.
 * - `microphone-policy`: a Permissions-Policy, or an iframe without `allow="microphone"`.
 */
export type MicrophoneFault =
  | "microphone-denied"
  | "microphone-missing"
  | "microphone-busy"
  | "microphone-ignored"
  | "microphone-policy";

/** What one of the two said in one go. `id` stays the same while its text grows. */
export interface TalkTurn {
  readonly id: number;
  readonly speaker: "user" | "agent";
  readonly medium: TalkMedium;
  readonly text: string;
  readonly isFinal: boolean;
}

export interface AudioDevice {
  readonly id: string;
  /** Empty until the microphone was allowed. */
  readonly label: string;
}

export interface TalkState {
  /** Of `options`. */
  readonly loading: "idle" | "loading" | "ready" | "failed" | "signed-out";
  readonly options: TalkOptions | null;
  /** Why there are no options. */
  readonly failure: Failure | null;
  readonly phase: TalkPhase;
  /** The agent of the last start. */
  readonly agentId: string | null;
  /** The call of the last start, once the broker has made it; stays after its end. */
  readonly callId: string | null;
  /** Of the last start; they stay after its end. */
  readonly turns: readonly TalkTurn[];
  readonly medium: TalkMedium;
  readonly isMicMuted: boolean;
  readonly isSpeakerMuted: boolean;
  readonly microphones: readonly AudioDevice[];
  /** Empty where the browser cannot choose one. */
  readonly speakers: readonly AudioDevice[];
  /** Null: the browser's own choice. */
  readonly microphoneId: string | null;
  readonly speakerId: string | null;
  /** Why no other microphone could be opened during the call, which goes on. */
  readonly microphoneFailure: TalkFailure | null;
}

/** What one press of the button asks for. */
export interface TalkRequest {
  /** Null where one agent is allowed. */
  readonly agentId: string | null;
  readonly variables?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly medium?: TalkMedium;
  /** The viewer has agreed to the text of the options. */
  readonly consent?: boolean;
  /** Answer of the challenge. */
  readonly turnstile?: string | null;
}

/** Result of a tool, as the agent gets it. */
export type ToolResult = string | { result: string; responseType: string };
/** A function of the host that the agent may call; what it throws is told to the agent. */
export type Tool = (parameters: Record<string, unknown>) => ToolResult | Promise<ToolResult>;

/** Loudness from 0 to 1, read for each frame of a meter. */
export interface TalkLevels {
  microphone(): number;
  agent(): number;
}

/**
 * What the views need of the store:
 *
 *     load()                    asks what may be started
 *     open()                    starts, or goes on after detach() within the same task
 *     start(request)            call it synchronously in the handler of a click
 *     retry()                   the last start again; as start, in a click
 *     hangUp()                  also cancels: the microphone's question, the line, the join
 *     muteMic(on), muteSpeaker(on), chooseMicrophone(id | null), chooseSpeaker(id | null)
 *     setMedium(medium), sendText(text): boolean (false: not live, nothing sent)
 *     registerTool(name, tool | null)
 *     levels
 *     detach()                  the element left the document: ends the talk unless open() follows in the same task
 *     close(reason)             ends the talk at once
 */
export interface TalkRequests {
  readonly levels: TalkLevels;
  load(): Promise<void>;
  open(): void;
  start(request: TalkRequest): void;
  retry(): void;
  hangUp(): void;
  muteMic(isMuted: boolean): void;
  muteSpeaker(isMuted: boolean): void;
  chooseMicrophone(id: string | null): void;
  chooseSpeaker(id: string | null): void;
  setMedium(medium: TalkMedium): void;
  sendText(text: string): boolean;
  registerTool(name: string, tool: Tool | null): void;
  detach(): void;
  close(reason?: TalkEnd): void;
}
