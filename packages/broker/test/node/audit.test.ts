import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { AuditItem, CallStarted } from "@keyhole/contract";
import type { Context } from "hono";
import { createAudit } from "../../src/audit/audit.ts";
import type { AuditState } from "../../src/audit/audit-state.ts";
import { AUDIT_BUFFER_ROWS, AUDIT_RING_ROWS, AUDIT_RING_SLACK } from "../../src/base/limits/logs.ts";
import type { BrokerEnv } from "../../src/http/broker-env.ts";
import { Refusal, type RefusalReason } from "../../src/http/refusal.ts";
import { createRefusalLog } from "../../src/http/refusal-log.ts";
import { type BrokerState, ConfigError, checkConfig, createMemoryState } from "../../src/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { ADMIN_SECRET, ASSERTION_SECRET, KEYHOLE_SECRET, PUBLIC_URL } from "../support/identities.ts";
import { membersConfig } from "../support/node-broker.ts";
import { subjectNames as names, openOwnedBrokers, outcomeOf } from "../support/owned-brokers.ts";
import { openRecordedBrokers } from "../support/recorded-brokers.ts";
import { TestPage } from "../support/test-page.ts";

const JSON_TYPE = { "Content-Type": "application/json" };

/** An audit log that counts what it is asked, and fails when told to. */
function watchedAudit() {
  const watched = { writes: 0, isDown: false };
  const state = (shared: BrokerState): BrokerState => ({
    ...shared,
    audit() {
      const audit = shared.audit();
      return {
        async write(rows, keepMs) {
          watched.writes += 1;
          if (watched.isDown) throw new Error("out of reach");
          await audit.write(rows, keepMs);
        },
        list: (query) => audit.list(query),
      };
    },
  });
  return { watched, state };
}

describe("GET /v1/admin/audit", () => {
  it("tells who did what, by a name that switches take", async () => {
    const world = openRecordedBrokers();
    const page = await world.member("jane@acme.example");
    const [call] = world.upstream.calls;
    await world.ask(page, `/v1/calls/${call?.callId}`);
    const start = await world.ask(page, "/v1/calls", undefined, {
      method: "POST",
      headers: { ...JSON_TYPE, "Idempotency-Key": "key-of-this-start-0123" },
      body: "{}",
    });
    const { id } = (await start.json()) as CallStarted;
    await world.ask(page, "/v1/calls/not-an-id");
    const [subject = ""] = await names("acme", "member:jane@acme.example");
    await world.owner("PUT", `switches/acme/subjects/${subject}`, { disabled: true });
    const refused = await world.ask(page, "/v1/calls");
    assert.equal(await outcomeOf(refused), "site_disabled");

    const items = await world.audit();
    const known = { site: "acme", subject };
    const told = items.map(({ id: _id, at: _at, requestId, ...item }) => {
      assert.equal(typeof requestId, "string");
      return item;
    });
    const byKind = (kind: string) => told.filter((item) => item.kind === kind);
    assert.deepEqual(byKind("mint"), [
      {
        kind: "mint",
        ...known,
        action: "POST /v1/token",
        scopes: ["calls:read", "calls:start", "transcripts:read", "recordings:read", "evaluations:read"],
      },
    ]);
    assert.deepEqual(byKind("read"), [
      { kind: "read", ...known, action: "GET /v1/calls/:id", call: call?.callId },
    ]);
    assert.deepEqual(byKind("start"), [{ kind: "start", ...known, action: "POST /v1/calls", call: id }]);
    assert.deepEqual(byKind("admin"), [
      { kind: "admin", ...known, action: "PUT /v1/admin/switches/:site/subjects/:subject" },
    ]);
    assert.deepEqual(
      byKind("refusal").toSorted((one, other) => (one.code === "not_found" ? -1 : other.code ? 1 : 0)),
      [
        { kind: "refusal", ...known, code: "not_found", reason: "call: no id" },
        { kind: "refusal", ...known, code: "site_disabled", reason: "switch: subject" },
      ],
    );
    const { requestId } = items.find(({ code }) => code === "site_disabled") ?? {};
    assert.equal(requestId, refused.headers.get("X-Request-Id"));
  });

  it("filters by site, kind and time, and goes on page by page without a gap or a repeat", async () => {
    const world = openOwnedBrokers();
    for (let count = 0; count < 7; count += 1) {
      await world.visitor();
      if (count === 3) await world.clock.advanceTo(1_000);
    }
    await TestPage.visit(world.brokers[0] as never, "other");
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const answer = await world.owner("GET", `audit?kind=mint&site=acme&limit=2${cursor}`);
      const page = (await answer.json()) as { items: AuditItem[]; next: string | null };
      assert.ok(page.items.length <= 2);
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    assert.equal(new Set(seen).size, 7);
    assert.equal(seen.length, 7);
    assert.equal((await world.audit("?kind=mint")).length, 8);
    assert.equal((await world.audit("?site=other")).length, 1);
    const since = encodeURIComponent(new Date(world.now()).toISOString());
    assert.equal((await world.audit(`?kind=mint&site=acme&from=${since}`)).length, 3);
    const before = encodeURIComponent(new Date(world.now() - 1).toISOString());
    assert.equal((await world.audit(`?kind=mint&site=acme&to=${before}`)).length, 4);
  });

  it("is one line for each event on request, with a link to the next page", async () => {
    const world = openOwnedBrokers();
    for (let count = 0; count < 3; count += 1) await world.visitor();
    const ask = (url: string) =>
      world.brokers[0]?.request(url, {
        headers: { Authorization: `Bearer ${ADMIN_SECRET}`, Accept: "application/x-ndjson" },
      }) as Promise<Response>;
    const first = await ask(`${PUBLIC_URL}/v1/admin/audit?kind=mint&limit=2`);
    assert.equal(first.headers.get("Content-Type"), "application/x-ndjson");
    const lines = (await first.text()).trimEnd().split("\n");
    assert.equal(lines.length, 2);
    for (const line of lines) assert.equal((JSON.parse(line) as AuditItem).kind, "mint");
    const [, next = ""] = /^<(.+)>; rel="next"$/.exec(first.headers.get("Link") ?? "") ?? [];
    const second = await ask(next);
    assert.equal((await second.text()).trimEnd().split("\n").length, 1);
    assert.equal(second.headers.get("Link"), null);
  });

  it("refuses a parameter that does not parse, by its name", async () => {
    const world = openOwnedBrokers();
    for (const query of ["kind=all", "limit=0", "limit=1001", "from=today", "to=1", "cursor=x", "site=A b"]) {
      const answer = await world.owner("GET", `audit?${query}`);
      assert.equal(answer.status, 400, query);
      assert.ok(((await answer.json()) as { detail: string }).detail.includes(query.split("=")[0] ?? "?"));
    }
  });

  it("notes once in a minute what a page reads again and again", async () => {
    const world = openOwnedBrokers();
    const page = await world.visitor();
    for (let count = 0; count < 24; count += 1) {
      await world.ask(page, "/v1/calls");
      await world.clock.advanceTo(world.clock.nowMs + 5_000);
    }
    assert.equal((await world.audit("?kind=read")).length, 2);
  });

  it("forgets what is older than the config says", async () => {
    const world = openOwnedBrokers({ days: 2 });
    await world.visitor();
    assert.equal((await world.audit("?kind=mint")).length, 1);
    await world.clock.advanceTo(2 * 86_400_000 + 1);
    assert.equal((await world.audit("?kind=mint")).length, 0);
  });

  it("keeps nothing where nobody could read it", async () => {
    const { watched, state } = watchedAudit();
    const world = openOwnedBrokers({ state, env: { KEYHOLE_ADMIN_SECRET: undefined } });
    await world.visitor();
    await world.clock.advanceTo(60_000);
    assert.equal(watched.writes, 0);
    assert.ok(world.log.some(({ event }) => event === "mint"));
  });
});

