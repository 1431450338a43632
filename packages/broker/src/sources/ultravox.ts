import type { CallMedium, CallStatus, StatsStep } from "@keyhole/contract";
import type {
  Result,
  Ultravox,
  UltravoxCall,
  UltravoxMedium,
  CallsQuery as UltravoxQuery,
  UltravoxUsage,
  UltravoxUsageRow,
  UpstreamError,
} from "@keyhole/upstream/ultravox";
import { DAY_MS, HOUR_MS } from "../base/durations.ts";
import type { Meter } from "../base/meter.ts";
import { parseUuid } from "../base/values.ts";
import { nameOfRows } from "../grants/rows.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseRecording } from "../http/refusals.ts";
import { refuseUpstream } from "./refuse-upstream.ts";
import type { CallSource, CallsQuery, PageRequest, SourceCount } from "./source.ts";
import type { SourceCall } from "./source-call.ts";

export interface UltravoxSourceOptions {
  /** Hears of an answer that shows a wrong setting, and null of one that shows that there is none. */
  noteFault: (fault: Refusal | null) => void;
  /** Of the request that is served. */
  meter: Pick<Meter, "failure">;
}

/** Ultravox's calls. Most requests are answered from memory, so they connect to nothing. */
export function createUltravoxSource(
  connect: () => Ultravox,
  {
    id,
    isAllowedStorage,
    ...options
  }: UltravoxSourceOptions & { id: string; isAllowedStorage: (url: URL) => boolean },
): CallSource {
  const { unwrap, refuse } = createUnwrap(options);
  let connected: Ultravox | undefined;
  function ultravox(): Ultravox {
    connected ??= connect();
    return connected;
  }
  return {
    name: "ultravox",
    id,
    can: {
      filters: ["from", "to", "agent", "minDurationMs", "maxDurationMs", "q"],
      rowsByMetadata: true,
      evaluations: false,
    },
    parseId: parseUuid,
    listName({ rows, filter, cursor, pageSize }) {
      const { minDurationMs = null, maxDurationMs = null, q = null } = filter;
      return [nameOfRows(rows), minDurationMs, maxDurationMs, q, cursor, pageSize];
    },
    async list(query, time) {
      const page = unwrap("/calls", await ultravox().listCalls(toUltravoxQuery(query), time));
      return { ...page, items: page.items.map(toSourceCall) };
    },
    async get(id, time) {
      return toSourceCall(unwrap(`/calls/${id}`, await ultravox().getCall(id, time)));
    },
    async countStages({ id }, time) {
      return unwrap(`/calls/${id}/stages`, await ultravox().countStages(id, time));
    },
    async messages(id, page, time) {
      return unwrap(`/calls/${id}/messages`, await ultravox().listMessages(id, toUltravoxPage(page), time));
    },
    async events(id, { severity, ...page }, time) {
      const query = { ...toUltravoxPage(page), minimumSeverity: severity };
      return unwrap(`/calls/${id}/events`, await ultravox().listEvents(id, query, time));
    },
    async openRecording(id, request, time) {
      const options = { ...time, isAllowedStorage };
      const answer = await ultravox().openRecording(id, { method: "GET", ...request }, options);
      if (answer.ok) return { ok: true, recording: answer.value };
      if (answer.error.kind === "range_not_satisfiable") return { ok: false, size: answer.error.size };
      const refusal = refuse(`/calls/${id}/recording`, answer.error);
      throw answer.error.kind === "not_found"
        ? refuseRecording("upstream: not_found", refusal.options.ownerDetail)
        : refusal;
    },
    async count({ rows, step, fromMs, toMs }, time) {
      // Whether the vendor narrows by metadata, no answer shows.
      if (rows.metadata !== undefined) return null;
      const fromDate = new Date(fromMs).toISOString();
      const toDate = endOfMillisecond(new Date(toMs).toISOString());
      const countOf = async (agentIds: readonly string[] | undefined) =>
        unwrap(USAGE, await ultravox().countCalls({ agentIds, fromDate, toDate }, time));
      const usage = await countOf(rows.agents);
      const counts = countsOf(usage, { step, isBound: rows.from !== undefined || rows.to !== undefined });
      if (counts === null) return null;
      const inside = counts.filter((count) => count.toMs >= fromMs && count.fromMs <= toMs);
      const calls = inside.map((count) => ({
        ...count,
        fromMs: Math.max(fromMs, count.fromMs),
        toMs: Math.min(toMs, count.toMs),
      }));
      if (rows.agents !== undefined && calls.length > 0) {
        // Made-up agents have calls where the vendor does not narrow by agent: then the figures are not the grant's.
        const nobodys = await countOf(rows.agents.map(() => crypto.randomUUID()));
        if ([...nobodys.days, ...nobodys.hours].some(({ calls }) => calls > 0)) return null;
      }
      return { calls, verdicts: null };
    },
    async agents(request, time) {
      const page = unwrap("/agents", await ultravox().listAgents(toUltravoxPage(request), time));
      return { ...page, items: page.items.map(({ agentId, name }) => ({ id: agentId, name })) };
    },
  };
}

