import type { Page } from "@keyhole/contract";
import { stagedCall } from "./stage-calls.ts";
import type { StageState } from "./stage-state.ts";

const PAGE_CALLS_MAX = 50;
const PAGE_TURNS_MAX = 50;

/** Cursors are plain numbers here: rows to skip, and with a minus the empty pages that are left. */
export function callsPage(
  { calls, emptyPages = 0, matchesNothing }: StageState,
  query: URLSearchParams,
  hidden: number,
): Page<unknown> {
  const skip = Number(query.get("cursor") ?? hidden - emptyPages);
  if (skip < 0) return { items: [], next: String(skip + 1) };
  const limit = Math.min(PAGE_CALLS_MAX, Number(query.get("limit") ?? 25));
  const matching = { agent: query.get("agent"), status: query.get("status") };
  const filtered = ["agent", "status", "from", "to", "minDurationMs", "maxDurationMs", "q"].some((name) =>
    query.has(name),
  );
  if (filtered && matchesNothing) return { items: [], next: null };
  const items = [];
  let index = skip;
  for (; index < calls && items.length < limit; index += 1) {
    const call = stagedCall(index);
    if (
      (matching.agent ?? call.agent?.id) === call.agent?.id &&
      (matching.status ?? call.status) === call.status
    )
      items.push(call);
  }
  return {
    items,
    next: index < calls ? String(index) : null,
    ...(filtered ? {} : { total: calls - hidden }),
  };
}

/** The agents of the staged calls. */
export function agentsPage(): { items: { id: string; name: string }[] } {
  const all = Array.from({ length: 10 }, (_, index) => stagedCall(index).agent);
  const byId = new Map(all.flatMap((agent) => (agent ? [[agent.id, agent]] : [])));
  return { items: [...byId.values()] };
}

/** Cursors are turns to skip. The last page of a transcript that grows is asked for again and again. */
export function turnsPage(turns: readonly unknown[], query: URLSearchParams): Page<unknown> {
  const skip = Number(query.get("cursor") ?? 0);
  const end = skip + PAGE_TURNS_MAX;
  return { items: turns.slice(skip, end), next: end < turns.length ? String(end) : null };
}
