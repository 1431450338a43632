import type { ProblemCode } from "@keyhole/contract";
import type { Refusal } from "../http/refusal.ts";
import type { TimeLimit } from "./source.ts";
import type { SourceCall, SourceMessage } from "./source-call.ts";

/** A call that is sent to be evaluated, with everything that belongs to it. */
export interface OutgoingCall {
  call: SourceCall;
  messages: readonly SourceMessage[];
  /** Where the recording can be fetched; null without one. */
  recordingUrl: string | null;
  metadata: Readonly<Record<string, string>>;
}

/** What came of sending a call. */
export type SendResult =
  | { kind: "sent" }
  /** The service refuses the call: to send it again is of no use. */
  | { kind: "refused"; refusal: Refusal }
  | {
      kind: "failed";
      code: ProblemCode;
      refusal: Refusal;
      /** As the service asks for; null otherwise. */
      retryAfterMs: number | null;
      /** The call may have arrived all the same. */
      isUnclear: boolean;
    };

/** Where the calls of a site are sent to be evaluated. Refuses if there is no key. */
export interface CallSink {
  /** Whether the call is there. */
  has(call: Pick<SourceCall, "id" | "createdAt">, time: TimeLimit): Promise<boolean>;
  /** Sends a call once: the sink repeats nothing by itself. */
  send(outgoing: OutgoingCall, time: TimeLimit): Promise<SendResult>;
}