/** Reads the client's results: what failed becomes a refusal in the broker's words. */
export function createUnwrap({ noteFault, meter }: UltravoxSourceOptions) {
  function unwrap<Value>(path: string, answer: Result<Value>): Value {
    if (!answer.ok) throw refuse(path, answer.error);
    noteFault(null);
    return answer.value;
  }

  function refuse(path: string, error: UpstreamError, method: "GET" | "POST" = "GET"): Refusal {
    // The client takes it for a fault of the upstream.
    if (meter.failure instanceof Refusal) return meter.failure;
    const isAlwaysThere = method === "GET" && ALWAYS_THERE.includes(path);
    const refusal = refuseUpstream(error, {
      service: "voice service",
      method,
      path,
      settings: SETTINGS,
      isAlwaysThere,
    });
    if (error.kind === "key_rejected" || (isAlwaysThere && isElsewhere(error))) noteFault(refusal);
    return refusal;
  }
  return { unwrap, refuse };
}

/** Whether an answer shows that the API is not at the base URL. */
function isElsewhere(error: UpstreamError): boolean {
  if (error.kind === "invalid") return error.reason === "not_json" || error.reason === "redirect";
  return error.kind === "refused" && error.status === 404;
}

const USAGE = "/accounts/me/usage/calls";
const SETTINGS = { baseUrl: "ULTRAVOX_BASE_URL", apiKey: "ULTRAVOX_API_KEY", path: "/api" };
/** Where an API has an answer whatever it holds. */
const ALWAYS_THERE = ["/calls", "/agents"];

/**
 * The vendor's figures as ranges of time, oldest first. It may leave out its hours, all or some: where they do not add up
 * to its days, the days count, unless a day could reach beyond a grant that is bound in time.
 */
function countsOf(
  { days, hours }: UltravoxUsage,
  { step, isBound }: { step: StatsStep; isBound: boolean },
): SourceCount[] | null {
  const sum = (rows: readonly UltravoxUsageRow[]) => rows.reduce((total, { calls }) => total + calls, 0);
  const isByHour = step === "hour" && sum(hours) === sum(days);
  if (step === "hour" && !isByHour && isBound) return null;
  const widthMs = isByHour ? HOUR_MS : DAY_MS;
  const rows = (isByHour ? hours : days).filter(({ calls }) => calls > 0);
  return rows
    .toSorted((one, other) => one.startMs - other.startMs)
    .map(({ startMs, ...figures }) => ({ fromMs: startMs, toMs: startMs + widthMs - 1, ...figures }));
}

function toUltravoxPage({ cursor, pageSize }: PageRequest): { cursor?: string; pageSize: number } {
  return { pageSize, ...(cursor === null ? {} : { cursor }) };
}

function toUltravoxQuery({ rows, filter, ...page }: CallsQuery): UltravoxQuery {
  return {
    ...toUltravoxPage(page),
    agentIds: rows.agents,
    metadata: rows.metadata,
    fromDate: rows.from,
    toDate: rows.to === undefined ? undefined : endOfMillisecond(rows.to),
    durationMinMs: filter.minDurationMs,
    durationMaxMs: filter.maxDurationMs,
    search: filter.q,
  };
}

/** Ultravox's times have microseconds, a page's have milliseconds: `to` includes its whole millisecond. */
function endOfMillisecond(time: string): string {
  return new Date(time).toISOString().replace("Z", "999Z");
}

/** A call in the contract's words. */
export function toSourceCall(call: UltravoxCall): SourceCall {
  return {
    id: call.callId,
    agent: agentOf(call),
    status: statusOf(call),
    createdAt: call.created,
    joinedAt: call.joined,
    endedAt: call.ended,
    durationMs: durationOf(call),
    endReason: call.endReason,
    medium: call.medium === null ? "web" : MEDIA[call.medium],
    title: call.shortSummary,
    summary: call.summary,
    isRecorded: call.recordingEnabled,
    metadata: call.metadata,
    joinTimeoutMs: call.joinTimeoutMs,
    maxDurationMs: call.maxDurationMs,
    languageHint: call.languageHint,
  };
}

const MEDIA: Record<UltravoxMedium, CallMedium> = {
  webRtc: "web",
  twilio: "phone",
  telnyx: "phone",
  plivo: "phone",
  exotel: "phone",
  sip: "sip",
  serverWebSocket: "websocket",
};

function agentOf({ agent, agentId }: UltravoxCall): SourceCall["agent"] {
  if (agent !== null) return { id: agent.agentId, name: agent.name };
  return agentId === null ? null : { id: agentId, name: agentId };
}

/** Ultravox has no status field; its documentation derives it from the times and the end reason. */
function statusOf({ joined, ended, endReason }: UltravoxCall): CallStatus {
  if (ended !== null) return endReason === "unjoined" ? "unjoined" : "ended";
  return joined === null ? "waiting" : "active";
}

/** From joined to ended; null before the end, or if nobody joined. */
function durationOf({ joined, ended }: UltravoxCall): number | null {
  if (joined === null || ended === null) return null;
  return Math.max(0, Date.parse(ended) - Date.parse(joined));
}
