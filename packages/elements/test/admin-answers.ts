import { AUDIT_KINDS, type SiteSwitches } from "@keyhole/contract";
import { FakeClock } from "./fake-clock.ts";

/** An answer of an admin route: a status and a body, or a promise that never comes, or nothing at all. */
export type AdminReply = { status?: number; body: unknown; type?: string; link?: string } | "never" | "lost";

/** Answers by the beginning of their method and path below `/v1/admin/`; the first that fits. */
export type AdminAnswers = Readonly<Record<string, AdminReply>>;

const NOW = new FakeClock().nowMs;
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const AT = ago(60_000);
const [SUBJECT, OFF] = ["viewer-1-and-more", "viewer-2-and-more"];

/** What no catalogue is for. */
export const ADMIN_DATA = [
  ...["acme", "viewer-1", "viewer-2", "req-1", "call-7", "GET /v1/calls", "rate_limited", "viewer: limit"],
  ...["Ultravox", "upstream_unavailable", "scale", "keyhole-12"],
];

const events = AUDIT_KINDS.map((kind, place) => ({
  ...{ id: `${place}`, at: ago(place * 60_000), kind, site: "acme", subject: SUBJECT, requestId: "req-1" },
  ...{ action: "GET /v1/calls", call: "call-7" },
  ...(kind === "refusal" && { code: "rate_limited", reason: "viewer: limit", unlogged: 3 }),
}));
const nothing = { id: "9", at: AT, kind: "refusal", site: null, subject: null, requestId: null };
const EVENTS = { items: [...events, nothing], next: "more" };
export const EMPTY = { items: [], next: null };

const switched: SiteSwitches = {
  site: "acme",
  disabled: false,
  revokedAt: AT,
  subjects: [{ subject: OFF, disabled: true, revokedAt: AT, changedAt: AT }],
};
const SWITCHES = { items: [switched] };
export const SWITCHED_OFF = { items: [{ ...switched, disabled: true }] };

const delivery = {
  id: "1",
  call: "call-7",
  site: "acme",
  tries: 2,
  nextAt: AT,
  code: "upstream_unavailable",
};
const DELIVERIES = {
  items: [
    { ...delivery, state: "waiting" },
    { ...delivery, id: "2", state: "failed" },
    { ...delivery, id: "3", state: "done", nextAt: null, code: null },
  ],
  next: "more",
};
export const REPEATED = { ...delivery, state: "waiting" };

const use = { used: 1, most: 10 };
const starts = {
  lastHour: use,
  lastDay: { used: null, most: 10 },
  minutes: use,
  atOnce: { used: 1, most: null },
};
const STATE = {
  version: "0.1.0",
  upstreams: [{ source: "ultravox", most: 160, perSecond: 80, inUse: 3 }],
  starts: { plan: "scale", lastMinute: use, atOnce: use },
  siteStarts: [
    { site: "acme", audience: "visitors", ...starts },
    { site: "acme", audience: "members", ...starts },
  ],
  caches: ["answers", "seenCalls", "evaluations", "proofs"].map((name) => ({ name, entries: 1, most: 10 })),
  cekuraKeys: [
    {
      project: 4,
      key: { id: 12, name: "keyhole-12", createdAt: AT, isRejected: true },
      orphans: ["keyhole-12"],
    },
    { project: 5, key: null, orphans: [] },
  ],
};
/** A Worker that has no key of any vendor. */
export const BARE = { ...STATE, upstreams: [], starts: null, siteStarts: [], cekuraKeys: [] };
export const UNREAD = {
  ...STATE,
  upstreams: STATE.upstreams.map((each) => ({ ...each, perSecond: null, inUse: null })),
};

/** A refusal of the broker. */
export const refusal = (status: number, code: string): AdminReply => ({
  status,
  body: { code, detail: `Detail of ${code}.`, requestId: "req-1", retryAfterSeconds: 30 },
});

const DEFAULTS: AdminAnswers = {
  "GET state": { body: STATE },
  "GET audit": { body: EVENTS },
  "GET switches": { body: SWITCHES },
  "GET deliveries": { body: DELIVERIES },
};

/** Answers as the admin routes of a broker do. */
export function adminFetch(answers: AdminAnswers): typeof fetch {
  return async (input, { method = "GET" } = {}) => {
    const asked = `${method} ${String(input).replace(/^.*\/v1\/admin\//, "")}`;
    const all = { ...answers, ...DEFAULTS, ...answers };
    const [, reply] = Object.entries(all).find(([start]) => asked.startsWith(start)) ?? [];
    if (reply === "never") return new Promise(() => {});
    if (reply === undefined || reply === "lost") throw new TypeError("Failed to fetch");
    const { status = 200, body, type = "application/json", link } = reply;
    const headers = { "Content-Type": type, ...(link === undefined ? {} : { Link: link }) };
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
  };
}
