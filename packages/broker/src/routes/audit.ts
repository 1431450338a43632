import { AUDIT_KINDS, type AuditItem, type Page } from "@keyhole/contract";
import type { Handler } from "hono";
import type { AuditPlace, AuditRow } from "../audit/audit-state.ts";
import { AUDIT_MAX_ROWS, AUDIT_PAGE_ROWS } from "../base/limits/logs.ts";
import { parseDateTime, parseInteger, parseUuid } from "../base/values.ts";
import { isSiteId } from "../config/check-config.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { QueryParams } from "../http/query-params.ts";
import type { Broker } from "./broker.ts";

const NDJSON = "application/x-ndjson";

/** `GET /v1/admin/audit?site kind from to cursor limit`: newest first, as JSON or as one line for each event. */
export function auditRoute({ audit, state, config, now }: Broker): Handler<BrokerEnv> {
  return async function answerAudit(context) {
    const params = new QueryParams(context.get("url"));
    const limit =
      params.read("limit", `a whole number from 1 to ${AUDIT_MAX_ROWS}`, parseInteger(1, AUDIT_MAX_ROWS)) ??
      AUDIT_PAGE_ROWS;
    const fromMs = params.read("from", TIME, parseDateTime) ?? 0;
    const query = {
      site: params.read("site", "the id of a site", (text) => (isSiteId(text) ? text : undefined)),
      kind: params.read("kind", `one of ${AUDIT_KINDS.join(", ")}`, (text) =>
        AUDIT_KINDS.find((kind) => kind === text),
      ),
      // What is due to be forgotten is not shown until it is.
      fromMs: Math.max(fromMs, now() - config.auditKeepMs),
      toMs: params.read("to", TIME, parseDateTime) ?? Number.MAX_SAFE_INTEGER,
      after: params.read("cursor", "the next of an earlier page", parsePlace),
      limit: limit + 1,
    };
    // At least what happened here is there at once. That it cannot be kept is in the log.
    await audit.flush().catch(() => {});
    const rows = await state.audit().list(query);
    const items = rows.slice(0, limit).map(toItem);
    const last = rows[limit - 1];
    const next = rows.length > limit && last !== undefined ? formatPlace(last) : null;
    if (!accepts(context.req.header("Accept"), NDJSON))
      return context.json({ items, next } satisfies Page<AuditItem>);
    const lines = items.map((item) => `${JSON.stringify(item)}\n`).join("");
    const headers = { "Content-Type": NDJSON, ...(next === null ? {} : { Link: linkTo(next) }) };
    return context.body(lines, 200, headers);

    /** RFC 8288. The address is the broker's own, not one that the request names. */
    function linkTo(cursor: string): string {
      const { search } = new URL(context.req.url);
      const query = new URLSearchParams(search);
      query.set("cursor", cursor);
      return `<${config.publicUrls[0]}/v1/admin/audit?${query}>; rel="next"`;
    }
  };
}

const TIME = "an ISO 8601 time with its zone";

function accepts(header: string | undefined, type: string): boolean {
  return (header ?? "").split(",").some((one) => one.split(";")[0]?.trim().toLowerCase() === type);
}

/** Field by field: a row holds more. */
function toItem(row: AuditRow): AuditItem {
  const { id, atMs, kind, site, subject, requestId, code, reason, action, call, scopes, unlogged } = row;
  return {
    id,
    at: new Date(atMs).toISOString(),
    kind,
    site,
    subject,
    requestId: requestId ?? null,
    ...(code === undefined ? {} : { code }),
    ...(reason === undefined ? {} : { reason }),
    ...(action === undefined ? {} : { action }),
    ...(call === undefined ? {} : { call }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(unlogged === undefined ? {} : { unlogged }),
  };
}

function formatPlace({ atMs, id }: AuditPlace): string {
  return `${atMs}.${id}`;
}

function parsePlace(text: string): AuditPlace | undefined {
  const [, atMs, uuid = ""] = /^(\d{1,15})\.(.{36})$/.exec(text) ?? [];
  const id = parseUuid(uuid);
  return id === undefined ? undefined : { atMs: Number(atMs), id };
}
