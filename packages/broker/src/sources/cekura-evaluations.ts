import type { Cekura, CekuraCallLog, CekuraPage } from "@keyhole/upstream/cekura";
import type { Result } from "@keyhole/upstream/request";
import { EVALUATION_MAX_REQUESTS, STATS_MAX_REQUESTS } from "../base/limits/evaluations.ts";
import { Refusal } from "../http/refusal.ts";
import { type CallWindow, windowsOf } from "./call-windows.ts";
import { countVerdicts } from "./cekura-counts.ts";
import { verdictOf } from "./cekura-verdict.ts";
import { spansOf } from "./counted-spans.ts";
import type {
  EvaluatedCall,
  EvaluationSource,
  FoundEvaluations,
  SourceEvaluation,
} from "./evaluation-source.ts";
import type { TimeLimit } from "./source.ts";

export interface CekuraEvaluationsOptions {
  /** Makes a client that is good for so many requests, repeats included. Refuses if there is no key. */
  connect: (requests: { left: number }, time: TimeLimit) => Promise<Cekura>;
  project: number;
  /** Whether calls have Cekura's own ids, or those of the provider. */
  ids: "own" | "provider";
  /** Reads an answer, or refuses in the broker's words. */
  unwrap: <Value>(path: string, answer: Result<Value>, method?: "POST") => Value;
}

const CALL_LOGS = "/observability/v2/call-logs/";
/** Fewest rows of a page: a call that was sent again has several. */
const LOGS_MIN = 10;

/** Evaluations of calls in one project of Cekura. */
export function createCekuraEvaluations(options: CekuraEvaluationsOptions): EvaluationSource {
  const { connect, project, ids, unwrap } = options;
  const scope = { projectId: project };
  // Shared by all that one request asks.
  const requests = { left: EVALUATION_MAX_REQUESTS };

  async function readPage(
    cekura: Cekura,
    { from, to, calls }: CallWindow,
    page: number,
    time: TimeLimit,
  ): Promise<CekuraPage<CekuraCallLog>> {
    const query = { from, to, scope, page, pageSize: Math.max(LOGS_MIN, calls.length) };
    const callIds = calls.map(({ id }) => id);
    const answer =
      ids === "own"
        ? await cekura.listCallLogs({ ...query, ids: callIds.map(Number) }, time)
        : await cekura.findCallLogs({ ...query, callIds }, time);
    return unwrap(CALL_LOGS, answer);
  }

  /** Reads a window to its end, or as far as the requests reach. */
  async function readWindow(cekura: Cekura, window: CallWindow, time: TimeLimit) {
    const logs: CekuraCallLog[] = [];
    let page: number | null = 1;
    do {
      const { items, nextPage }: CekuraPage<CekuraCallLog> = await readPage(cekura, window, page, time);
      logs.push(...items);
      page = nextPage !== null && nextPage > page ? nextPage : null;
    } while (page !== null && requests.left > 0);
    return { logs, isWhole: page === null };
  }

  /** The newest log of each call: a call that was sent twice has two. */
  function byCall(
    logs: readonly CekuraCallLog[],
    asked: readonly EvaluatedCall[],
  ): Map<string, CekuraCallLog> {
    const wanted = new Set(asked.map(({ id }) => id));
    const newest = new Map<string, CekuraCallLog>();
    for (const log of logs) {
      const id = ids === "own" ? String(log.id) : (log.callId?.toLowerCase() ?? "");
      if (wanted.has(id) && log.id > (newest.get(id)?.id ?? -1)) newest.set(id, log);
    }
    return newest;
  }

  async function findAll(calls: readonly EvaluatedCall[], time: TimeLimit): Promise<FoundEvaluations> {
    const windows = windowsOf(calls);
    const reached = windows.slice(0, requests.left);
    const [found, beyond, unanswered] = [
      new Map<string, SourceEvaluation>(),
      new Set<string>(),
      new Set<string>(),
    ];
    let failure: Refusal | null = null;
    for (const window of windows.slice(reached.length)) addAll(beyond, window.calls);
    if (reached.length === 0) return { found, beyond, unanswered, failure };
    // One client for all, whose key may have to be made first.
    const connected = connect(requests, time);
    await Promise.all(
      reached.map(async (window) => {
        try {
          const cekura = await connected;
          const { logs, isWhole } = await readWindow(cekura, window, time);
          const newest = byCall(logs, window.calls);
          for (const [id, log] of newest) found.set(id, verdictOf(log));
          if (!isWhole)
            addAll(
              beyond,
              window.calls.filter(({ id }) => !newest.has(id)),
            );
        } catch (error) {
          if (!(error instanceof Refusal) || isOwners(error)) throw error;
          failure = error;
          addAll(unanswered, window.calls);
        }
      }),
    );
    return { found, beyond, unanswered, failure };
  }

  return {
    find: findAll,
    async get(call, known, time) {
      const cekura = await connect(requests, time);
      const logId = known ?? (ids === "own" ? Number(call.id) : await findLogId(cekura, call, time));
      if (logId === null) return null;
      const answer = await cekura.getCallLog(logId, time);
      if (!answer.ok && answer.error.kind === "not_found") {
        // Cekura's ids change when a project is moved.
        return known === null || ids === "own" ? null : this.get(call, null, time);
      }
      const detail = unwrap(`${CALL_LOGS}${logId}/`, answer);
      if (ids === "provider" && detail.callId?.toLowerCase() !== call.id) return null;
      return {
        ...verdictOf(detail, detail.rubric),
        reviewed: detail.isReviewed,
        metrics: detail.metrics.map(({ id, name, kind, passed, number, label, explanation }) => ({
          ...{ id, name, kind, passed, number, label, explanation },
        })),
      };
    },
    async count(range, stepMs, time) {
      const spans = spansOf(range, stepMs);
      if (spans === null) return null;
      const cekura = await connect({ left: STATS_MAX_REQUESTS }, time);
      return countVerdicts({ cekura, unwrap, scope }, spans, time);
    },
    async vote(logId, { metricId, vote }, time) {
      const cekura = await connect(requests, time);
      const path = `/observability/v1/call-logs/${logId}/mark_metric_vote/`;
      unwrap(path, await cekura.voteMetric({ id: logId, metricId, vote }, time), "POST");
    },
  };

  async function findLogId(cekura: Cekura, call: EvaluatedCall, time: TimeLimit): Promise<number | null> {
    const [window] = windowsOf([call]);
    const { logs } = window === undefined ? { logs: [] } : await readWindow(cekura, window, time);
    return byCall(logs, [call]).get(call.id)?.id ?? null;
  }
}

/** Whether an owner has to change a setting: waiting does not help then. */
function isOwners({ code }: Refusal): boolean {
  return code === "upstream_key_rejected" || code === "not_configured";
}

function addAll(ids: Set<string>, calls: readonly EvaluatedCall[]): void {
  for (const { id } of calls) ids.add(id);
}
