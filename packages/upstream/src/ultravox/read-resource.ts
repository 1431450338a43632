import * as v from "valibot";
import type { Get } from "../request/create-get.ts";
import { pathSegment } from "../request/path-segment.ts";
import type { RequestOptions } from "../request/repeat.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import { isSameId } from "./id.ts";

/** A kind of thing that has an id and a path of its own. */
export interface Resource<T> {
  collection: "calls" | "agents";
  schema: v.GenericSchema<unknown, T>;
  idOf: (value: T) => string;
}

/** One thing by its id. An answer about another is refused, whatever made the upstream send it. */
export async function readResource<T>(
  get: Get,
  { collection, schema, idOf }: Resource<T>,
  id: string,
  options?: RequestOptions,
): Promise<Result<T>> {
  const segment = pathSegment(id);
  if (segment === null) return fail({ kind: "not_found" });
  const body = await get({ path: `/${collection}/${segment}`, resource: "single" }, options);
  if (!body.ok) return body;
  const parsed = v.safeParse(schema, body.value, { abortEarly: true });
  if (!parsed.success) return fail({ kind: "invalid", reason: "schema" });
  if (!isSameId(idOf(parsed.output), id)) return fail({ kind: "invalid", reason: "wrong_id" });
  return succeed(parsed.output);
}
