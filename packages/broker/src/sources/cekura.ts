import { type CallStatus, END_REASONS } from "@keyhole/contract";
import type {
  Cekura,
  CekuraCallLog,
  CekuraCallLogDetail,
  CekuraFilter,
  CekuraPage,
} from "@keyhole/upstream/cekura";
import { DAY_MS, HOUR_MS } from "../base/durations.ts";
import { CEKURA_HISTORY_MS, CEKURA_LIST_WINDOWS, CEKURA_MAX_REQUESTS } from "../base/limits/calls.ts";
import { STATS_MAX_REQUESTS } from "../base/limits/evaluations.ts";
import { parseCekuraId } from "../base/values.ts";
import { nameOfRows } from "../grants/rows.ts";
import { refuseCall, refuseRecording } from "../http/refusals.ts";
import { agentsAmong, type CekuraAgents } from "./cekura-agents.ts";
import { countLogs, countVerdicts } from "./cekura-counts.ts";
import { type CekuraPlace, formatPlace, olderPlace, parsePlace, windowAt } from "./cekura-place.ts";
import { verdictOf } from "./cekura-verdict.ts";
import type { CekuraLink } from "./connect-cekura.ts";
import { spansOf } from "./counted-spans.ts";
import type { SourceEvaluation } from "./evaluation-source.ts";
import type { CallFilter } from "./filters.ts";
import type { CallSource, SourcePage, TimeLimit } from "./source.ts";
import type { SourceCall, SourceMessage } from "./source-call.ts";

export interface CekuraSourceOptions extends CekuraLink {
  baseUrl: string;
  project: number;
  /** Shared by all requests of an isolate. */
  agents: CekuraAgents;
  now: () => number;
  /** Says where a recording may be fetched from. */
  isAllowedStorage: (url: URL) => boolean;
  /** Hears of the evaluation that a call came with. */
  noteEvaluation: (callId: string, evaluation: SourceEvaluation) => void;
  /** Hears of one that another request has read. */
  learnEvaluation: (callId: string, evaluation: SourceEvaluation) => void;
}

const CALL_LOGS = "/observability/v2/call-logs/";
const AGENTS = "/test_framework/v2/aiagents/";
const NOTHING = { items: [], cursor: null, total: null, skipped: 0 };
/** A call is evaluated after its end, so there are no others. */
const STATUS: CallStatus = "ended";

/**
 * Calls that Cekura evaluates, on whatever platform they take place. All of one project: an organization's key would
 * open others, so a list names the project or one of its agents, and a single call has to say that it is one of its calls.
 */
