import type { TalkMedium } from "@keyhole/contract";
import type { Fields } from "../../base/parse-fields.ts";
import type { AgentActivity, ToolResult } from "./talk-state.ts";

/** The vendor's client for one call, as a talk uses it. No method throws or rejects; events say what happens. */
export interface VendorClient {
  /** Joins. Ends in `joined` or `closed`, or in neither: the caller keeps the time. */
  join(joinUrl: string): void;
  /** Leaves, in whichever state. Resolves once the other side knows, or cannot be told. No event follows. */
  leave(): Promise<void>;
  muteMic(isMuted: boolean): void;
  muteSpeaker(isMuted: boolean): void;
  /** Sends another track from now on. Resolves to whether it does. */
  useMicrophone(track: MediaStreamTrack): Promise<boolean>;
  /** Plays through another speaker; null for the browser's own choice. Resolves to whether it does. */
  useSpeaker(id: string | null): Promise<boolean>;
  setMedium(medium: TalkMedium): void;
  /** Lets the agent call a tool that was registered after the start. */
  addTool(name: string): void;
  /** False where the agent is not there to read it. */
  sendText(text: string): boolean;
}

export interface ClientEvents {
  /** Where the client connects next: scheme and host alone. */
  connects(target: string): void;
  joined(): void;
  activity(activity: AgentActivity): void;
  /** A `transcript` message. */
  transcript(message: Fields): void;
  agentTrack(track: MediaStreamTrack): void;
  reconnecting(isReconnecting: boolean): void;
  /** Told once; the client has left by then. */
  closed(how: Closing): void;
}

/**
 * - `refused`: before there was a call, as for a join URL that was used or is too old.
 * - `ended`: the other side has ended the call.
 * - `lost`: the connection broke.
 * - `failed`: the client threw.
 */
export type Closing = "refused" | "ended" | "lost" | "failed";

export interface ClientOptions {
  readonly context: AudioContext | null;
  /** What is sent from the start. */
  readonly track: MediaStreamTrack | null;
  readonly events: ClientEvents;
  /** Names of the tools that the host has registered. */
  readonly tools: readonly string[];
  /** Runs a tool; rejects with what the agent is told. */
  readonly runTool: (name: string, parameters: Record<string, unknown>) => Promise<ToolResult>;
}

/** What `ultravox.js` has. */
export interface VendorModule {
  createClient(options: ClientOptions): VendorClient;
}
