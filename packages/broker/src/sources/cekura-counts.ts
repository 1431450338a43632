import type { Cekura, CekuraFilter, CekuraScope } from "@keyhole/upstream/cekura";
import type { CekuraLink } from "./connect-cekura.ts";
import type { CountedSpan, TimeSpan } from "./counted-spans.ts";
import type { TimeLimit } from "./source.ts";

export interface CountRequest {
  cekura: Pick<Cekura, "listCallLogs">;
  unwrap: CekuraLink["unwrap"];
  scope: CekuraScope;
  /** Only calls of this outcome; undefined for all. */
  success?: boolean;
}

/**
 * Counts the call logs of a range of time. Cekura has no statistics: the count is that of a list, of which one row is
 * read. Null where it does not count, or where the row shows that it did not narrow its list.
 */
export async function countLogs(
  { cekura, unwrap, scope, success }: CountRequest,
  { fromMs, toMs }: TimeSpan,
  time: TimeLimit,
): Promise<number | null> {
  const filter: CekuraFilter | undefined =
    success === undefined ? undefined : { field: "success", op: "eq", value: success };
  const window = {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString().replace("Z", "999Z"),
  };
  const answer = await cekura.listCallLogs({ ...window, scope, filter, pageSize: 1 }, time);
  const { items, skipped, total } = unwrap("/observability/v2/call-logs/", answer);
  const isNarrowed = items.every((log) => {
    const startedMs = Date.parse(log.startedAt);
    const isAgents = scope.agentId === undefined || log.agentId === scope.agentId;
    return (
      isAgents &&
      startedMs >= fromMs &&
      startedMs <= toMs &&
      (success === undefined || log.success === success)
    );
  });
  if (!isNarrowed || skipped > 0 || (total !== null && total > 0 && items.length === 0)) return null;
  return total;
}

/** Counts the calls of each range that succeeded and that failed; null where one figure is missing. */
export async function countVerdicts(
  request: Omit<CountRequest, "success">,
  spans: readonly TimeSpan[],
  time: TimeLimit,
): Promise<CountedSpan[] | null> {
  const counted = await Promise.all(
    spans.map(async (span): Promise<CountedSpan | null> => {
      const succeeded = await countLogs({ ...request, success: true }, span, time);
      const failed = await countLogs({ ...request, success: false }, span, time);
      return succeeded === null || failed === null ? null : { ...span, succeeded, failed };
    }),
  );
  return counted.every((span) => span !== null) ? counted : null;
}