export function createCekuraSource(options: CekuraSourceOptions): CallSource {
  const {
    connect,
    unwrap,
    baseUrl,
    project,
    agents,
    now,
    isAllowedStorage,
    noteEvaluation,
    learnEvaluation,
  } = options;
  const requests = { left: CEKURA_MAX_REQUESTS };
  const client = (time: TimeLimit): Promise<Cekura> => connect(requests, time);

  async function readDetail(id: string, time: TimeLimit): Promise<CekuraCallLogDetail> {
    const cekura = await client(time);
    const detail = unwrap(`${CALL_LOGS}${id}/`, await cekura.getCallLog(Number(id), time));
    if (detail.projectId !== project) throw refuseCall("call: outside the grant");
    return detail;
  }

  function toCall(log: CekuraCallLog, isRecorded: boolean, evaluation: SourceEvaluation): SourceCall {
    const call = toSourceCall(log, isRecorded, evaluation);
    noteEvaluation(call.id, evaluation);
    return call;
  }

  return {
    name: "cekura",
    id: `cekura ${baseUrl} ${project}`,
    can: { filters: ["from", "to"], rowsByMetadata: false, evaluations: true },
    parseId: parseCekuraId,
    listName({ rows, filter, cursor, pageSize }) {
      const { status = null, verdict = null } = filter;
      return [nameOfRows(rows), status, verdict, cursor, pageSize];
    },
    async list({ rows, filter, cursor, pageSize }, time): Promise<SourcePage<SourceCall>> {
      if (filter.status !== undefined && filter.status !== STATUS) return NOTHING;
      const floorMs = rows.from === undefined ? now() - CEKURA_HISTORY_MS : Date.parse(rows.from);
      const ceilingMs = rows.to === undefined ? now() : Date.parse(rows.to);
      const cekura = await client(time);
      let place: CekuraPlace | null = parsePlace(cursor, pageSize);
      // The grant may have changed since the page before.
      if (
        place === null ||
        (place.agentId !== null && String(place.agentId) !== agentsAmong(rows.agents)?.join())
      ) {
        const agentId = await agents.agentToAsk({ project, agents: rows.agents, cekura }, time);
        if (agentId === "none") return NOTHING;
        place = { endMs: place?.endMs ?? ceilingMs, page: 1, agentId, pageSize };
      }
      const scope = place.agentId === null ? { projectId: project } : { agentId: place.agentId };
      for (let count = 0; count < CEKURA_LIST_WINDOWS && place !== null; count += 1) {
        const window = windowAt(place, floorMs);
        const query = {
          ...{ ...window, scope, filter: toFilter(filter) },
          ...{ page: place.page, pageSize: place.pageSize },
        };
        const answer: CekuraPage<CekuraCallLog> = unwrap(CALL_LOGS, await cekura.listCallLogs(query, time));
        const { items, nextPage, skipped } = answer;
        const isWhole = cursor === null && Date.parse(window.from) === floorMs && rows.from !== undefined;
        const next: CekuraPlace | null =
          nextPage !== null && nextPage > place.page
            ? { ...place, page: nextPage }
            : olderPlace(place, floorMs);
        if (items.length > 0 || skipped > 0 || next === null) {
          return {
            items: newestFirst(items).map((log) => toCall(log, isLikelyRecorded(log), verdictOf(log))),
            cursor: next === null ? null : formatPlace(next),
            total: isWhole ? answer.total : null,
            skipped,
          };
        }
        place = next;
      }
      return { ...NOTHING, cursor: place === null ? null : formatPlace(place) };
    },
    learn(calls) {
      for (const { id, evaluation } of calls) {
        if (evaluation !== undefined && isWhole(evaluation)) learnEvaluation(id, evaluation);
      }
    },
    async get(id, time) {
      const detail = await readDetail(id, time);
      return toCall(detail, detail.recordingUrl !== null, verdictOf(detail, detail.rubric));
    },
    countStages: async () => null,
    async messages(id, { cursor, pageSize }, time) {
      const { turns, skippedTurns } = await readDetail(id, time);
      const start = Number(cursor ?? 0);
      const end = start + pageSize;
      const items = turns.slice(start, end).map((turn, index): SourceMessage => {
        const { role, text, startMs, endMs, toolName, invocationId } = turn;
        const times = { audioStartMs: startMs, audioEndMs: endMs, startMs, endMs };
        return {
          stageId: null,
          index: start + index,
          role,
          text,
          medium: "voice",
          ...times,
          toolName,
          invocationId,
        };
      });
      return {
        items,
        cursor: end < turns.length ? String(end) : null,
        total: turns.length,
        skipped: skippedTurns,
      };
    },
    // Cekura has none.
    events: async () => NOTHING,
    async openRecording(id, request, time) {
      const { recordingUrl } = await readDetail(id, time);
      if (recordingUrl === null) throw refuseRecording("call: not recorded");
      const cekura = await client(time);
      // The URL is signed for a short time: it is used at once and kept nowhere.
      const answer = await cekura.openRecording(
        recordingUrl,
        { method: "GET", ...request },
        { ...time, isAllowedStorage },
      );
      if (!answer.ok && answer.error.kind === "range_not_satisfiable")
        return { ok: false, size: answer.error.size };
      return { ok: true, recording: unwrap(`the recording of ${CALL_LOGS}${id}/`, answer) };
    },
    async count({ rows, step, withVerdicts, ...range }, time) {
      // A list that is not narrowed by time would count calls outside of the rows, and no row shows it.
      if (rows.metadata !== undefined || rows.from !== undefined || rows.to !== undefined) return null;
      const spans = spansOf(range, step === "day" ? DAY_MS : HOUR_MS);
      if (spans === null) return null;
      const cekura = await connect({ left: STATS_MAX_REQUESTS }, time);
      const agentId = await agents.agentToAsk({ project, agents: rows.agents, cekura }, time);
      if (agentId === "none") return { calls: [], verdicts: withVerdicts ? [] : null };
      // Of several agents, only a list can pick the calls.
      if (agentId === null && rows.agents !== undefined) return null;
      const scope = agentId === null ? { projectId: project } : { agentId };
      const request = { cekura, unwrap, scope };
      // Both are awaited together: a failure that nobody awaits would end a broker in Node.
      const [verdicts, counts] = await Promise.all([
        withVerdicts ? countVerdicts(request, spans, time) : null,
        Promise.all(spans.map(async (span) => ({ ...span, calls: await countLogs(request, span, time) }))),
      ]);
      const calls = counts.flatMap(({ calls, ...span }) =>
        calls === null ? [] : [{ ...span, calls, joined: null, durationMs: null }],
      );
      return calls.length < spans.length ? null : { calls, verdicts };
    },
    async agents({ cursor, pageSize }, time) {
      const page = Number(cursor ?? 1);
      const cekura = await client(time);
      const answer = unwrap(AGENTS, await cekura.listAgents({ projectId: project, page, pageSize }, time));
      const { items, nextPage, total, skipped } = answer;
      const next = nextPage !== null && nextPage > page ? String(nextPage) : null;
      return { items: items.map(({ id, name }) => ({ id: String(id), name })), cursor: next, total, skipped };
    },
  };
}

/** Whether a call came with its evaluation. */
function isWhole(evaluation: NonNullable<SourceCall["evaluation"]>): evaluation is SourceEvaluation {
  return "logId" in evaluation;
}

/** What Cekura can narrow by a verdict; the broker matches the rest. */
function toFilter({ verdict }: CallFilter): CekuraFilter | undefined {
  if (verdict !== "passed" && verdict !== "failed") return undefined;
  return { field: "success", op: "eq", value: verdict === "passed" };
}

/** The vendor documents no order. */
function newestFirst(logs: readonly CekuraCallLog[]): CekuraCallLog[] {
  return logs.toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
}

/** A list does not say whether there is a recording; opening it does. */
function isLikelyRecorded({ hasError, durationMs }: CekuraCallLog): boolean {
  return !hasError && durationMs !== 0;
}

function toSourceCall(log: CekuraCallLog, isRecorded: boolean, evaluation: SourceEvaluation): SourceCall {
  const { startedAt, durationMs, agentId, agentName } = log;
  return {
    id: String(log.id),
    agent: agentId === null ? null : { id: String(agentId), name: agentName ?? String(agentId) },
    status: STATUS,
    createdAt: startedAt,
    joinedAt: startedAt,
    endedAt: new Date(Date.parse(startedAt) + (durationMs ?? 0)).toISOString(),
    durationMs,
    endReason: END_REASONS.find((reason) => reason === log.endedReason) ?? null,
    // Cekura does not say how a caller was connected.
    medium: "web",
    title: log.topic,
    summary: null,
    isRecorded,
    metadata: {},
    joinTimeoutMs: null,
    maxDurationMs: null,
    languageHint: null,
    evaluation,
  };
}
