import type { TimeLimit } from "./source.ts";
import type { SourceCall } from "./source-call.ts";

/** A call to start, as the broker puts it together. */
export interface NewCall {
  agentId: string;
  variables: Readonly<Record<string, string>>;
  metadata: Readonly<Record<string, string>>;
  medium: "voice" | "text";
  joinTimeoutMs: number;
  maxDurationMs: number;
  recording: boolean;
  throttle: string | null;
}

/** A call that was started. `joinUrl` is a credential: whoever has it is in the call. */
export interface StartedCall {
  call: SourceCall;
  /** Null where the source gives none any more. */
  joinUrl: string | null;
}

/** What became of a start. */
export type StartOutcome =
  | { kind: "started"; started: StartedCall & { joinUrl: string } }
  /** There is no call; the refusal says why. */
  | { kind: "refused"; refusal: Error }
  /** There may be a call: `find` tells. */
  | { kind: "unknown"; refusal: Error };

/** Starts calls at a source, and ends them. A method that fails throws a `Refusal`, unless it says otherwise. */
export interface CallStarter {
  /** Never sent twice. */
  start(call: NewCall, time: TimeLimit): Promise<StartOutcome>;
  /** The call with exactly this metadata; null where there is none. */
  find(metadata: Readonly<Record<string, string>>, time: TimeLimit): Promise<StartedCall | null>;
  /** One call by its id; null where there is none. */
  get(id: string, time: TimeLimit): Promise<SourceCall | null>;
  /** Ends a call. A call that is not active is left as it is. */
  hangUp(id: string, time: TimeLimit): Promise<void>;
}
