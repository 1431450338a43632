import type { Agent } from "@keyhole/contract";
import { fieldsOf, stringOf } from "./parse-fields.ts";

/** Reads the answer of `GET /v1/agents`. Invalid items are skipped. */
export function parseAgents(body: unknown): { agents: Agent[]; refused: unknown[] } | undefined {
  const { items, refusedFilters: refused } = fieldsOf(body) ?? {};
  if (!Array.isArray(items)) return undefined;
  const agents = items.flatMap((item) => {
    const fields = fieldsOf(item);
    const id = stringOf(fields?.id);
    const name = stringOf(fields?.name)?.trim();
    return id && name ? [{ id, name }] : [];
  });
  return { agents, refused: Array.isArray(refused) ? refused : [] };
}
