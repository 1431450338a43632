import type { AgentRow } from "../../calls/agents.ts";
import type { CallRow } from "../../calls/call-row.ts";
import type { Answer } from "../../http/answer.ts";
import type { CallEditor } from "../../store/call-editor.ts";
import type { CallStore } from "../../store/call-store.ts";
import type { RowsOfPage } from "../query/page.ts";
import type { Plan, StartLimits } from "../start/start-limits.ts";

/** What a path answers to, by method. `GET` answers `HEAD` as well. */
export interface Route {
  readonly GET?: RouteAnswer;
  readonly POST?: RouteAnswer;
  readonly DELETE?: RouteAnswer;
}

/** Answers a request. `id` is the first id in its path and `partId` the second; empty if there is none. */
export type RouteAnswer = (context: ApiContext, request: ApiRequest, id: string, partId: string) => Answer;

/** A request to the vendor's API, taken apart. */
export interface ApiRequest {
  readonly method: string;
  /** Without query, starting with `/api`. */
  readonly path: string;
  readonly search: URLSearchParams;
  /** `X-API-Key`, or `X-Unsafe-API-Key`, which the vendor takes as well. */
  readonly key: string | null;
  /** Empty if there is none. */
  readonly contentType: string;
  /** Empty unless the method is `POST`. */
  readonly body: string;
}

/** Takes a data message to a call that somebody is in; false if nobody is. */
export type DeliverMessage = (callId: string, message: Readonly<Record<string, unknown>>) => boolean;

/** What every route needs. */
export interface ApiContext {
  readonly store: CallStore;
  readonly editor: CallEditor;
  readonly plan: Plan;
  readonly startLimits: StartLimits;
  readonly deliver: DeliverMessage;
  /** The value of `Retry-After` for a wait. */
  readonly retryAfter: (waitSeconds: number) => string;
  readonly agents: readonly AgentRow[];
  /** Scheme, host and port without a slash: the start of `next` and `previous`. */
  readonly origin: string;
  readonly faults: ApiFaults;
  /** The data's clock. */
  readonly nowMicros: number;
  /** A signed address on the storage host. */
  readonly recordingUrl: (row: CallRow, isExpired: boolean) => string;
}

/** Faults of the vendor's API. */
export interface ApiFaults {
  /** The account has agents and no calls. */
  readonly withoutCalls?: true;
  /** Refuses every request to start a call. */
  readonly starts?: (retryAfter: (waitSeconds: number) => string) => Answer;
  /** No recording is ready. */
  readonly recordingsPending?: true;
  /** The signed URLs of recordings have expired when they are handed out. */
  readonly recordingUrlsExpired?: true;
  /** How many rows a page gets; `pageNumber` counts from 0 along one walk. */
  readonly rowsOfPage?: RowsOfPage;
}
