import type { AdminState, AuditItem, Delivery, Page, SiteSwitches, SwitchList } from "@keyhole/contract";

/** What the owner's page is answered, by the secret that somebody types in. */
const ADMIN_WORLDS = ["rows", "empty", "fails"] as const;

type AdminWorld = (typeof ADMIN_WORLDS)[number];

const REQUEST_ID = "5f1f1d9e-3a53-4f0a-8f0e-6a1a35d0a6a1";
const VIEWERS = [
  "Xr1wTnV1d0a6Zq5kQ0bG8m3yJ4sE9hLpC2uFoB7iNxA",
  "b7Kd2mQpV9xLr0sTzYc4HnW1eUaJfG6iRoBqZk5tXwE",
  "q0LmVzR3nJxYtC8bKdW7hPsFaU2gEiO5rTzX1wQyB4M",
] as const;
const MINUTE_MS = 60_000;
/** The page that a person reads, and what of it is made up. */
const READ_ROWS = 50;
const SHOWN_ROWS = 12;

/** Answers an admin route with made-up data. */
export function answerAdmin(request: Request, nowMs: number): Response {
  const { pathname, searchParams } = new URL(request.url);
  const secret = /^Bearer playground-(\w+)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
  const world = ADMIN_WORLDS.find((each) => each === secret);
  if (world === undefined) return problem(401, "token_invalid", "The admin secret is wrong.");
  const path = pathname.replace("/v1/admin/", "");
  if (path === "state") return Response.json(stateOf(world) satisfies AdminState);
  if (world === "fails") return problem(503, "upstream_unavailable", "The Worker's storage did not answer.");
  if (path === "audit") return Response.json(auditOf(world, searchParams, nowMs));
  if (path === "switches")
    return Response.json({ items: world === "empty" ? [] : switchesOf(nowMs) } satisfies SwitchList);
  if (path === "deliveries") {
    const items = world === "empty" ? [] : deliveriesOf(nowMs);
    return Response.json({ items, next: null } satisfies Page<Delivery>);
  }
  return problem(409, "conflict", "The playground changes nothing.");
}

function auditOf(world: AdminWorld, params: URLSearchParams, nowMs: number): Page<AuditItem> {
  const wanted = params.get("kind");
  const from = Date.parse(params.get("from") ?? "") || 0;
  const items = world === "empty" ? [] : eventsOf(nowMs);
  const found = items.filter(
    ({ kind, at }) => (wanted === null || kind === wanted) && Date.parse(at) >= from,
  );
  const asked = Number(params.get("limit") ?? 100);
  // Few where they are read one by one: more look the same.
  const limit = asked <= READ_ROWS ? SHOWN_ROWS : asked;
  const start = Number(params.get("cursor") ?? 0);
  const end = start + limit;
  return { items: found.slice(start, end), next: found.length > end ? `${end}` : null };
}

/** Ninety minutes of a support desk, newest first: always the same, counted from now. */
function eventsOf(nowMs: number): AuditItem[] {
  return Array.from({ length: 180 }, (_, place): AuditItem => {
    const at = new Date(nowMs - place * (MINUTE_MS / 2) - (place % 7) * 3000).toISOString();
    const id = `00000000-0000-4000-8000-${`${place}`.padStart(12, "0")}`;
    const subject = VIEWERS[place % VIEWERS.length] ?? null;
    const event = { id, at, site: "acme", subject, requestId: `${id.slice(0, 14)}5${id.slice(15)}` };
    if (place % 11 === 4)
      return { ...event, kind: "refusal", code: "rate_limited", reason: "limit: viewer", unlogged: 12 };
    if (place % 11 === 8)
      return {
        ...event,
        kind: "refusal",
        subject: null,
        code: "origin_not_allowed",
        reason: "origin: not of the site",
      };
    if (place % 29 === 13)
      return { ...event, kind: "admin", subject: null, action: "PUT /v1/admin/switches/:site" };
    if (place % 3 === 0)
      return { ...event, kind: "mint", action: "POST /v1/token", scopes: ["calls:read", "transcripts:read"] };
    return {
      ...event,
      kind: "read",
      action: "GET /v1/calls/:id",
      call: `7c0a5c1e-2b5f-4d8e-9a41-${id.slice(-12)}`,
    };
  });
}

function switchesOf(nowMs: number): SiteSwitches[] {
  const changedAt = new Date(nowMs - 25 * MINUTE_MS).toISOString();
  return [
    {
      site: "acme",
      disabled: false,
      revokedAt: null,
      subjects: [
        { subject: VIEWERS[1], disabled: true, revokedAt: null, changedAt },
        { subject: VIEWERS[2], disabled: false, revokedAt: changedAt, changedAt },
      ],
    },
    { site: "outbound", disabled: true, revokedAt: changedAt, subjects: [] },
  ];
}

function deliveriesOf(nowMs: number): Delivery[] {
  const call = (place: number) => `7c0a5c1e-2b5f-4d8e-9a41-00000000000${place}`;
  const nextAt = new Date(nowMs + MINUTE_MS).toISOString();
  return [
    {
      id: `acme.${call(1)}`,
      call: call(1),
      site: "acme",
      state: "waiting",
      tries: 2,
      nextAt,
      code: "recording_not_ready",
    },
    {
      id: `acme.${call(2)}`,
      call: call(2),
      site: "acme",
      state: "failed",
      tries: 9,
      nextAt: null,
      code: "upstream_invalid",
    },
    { id: `acme.${call(3)}`, call: call(3), site: "acme", state: "done", tries: 1, nextAt: null, code: null },
  ];
}

function stateOf(world: AdminWorld): AdminState {
  const isEmpty = world === "empty";
  return {
    version: "0.1.0",
    upstreams: isEmpty
      ? []
      : [
          { source: "ultravox", most: 160, perSecond: 160, inUse: 42 },
          { source: "cekura", most: 160, perSecond: 80, inUse: 6 },
        ],
    starts: isEmpty
      ? null
      : { plan: "pro", lastMinute: { used: 4, most: 120 }, atOnce: { used: 3, most: null } },
    siteStarts: isEmpty
      ? []
      : [
          {
            site: "acme",
            audience: "visitors",
            lastHour: { used: 9, most: 60 },
            lastDay: { used: 41, most: 300 },
            minutes: { used: null, most: 600 },
            atOnce: { used: 2, most: 3 },
          },
        ],
    caches: [
      { name: "answers", entries: isEmpty ? 0 : 210, most: 500 },
      { name: "seenCalls", entries: isEmpty ? 0 : 1200, most: 2000 },
      { name: "evaluations", entries: 0, most: 2000 },
      { name: "proofs", entries: isEmpty ? 0 : 4100, most: 50_000 },
    ],
    cekuraKeys: isEmpty
      ? []
      : [
          {
            project: 123,
            key: {
              id: 9021,
              name: "Keyhole keyhole.acme.example 1f0c22ab",
              createdAt: "2026-11-30T09:00:00Z",
              isRejected: true,
            },
            orphans: ["Keyhole keyhole.acme.example 77de01c4"],
          },
        ],
  };
}

function problem(status: number, code: string, detail: string): Response {
  const body = {
    type: `urn:keyhole:problem:${code}`,
    title: code,
    status,
    code,
    detail,
    requestId: REQUEST_ID,
  };
  return Response.json(body, { status, headers: { "Content-Type": "application/problem+json" } });
}
