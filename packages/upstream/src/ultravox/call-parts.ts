import type { Severity } from "@keyhole/contract";
import * as v from "valibot";
import type { Get } from "../request/create-get.ts";
import { pathSegment } from "../request/path-segment.ts";
import type { RequestOptions } from "../request/repeat.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import { isSameId } from "./id.ts";
import { checkPageSize } from "./page-size.ts";
import { EventSchema, type UltravoxEvent } from "./ultravox-event.ts";
import { MessageSchema, type UltravoxMessage } from "./ultravox-message.ts";
import { StageSchema, type UltravoxStage } from "./ultravox-stage.ts";
import { parsePage, type UpstreamPage } from "./upstream-page.ts";

/** A page of what belongs to one call. */
export interface PartQuery {
  /** `cursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 100; the upstream may answer fewer. */
  pageSize: number;
}

export interface EventsQuery extends PartQuery {
  /** At least; the upstream's default is `info`. */
  minimumSeverity?: Severity | undefined;
}

/** A row and the call that it says it belongs to; null where it does not say. */
interface Owned<Row> {
  callId: string | null;
  row: Row;
}

const MessageRowSchema = v.pipe(
  MessageSchema,
  v.transform((row): Owned<UltravoxMessage> => ({ callId: null, row })),
);

export function listMessages(
  get: Get,
  callId: string,
  query: PartQuery,
  options?: RequestOptions,
): Promise<Result<UpstreamPage<UltravoxMessage>>> {
  // The vendor's default is the last stage alone.
  const params = new URLSearchParams({ mode: "in_call", ...pageParams(query) });
  return listPart(get, callId, "messages", params, MessageRowSchema, options);
}

export function listStages(
  get: Get,
  callId: string,
  query: PartQuery,
  options?: RequestOptions,
): Promise<Result<UpstreamPage<UltravoxStage>>> {
  return listPart(get, callId, "stages", new URLSearchParams(pageParams(query)), StageSchema, options);
}

export function listEvents(
  get: Get,
  callId: string,
  { minimumSeverity, ...query }: EventsQuery,
  options?: RequestOptions,
): Promise<Result<UpstreamPage<UltravoxEvent>>> {
  const params = new URLSearchParams(pageParams(query));
  if (minimumSeverity !== undefined) params.append("minimum_severity", minimumSeverity);
  return listPart(get, callId, "events", params, EventSchema, options);
}

function pageParams({ cursor, pageSize }: PartQuery): Record<string, string> {
  return { pageSize: checkPageSize(pageSize), ...(cursor === undefined ? {} : { cursor }) };
}

/** A page about another call, even in one row, is refused as a whole, whatever made the upstream send it. */
async function listPart<Row>(
  get: Get,
  callId: string,
  part: "messages" | "stages" | "events",
  query: URLSearchParams,
  schema: v.GenericSchema<unknown, Owned<Row>>,
  options?: RequestOptions,
): Promise<Result<UpstreamPage<Row>>> {
  const segment = pathSegment(callId);
  if (segment === null) return fail({ kind: "not_found" });
  const body = await get({ path: `/calls/${segment}/${part}`, query, resource: "part" }, options);
  if (!body.ok) return body;
  const page = parsePage(body.value, schema);
  if (!page.ok) return page;
  const { items } = page.value;
  if (items.some((item) => item.callId !== null && !isSameId(item.callId, callId))) {
    return fail({ kind: "invalid", reason: "wrong_id" });
  }
  return succeed({ ...page.value, items: items.map(({ row }) => row) });
}
