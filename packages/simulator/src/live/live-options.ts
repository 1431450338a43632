import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "../base/clock.ts";
import type { CallRow } from "../calls/call-row.ts";
import type { CallEditor } from "../store/call-editor.ts";
import type { CallStore } from "../store/call-store.ts";

/** Where the simulated LiveKit listens. Its clients add `/rtc/v1`. */
export const LIVEKIT_PATH = "/livekit";

/** Faults of joining a call, and of the agent in it. */
export interface LiveFaults {
  /** The first socket is refused, waits for `slowMs`, or says nothing. */
  readonly socket?: "refused" | "slow" | "silent";
  /** LiveKit refuses the token, or says nothing. */
  readonly room?: "refused" | "silent";
  /** The agent says nothing, hangs up as soon as somebody has joined, or the connection breaks. */
  readonly agent?: "silent" | "hangs-up" | "drops";
}

/** What live calls need. */
export interface LiveOptions {
  readonly store: CallStore;
  readonly editor: CallEditor;
  readonly clock: Clock;
  readonly slowMs: number;
  readonly faults: () => LiveFaults;
  /** The address of a call, with its credential. */
  readonly joinUrl: (row: CallRow) => string;
  /** The client has gone. */
  readonly onLeft: () => void;
}

/** Answers sockets. */
export interface LiveCalls {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes a data message from the API; false if nobody is in the call. */
  deliver(callId: string, message: Readonly<Record<string, unknown>>): boolean;
  /** The call has ended. */
  ended(callId: string): void;
  close(): void;
}
