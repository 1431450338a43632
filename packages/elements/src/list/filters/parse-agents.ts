import type { Agent } from "@keyhole/contract";
import { fieldsOf, stringOf } from "../../base/parse-fields.ts";

/** Reads the answer of `GET /v1/agents`. An item that is no agent is left out. */
export function parseAgents(body: unknown): Agent[] | undefined {
  const items = fieldsOf(body)?.items;
  if (!Array.isArray(items)) return undefined;
  return items.flatMap((item) => {
    const fields = fieldsOf(item);
    const id = stringOf(fields?.id);
    const name = stringOf(fields?.name)?.trim();
    return id && name ? [{ id, name }] : [];
  });
}