describe("audit.days", () => {
  const check = (audit: unknown) =>
    checkConfig((env) => ({ ...membersConfig(["calls:read"])(env), audit }) as never, {
      KEYHOLE_SECRET,
      ACME_ASSERTION_SECRET: ASSERTION_SECRET,
    });

  it("is 30 unless the config sets it, and names itself where it is wrong", () => {
    assert.equal(check(undefined).auditKeepMs, 30 * 86_400_000);
    assert.equal(check({ days: 7 }).auditKeepMs, 7 * 86_400_000);
    for (const audit of [{ days: 0 }, { days: 401 }, { days: 1.5 }, { days: "7" }, { hours: 1 }, 7]) {
      assert.throws(
        () => check(audit),
        (error) => error instanceof ConfigError && /^audit/.test(error.message),
      );
    }
  });
});

describe("the audit log's cost", () => {
  it("is one request to its object for all events of some seconds", async () => {
    const { watched, state } = watchedAudit();
    const world = openOwnedBrokers({ state });
    for (let count = 0; count < 20; count += 1) await world.visitor();
    assert.equal(watched.writes, 0);
    await world.clock.advanceTo(5_000);
    assert.equal(watched.writes, 1);
    assert.equal((await world.audit("?kind=mint")).length, 20);
  });

  it("is bounded for 100,000 refusals of a stranger, who pushes out nothing", async () => {
    const clock = new FakeClock();
    const memory = createMemoryState(clock.now).audit();
    let writes = 0;
    const state: AuditState = {
      ...memory,
      async write(rows, keepMs) {
        writes += 1;
        await memory.write(rows, keepMs);
      },
    };
    let lines = 0;
    const audit = createAudit({
      log() {
        lines += 1;
      },
      now: clock.now,
      sleep: clock.sleep,
      waitUntil: () => {},
    });
    audit.keepIn(() => state, 86_400_000);
    audit.note({ kind: "admin", site: "acme", subject: null, action: "PUT /v1/admin/switches/:site" });
    audit.note({ kind: "mint", site: "acme", subject: "a member" }, { audience: "members" });
    const logRefusal = createRefusalLog(audit, clock.now);
    const reasons: RefusalReason[] = [
      "proof: missing",
      "proof: malformed",
      "token: missing",
      "admin: wrong",
      "site: unknown",
      "origin: foreign",
    ];
    const minutes = 5;
    for (let count = 0; count < 100_000; count += 1) {
      const reason = reasons[count % reasons.length] ?? "proof: missing";
      const get = (name: string) => (name === "requestId" ? "a request" : undefined);
      const context = { get, set: () => {}, req: { path: `/v1/made-up-${count}` } };
      logRefusal(
        context as unknown as Context<BrokerEnv>,
        new Refusal("proof_invalid", "No.", { reason, ownerDetail: `made up ${count}` }),
      );
      if (count % 1_000 === 999) await clock.advanceTo(clock.nowMs + minutes * 600);
    }
    await clock.advanceTo(clock.nowMs + 120_000);
    await audit.flush();
    const query = { site: null, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, after: null, limit: 100_000 };
    const rows = await state.list({ ...query, kind: "refusal" });
    const most = (minutes + 1) * reasons.length * 11;
    assert.ok(rows.length <= most, `${rows.length} rows`);
    assert.ok(lines <= most + 2, `${lines} lines`);
    assert.ok(writes <= (minutes * 60) / 5 + 2, `${writes} requests`);
    // None is missing from the counts.
    const counted = rows.reduce(
      (sum, { requestId, unlogged = 0 }) =>
        sum + unlogged + (requestId === undefined && unlogged > 0 ? 0 : 1),
      0,
    );
    assert.equal(counted, 100_000);
    assert.equal((await state.list({ ...query, kind: "admin" })).length, 1);
    assert.equal((await state.list({ ...query, kind: "mint" })).length, 1);
  });

  it("is bounded by rings: visitors' mints do not push out members'", async () => {
    const clock = new FakeClock();
    const state = createMemoryState(clock.now).audit();
    const audit = createAudit({ log() {}, now: clock.now, sleep: clock.sleep, waitUntil() {} });
    audit.keepIn(() => state, 86_400_000);
    const mint = { kind: "mint", site: "acme", subject: null } as const;
    audit.note({ ...mint, action: "of a member" }, { audience: "members" });
    clock.nowMs += 1;
    for (let count = 0; count < AUDIT_RING_ROWS + 2 * AUDIT_RING_SLACK; count += 1) {
      audit.note(mint, { audience: "visitors" });
      if (count % AUDIT_RING_SLACK !== 0) continue;
      await audit.flush();
      clock.nowMs += 1;
    }
    await audit.flush();
    const query = { site: "acme", kind: null, fromMs: 0, toMs: 1e15, after: null, limit: 100_000 } as const;
    const kept = await state.list(query);
    assert.ok(kept.length <= AUDIT_RING_ROWS + AUDIT_RING_SLACK + 1, `${kept.length} rows`);
    assert.equal(kept.filter(({ action }) => action === "of a member").length, 1);
  });

  it("is no failure of anything else while its object fails, and nothing is lost or doubled", async () => {
    const { watched, state } = watchedAudit();
    const world = openOwnedBrokers({ state });
    watched.isDown = true;
    for (let count = 0; count < 5; count += 1) await world.visitor();
    await world.clock.advanceTo(5_000);
    assert.ok(world.log.some(({ event, detail }) => event === "audit" && detail?.startsWith("AUDIT: ")));
    watched.isDown = false;
    assert.equal((await world.audit("?kind=mint")).length, 5);
    assert.equal((await world.audit("?kind=mint")).length, 5);
  });

  it("is a bounded memory while its object fails for long", async () => {
    const clock = new FakeClock();
    const kept: string[] = [];
    let isDown = true;
    let writes = 0;
    const audit = createAudit({ log() {}, now: clock.now, sleep: clock.sleep, waitUntil() {} });
    const write = async (rows: readonly { id: string }[]) => {
      writes += 1;
      if (isDown) throw new Error("out of reach");
      kept.push(...rows.map(({ id }) => id));
    };
    audit.keepIn(() => ({ write, list: async () => [] }), 1);
    for (let count = 0; count < 3 * AUDIT_BUFFER_ROWS; count += 1) {
      audit.note({ kind: "read", site: null, subject: null });
      if (count % 100 === 0) await setImmediate();
    }
    assert.ok(writes <= 2, `${writes} requests`);
    isDown = false;
    await clock.advanceTo(20_000);
    await audit.flush();
    assert.ok(kept.length <= AUDIT_BUFFER_ROWS, `${kept.length} rows`);
  });
});
