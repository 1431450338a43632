import type { Agent, CallEvent, Severity, SourceName, StatsStep } from "@keyhole/contract";
import type { Rows } from "../grants/rows.ts";
import type { CountedSpan, TimeSpan } from "./counted-spans.ts";
import type { CallFilter, FilterName, ParseId } from "./filters.ts";
import type { SourceCall, SourceMessage } from "./source-call.ts";

/**
 * Where a site's calls come from. A source translates between one vendor's API and neutral calls; it
 * knows no viewer. It reads lists page by page: the broker fills a viewer's page, applies rows and
 * filters again, stops at repeated cursors and seals them.
 *
 * A method that fails throws a `Refusal` in the broker's own words.
 */
export interface CallSource {
  readonly name: SourceName;
  /** Tells the API, and where there are several, the account, from which it reads: part of every question's name. */
  readonly id: string;
  readonly can: Capabilities;
  /** The form of the source's ids of calls and agents. */
  readonly parseId: ParseId;
  /** What decides on the answer of `list`, as JSON: two queries with one name are one request to the upstream. */
  listName(query: CallsQuery): unknown;
  /** Calls inside the rows, newest first. */
  list(query: CallsQuery, time: TimeLimit): Promise<SourcePage<SourceCall>>;
  /** Hears of calls of a list that another request has read. */
  learn?(calls: readonly SourceCall[]): void;
  get(id: string, time: TimeLimit): Promise<SourceCall>;
  /** Null if the source does not count stages. */
  countStages(call: SourceCall, time: TimeLimit): Promise<number | null>;
  /** The whole call, all stages, in order. */
  messages(id: string, page: PageRequest, time: TimeLimit): Promise<SourcePage<SourceMessage>>;
  /** Events of at least a severity. Their texts are unmasked. */
  events(
    id: string,
    page: PageRequest & { severity: Severity },
    time: TimeLimit,
  ): Promise<SourcePage<CallEvent>>;
  openRecording(id: string, request: RecordingRequest, time: TimeLimit): Promise<RecordingAnswer>;
  /**
   * Counts calls without reading them. Null where the source cannot count within the rows, or does not show that it
   * does: a figure must never count a call outside.
   */
  count(query: CountQuery, time: TimeLimit): Promise<SourceCounts | null>;
  /** All agents of the owner. The broker drops those outside the grant. */
  agents(page: PageRequest, time: TimeLimit): Promise<SourcePage<Agent>>;
}

/** What a source can do by itself. */
export interface Capabilities {
  /** Filters that its list applies. The broker matches the others, or refuses those that it cannot match. */
  readonly filters: readonly FilterName[];
  /** Whether its list holds metadata. If not, rows that filter by metadata list nothing. */
  readonly rowsByMetadata: boolean;
  /** Whether its calls come with their evaluations. If not, a filter by verdict has them asked for. */
  readonly evaluations: boolean;
}

export interface TimeLimit {
  deadlineMs: number;
}

export interface PageRequest {
  /** `cursor` of the page before; null for the first page. */
  cursor: string | null;
  /** The source may answer fewer. */
  pageSize: number;
}

export interface CallsQuery extends PageRequest {
  /** The grant's rows, narrowed by the filters. Never without agents, and never an empty time. */
  rows: Rows;
  filter: CallFilter;
}

export interface CountQuery extends TimeSpan {
  /** The grant's rows, narrowed to one agent where a filter says so. The range is inside their times. */
  rows: Rows;
  /** The width of a range. A source may count wider ones, unless that would reach beyond the rows. */
  step: StatsStep;
  /** Whether verdicts are wanted too. */
  withVerdicts: boolean;
}

/** What a source counted, oldest first. */
export interface SourceCounts {
  /** Ranges without a call may be left out. */
  calls: readonly SourceCount[];
  /** Null where it counts none, or none were wanted. */
  verdicts: readonly CountedSpan[] | null;
}

export interface SourceCount extends TimeSpan {
  calls: number;
  joined: number | null;
  durationMs: number | null;
}

export interface SourcePage<Item> {
  items: readonly Item[];
  /** For the next page; null at the end. Opaque to the broker, which seals it for pages. */
  cursor: string | null;
  /** The source's count of the whole list; null if it does not count. */
  total: number | null;
  /** Rows that could not be parsed and were left out. */
  skipped: number;
}

export interface RecordingRequest {
  /** One range of bytes (RFC 9110 section 14.1.2). */
  range?: string;
  /** Sent with a range only. */
  ifRange?: string;
}

/** A recording, or the size of one that does not have the bytes of the range. */
export type RecordingAnswer = { ok: true; recording: SourceRecording } | { ok: false; size: number | null };

export interface SourceRecording {
  contentType: string;
  /** Size of the body in bytes; null if the source does not tell. */
  contentLength: number | null;
  /** The part that the body holds; null if it is the whole. */
  range: { first: number; last: number; sizeBytes: number | null } | null;
  etag: string | null;
  body: ReadableStream<Uint8Array> | null;
}
