import {
  type AdminState,
  AUDIT_KINDS,
  type AuditItem,
  type AuditKind,
  type CacheUse,
  type CekuraKeyRotation,
  type Delivery,
  type LimitUse,
  type SiteSwitches,
  type SourceName,
  type SwitchChanged,
} from "@keyhole/contract";
import { amountOf, type Fields, fieldsOf, stringOf } from "../base/parse-fields.ts";

/** What the page shows of an event. */
export interface AuditEvent {
  id: string;
  atMs: number;
  kind: AuditKind;
  site: string | null;
  /** The viewer's name, which switches and revoke take. */
  subject: string | null;
  requestId: string | null;
  code: string | null;
  reason: string | null;
  action: string | null;
  call: string | null;
  /** Refusals for the same reason that have no event of their own. */
  unlogged: number;
}

export function parseEvent(value: unknown): AuditEvent | undefined {
  const item = fieldsOf(value) as Partial<Record<keyof AuditItem, unknown>> | null;
  const id = stringOf(item?.id);
  const atMs = Date.parse(stringOf(item?.at) ?? "");
  const kind = AUDIT_KINDS.find((each) => each === item?.kind);
  if (!item || id === null || Number.isNaN(atMs) || !kind) return undefined;
  return {
    id,
    atMs,
    kind,
    site: stringOf(item.site),
    subject: stringOf(item.subject),
    requestId: stringOf(item.requestId),
    code: stringOf(item.code),
    reason: stringOf(item.reason),
    action: stringOf(item.action),
    call: stringOf(item.call),
    unlogged: amountOf(item.unlogged) ?? 0,
  };
}

export function parseSwitches(body: unknown): SiteSwitches[] | undefined {
  return listOf(fieldsOf(body)?.items, (item) => {
    const site = stringOf(item.site);
    const subjects = listOf(item.subjects, (each) => {
      const subject = stringOf(each.subject);
      const changedAt = stringOf(each.changedAt);
      if (subject === null || changedAt === null) return undefined;
      return { subject, disabled: each.disabled === true, revokedAt: stringOf(each.revokedAt), changedAt };
    });
    if (site === null || !subjects) return undefined;
    return { site, disabled: item.disabled === true, revokedAt: stringOf(item.revokedAt), subjects };
  });
}

export function parseSwitched(body: unknown): Pick<SwitchChanged, "disabled" | "calls"> | undefined {
  const fields = fieldsOf(body);
  if (typeof fields?.disabled !== "boolean") return undefined;
  const calls = fieldsOf(fields.calls);
  return {
    disabled: fields.disabled,
    calls: calls && {
      hungUp: amountOf(calls.hungUp) ?? 0,
      waiting: amountOf(calls.waiting) ?? 0,
      failed: amountOf(calls.failed) ?? 0,
    },
  };
}

export function parseRevoked(body: unknown): { revokedAt: string } | undefined {
  const revokedAt = stringOf(fieldsOf(body)?.revokedAt);
  return revokedAt === null ? undefined : { revokedAt };
}

export function parseDelivery(value: unknown): Delivery | undefined {
  const item = fieldsOf(value);
  const [id, call, site] = [stringOf(item?.id), stringOf(item?.call), stringOf(item?.site)];
  const state = (["waiting", "done", "failed"] as const).find((each) => each === item?.state);
  if (!item || id === null || call === null || site === null || !state) return undefined;
  return {
    ...{ id, call, site, state, tries: amountOf(item.tries) ?? 0, nextAt: stringOf(item.nextAt) },
    code: stringOf(item.code) as Delivery["code"],
  };
}

export function parseState(body: unknown): AdminState | undefined {
  const fields = fieldsOf(body);
  const version = stringOf(fields?.version);
  const upstreams = listOf(fields?.upstreams, (item) => {
    const source = stringOf(item.source) as SourceName | null;
    const most = amountOf(item.most);
    if (source === null || most === null) return undefined;
    return { source, most, perSecond: amountOf(item.perSecond), inUse: amountOf(item.inUse) };
  });
  const siteStarts = listOf(fields?.siteStarts, (item) => {
    const site = stringOf(item.site);
    const audience = (["visitors", "members"] as const).find((each) => each === item.audience);
    if (site === null || !audience) return undefined;
    const [lastHour, lastDay] = [limitOf(item.lastHour), limitOf(item.lastDay)];
    return {
      site,
      audience,
      lastHour,
      lastDay,
      minutes: limitOf(item.minutes),
      atOnce: limitOf(item.atOnce),
    };
  });
  const caches = listOf(fields?.caches, (item) => {
    const name = CACHES.find((each) => each === item.name);
    const [entries, most] = [amountOf(item.entries), amountOf(item.most)];
    return name && entries !== null && most !== null ? { name, entries, most } : undefined;
  });
  const cekuraKeys = listOf(fields?.cekuraKeys, parseCekura);
  if (version === null || !upstreams || !siteStarts || !caches || !cekuraKeys) return undefined;
  const plan = fieldsOf(fields?.starts);
  const starts = plan && {
    plan: stringOf(plan.plan) ?? "",
    lastMinute: limitOf(plan.lastMinute),
    atOnce: limitOf(plan.atOnce),
  };
  return { version, upstreams, starts, siteStarts, caches, cekuraKeys };
}

/** The names of the old key; null where there was none. */
export function parseRotation(body: unknown): { revoke: string | null } | undefined {
  const fields = fieldsOf(body) as Partial<Record<keyof CekuraKeyRotation, unknown>> | null;
  if (!fields || !fieldsOf(fields.key)) return undefined;
  return { revoke: stringOf(fieldsOf(fields.revoke)?.name) };
}

const CACHES: readonly CacheUse["name"][] = ["answers", "seenCalls", "evaluations", "proofs"];

function parseCekura(item: Fields): AdminState["cekuraKeys"][number] | undefined {
  const project = amountOf(item.project);
  const key = fieldsOf(item.key);
  const id = amountOf(key?.id);
  if (project === null) return undefined;
  const orphans = Array.isArray(item.orphans) ? item.orphans.filter((name) => typeof name === "string") : [];
  if (!key || id === null) return { project, key: null, orphans };
  const name = stringOf(key.name) ?? "";
  return {
    project,
    key: { id, name, createdAt: stringOf(key.createdAt), isRejected: key.isRejected === true },
    orphans,
  };
}

function limitOf(value: unknown): LimitUse {
  const fields = fieldsOf(value);
  return { used: amountOf(fields?.used), most: amountOf(fields?.most) };
}

/** Items that do not parse are left out; undefined for what is no list. */
function listOf<Item>(value: unknown, parse: (item: Fields) => Item | undefined): Item[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((each) => {
    const fields = fieldsOf(each);
    const item = fields ? parse(fields) : undefined;
    return item === undefined ? [] : [item];
  });
}
