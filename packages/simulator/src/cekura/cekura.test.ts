import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import type { Simulator } from "../simulator.ts";

/** The fields of a call log that tests read. */
interface WireLog {
  id: number;
  call_id: string;
  agent: number;
  success: boolean | null;
  status: string;
  is_reviewed: boolean;
  timestamp: string;
  metrics?: { id: number }[];
  evaluation: { metrics: { explanation: string[] }[] };
  transcript: string;
  transcript_object: { role: string }[];
  voice_recording_url: string;
}

interface WirePage {
  count: number;
  next: string | null;
  previous: string | null;
  results: WireLog[];
}

type Kind = keyof Simulator["cekura"]["apiKeys"];

const OBSERVE = "/observability/v1/observe/";
const LOGS = "/observability/v2/call-logs/";
const KEYS = "/user/api/v1/user-api-key/";
const DAY = 24 * 3600 * 1000;

const clock = new FakeClock();
const simulator = await startForTests({ cekuraRequestsPerSecond: 100_000 }, clock);

function send(path: string, init: RequestInit = {}, key: string = simulator.cekura.apiKeys.organization) {
  const headers = { "X-CEKURA-API-KEY": key, ...init.headers };
  return fetch(`${simulator.cekura.baseUrl}${path}`, { redirect: "manual", ...init, headers });
}

const as = (kind: Kind) => simulator.cekura.apiKeys[kind];

function post(path: string, fields: object, key?: string) {
  const init = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fields),
  };
  return send(path, init, key);
}

async function list(query: string, key?: string): Promise<WirePage> {
  const response = await send(`${LOGS}?${query}`, {}, key);
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as WirePage;
}

async function refusal(response: Response | Promise<Response>): Promise<[number, unknown]> {
  const { status } = await response;
  return [status, await (await response).json()];
}

const iso = (ms: number) => new Date(ms).toISOString();

describe("call logs", () => {
  it("has the ended calls of one project page by page, newest first, each once", async () => {
    const seen: WireLog[] = [];
    let next: string | null = `${simulator.cekura.baseUrl}${LOGS}?project_id=1376&page_size=100`;
    while (next !== null) {
      const page: WirePage = await list(next.split("?")[1] ?? "");
      assert.equal(page.count > 100, true);
      seen.push(...page.results);
      next = page.next;
    }
    assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length);
    const times = seen.map(({ timestamp }) => timestamp);
    assert.deepEqual(times, times.toSorted().reverse());
    assert.ok(
      times.every((time) => Date.parse(time) >= TEST_NOW - 30 * DAY),
      "the last 30 days",
    );
    const ended = new Set(
      [...simulator.calls()].filter(({ status }) => status === "ended").map((c) => c.callId),
    );
    assert.ok(seen.every(({ call_id }) => ended.has(call_id)));
  });

  it("has calls of other platforms, which are in Cekura alone", async () => {
    const { results, count } = await list("project_id=1377&page_size=100");
    assert.ok(count > 20);
    const known = new Set([...simulator.calls()].map(({ callId }) => callId));
    assert.ok(results.every(({ call_id, agent }) => !known.has(call_id) && agent > 2200));
  });

  it("has every kind of outcome", async () => {
    const { results } = await list("project_id=1376&page_size=100");
    const kinds = new Set(
      results.map((log) => `${log.success} ${log.is_reviewed} ${log.metrics?.length ?? 0}`),
    );
    for (const kind of ["true false 8", "false false 8", "true true 8", "true false 0", "null false 0"])
      assert.ok(kinds.has(kind), `${kind} in ${[...kinds]}`);
  });

  it("lets no range be wider than 33 days, and a key of an organization name what it lists", async () => {
    const range = `timestamp_from=${iso(TEST_NOW - 34 * DAY)}&timestamp_to=${iso(TEST_NOW)}`;
    const wide = { timestamp_to: ["The time range may not be wider than 33 days."] };
    assert.deepEqual(await refusal(send(`${LOGS}?project_id=1376&${range}`)), [400, wide]);
    assert.equal((await send(LOGS)).status, 400);
    assert.equal((await send(LOGS, {}, as("project"))).status, 200);
    const older = await list(
      `project_id=1376&timestamp_from=${iso(TEST_NOW - 60 * DAY)}&timestamp_to=${iso(TEST_NOW - 31 * DAY)}`,
    );
    assert.ok(older.count > 50);
  });

  it("filters by the provider's ids, one by one or all at once", async () => {
    const { results } = await list("project_id=1376&page_size=3");
    const ids = results.map(({ call_id }) => call_id);
    const filtered = async (filter: object) => {
      const query = new URLSearchParams({ project_id: "1376", filters_v2: JSON.stringify(filter) });
      return (await list(String(query))).results.map(({ call_id }) => call_id);
    };
    assert.deepEqual(await filtered({ field: "call_id", op: "in", value: ids }), ids);
    const conditions = ids.map((value) => ({ field: "call_id", op: "eq", value }));
    assert.deepEqual(await filtered({ operator: "or", conditions }), ids);
    const failed = { field: "success", op: "eq", value: false };
    const both = await filtered({ operator: "and", conditions: [conditions[0] ?? {}, failed] });
    assert.equal(both.length, results[0]?.success === false ? 1 : 0);
    for (const filter of ["{", "5", '{"field":"mood","op":"eq"}', '{"field":"success","op":"like"}']) {
      const query = new URLSearchParams({ project_id: "1376", filters_v2: filter });
      assert.equal((await send(`${LOGS}?${query}`)).status, 400, filter);
    }
  });

  it("shows one with explanations that quote its transcript, and its recording", async () => {
    const filter = JSON.stringify({ field: "success", op: "eq", value: false });
    const { results } = await list(`project_id=1376&filters_v2=${encodeURIComponent(filter)}&page_size=20`);
    const details = await Promise.all(
      results.map(async ({ id }) => (await (await send(`${LOGS}${id}/`)).json()) as WireLog),
    );
    const why = details.flatMap(({ evaluation }) =>
      evaluation.metrics.flatMap((metric) => metric.explanation),
    );
    assert.ok(why.some((text) => / at \d\d:\d\d: “/.test(text)));
    const recorded = details.find((detail) => detail.voice_recording_url !== "");
    assert.equal((await fetch(recorded?.voice_recording_url ?? "")).status, 200);
    assert.ok(details.some(({ transcript_object }) => transcript_object.length > 0));
  });

  it("keeps those of another project from a project's key", async () => {
    const [other] = (await list("project_id=1377&page_size=1")).results;
    assert.equal((await send(`${LOGS}${other?.id}/`, {}, as("project"))).status, 404);
    assert.equal((await send(`${LOGS}?project_id=1377`, {}, as("project"))).status, 403);
    assert.equal((await list("agent_id=2201", as("project"))).count, 0);
  });
});

test("a call that ends is evaluated 30 to 60 seconds later", async () => {
  const running = [...simulator.calls()].find(({ status }) => status === "active")?.callId ?? "";
  simulator.endCall(running);
  const now = async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: "call_id", op: "eq", value: running }));
    return (await list(`project_id=1376&filters_v2=${filter}`)).results[0];
  };
  const atOnce = await now();
  // A running call without an agent never comes.
  if (atOnce === undefined) return assert.fail("the call is not there");
  assert.deepEqual([atOnce.success, atOnce.status, atOnce.metrics], [null, "evaluating", []]);
  clock.advance(29_000);
  assert.equal((await now())?.status, "evaluating");
  clock.advance(32_000);
  assert.notEqual((await now())?.status, "evaluating");
});

describe("keys", () => {
  const fields = { name: "keyhole", project: 1376 };
  const made = async (response: Promise<Response>) => {
    const answer = await response;
    assert.equal(answer.status, 201, await answer.clone().text());
    return (await answer.json()) as { id: number; key: string; project: number };
  };

  it("makes a key for one project from JSON, a form or multipart, which is told once and works", async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
    const bodies = [form, new URLSearchParams({ name: "keyhole", project: "1376" })];
    const keys = [
      await made(post(KEYS, fields)),
      ...(await Promise.all(bodies.map((body) => made(send(KEYS, { method: "POST", body }))))),
    ];
    assert.equal(new Set(keys.map(({ key }) => key)).size, 3);
    for (const { key, project } of keys) {
      assert.equal(project, 1376);
      assert.equal((await send(LOGS, {}, key)).status, 200);
      assert.equal((await post(KEYS, fields, key)).status, 403);
    }
    const [first] = keys;
    assert.equal(simulator.cekura.madeKeys().length, 3);
    simulator.cekura.revokeKey(first?.id ?? 0);
    assert.equal((await send(LOGS, {}, first?.key)).status, 403);
  });

  it("makes none for an organization, and neither lists nor revokes any", async () => {
    for (const wrong of [
      { name: "a" },
      { name: "a", project: null },
      { name: "a", project: 5 },
      { project: 1376 },
    ])
      assert.equal((await post(KEYS, wrong)).status, 400, JSON.stringify(wrong));
    for (const [method, path] of [
      ["GET", KEYS],
      ["GET", `${KEYS}1/`],
      ["DELETE", `${KEYS}1/`],
    ] as const)
      assert.equal((await send(path, { method })).status, 403);
    assert.equal((await post(KEYS, fields, as("project"))).status, 403);
    assert.equal((await post(KEYS, fields, as("read_only"))).status, 403);
  });

  it("refuses no key with 401, and a wrong one with 403", async () => {
    assert.equal((await fetch(`${simulator.cekura.baseUrl}${LOGS}`)).status, 401);
    assert.equal((await send(LOGS, {}, "another")).status, 403);
  });
});

describe("votes", () => {
  it("marks the call log as reviewed, but not with a key that only reads", async () => {
    const { results } = await list("project_id=1376&page_size=20");
    const { id } = results.find((log) => log.success === true && !log.is_reviewed) ?? assert.fail();
    const path = `/observability/v1/call-logs/${id}/mark_metric_vote/`;
    const vote = { metric_id: 35, thumbs_up: false, expected_value: null };
    assert.equal((await post(path, vote, as("read_only"))).status, 403);
    assert.equal((await post(path, { metric_id: 35, thumbs_up: true })).status, 400);
    assert.equal((await post(path, { ...vote, metric_id: 5 })).status, 400);
    assert.equal((await post(path, vote)).status, 200);
    assert.deepEqual([...simulator.cekura.votes(id)], [[35, false]]);
    const detail = (await (await send(`${LOGS}${id}/`)).json()) as WireLog;
    assert.deepEqual([detail.is_reviewed, detail.status], [true, "reviewed_success"]);
  });
});

describe("calls that are sent", () => {
  const call = {
    call_id: "sent-1",
    agent: 2141,
    timestamp: iso(TEST_NOW),
    transcript_json: [{ role: "Main Agent", content: "Hello.", start_time: 0, end_time: 2 }],
  };

  it("takes one, and the same again in its place", async () => {
    const first = (await (await post(OBSERVE, call)).json()) as WireLog;
    const again = (await (await post(OBSERVE, { ...call, call_ended_reason: "hangup" })).json()) as WireLog;
    assert.equal(first.id, again.id);
    assert.equal(again.transcript, "[00:00] Main Agent: Hello.");
    const filter = encodeURIComponent(JSON.stringify({ field: "call_id", op: "eq", value: "sent-1" }));
    assert.equal((await list(`project_id=1376&filters_v2=${filter}`)).count, 1);
  });

  it("drops a transcript with a role of another format, without a word", async () => {
    const wrong = [{ role: "assistant", content: "Hello.", start_time: 0, end_time: 2 }];
    const log = (await (
      await post(OBSERVE, { ...call, call_id: "sent-2", transcript_json: wrong })
    ).json()) as WireLog;
    assert.equal(log.transcript, "");
  });

  it("refuses one without an id or an agent", async () => {
    for (const wrong of [{ call_id: "" }, { call_id: "x".repeat(101) }, { agent: 7 }])
      assert.equal((await post(OBSERVE, { ...call, ...wrong })).status, 400, JSON.stringify(wrong));
  });
});

describe("addresses, methods and limits", () => {
  it("redirects a path without its slash", async () => {
    const response = await send(`${LOGS.slice(0, -1)}?project_id=1376`);
    assert.equal(response.status, 301);
    assert.equal(response.headers.get("Location"), `${simulator.cekura.baseUrl}${LOGS}?project_id=1376`);
    assert.equal((await send("/nowhere/")).status, 404);
    assert.equal((await send(LOGS, { method: "PUT" })).status, 405);
    assert.equal((await send(OBSERVE, { method: "POST", body: "x" })).status, 415);
  });

  it("answers 429 with Retry-After above a key's limit, and counts each key by itself", async () => {
    const limited = await startForTests({ cekuraRequestsPerSecond: 2 });
    const ask = (kind: Kind) =>
      fetch(`${limited.cekura.baseUrl}/user/v1/projects/`, {
        headers: { "X-CEKURA-API-KEY": limited.cekura.apiKeys[kind] },
      });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await ask("project")).status);
    assert.deepEqual(statuses, [200, 200, 429]);
    assert.equal((await ask("project")).headers.get("Retry-After"), "1");
    assert.equal((await ask("read_only")).status, 200);
  });

  const SCENARIOS = [
    ["cekura-rate-limited", 429],
    ["cekura-unauthorised", 403],
    ["cekura-unavailable", 503],
    ["cekura-server-error", 500],
    ["cekura-html-page", 200],
  ] as const;
  for (const [scenario, status] of SCENARIOS)
    it(`answers ${status} under ${scenario}, and Ultravox as ever`, async () => {
      simulator.setScenario(scenario);
      try {
        assert.equal((await send(`${LOGS}?project_id=1376`)).status, status);
        const headers = { "X-API-Key": simulator.apiKey };
        assert.equal((await fetch(`${simulator.baseUrl}/agents`, { headers })).status, 200);
      } finally {
        simulator.setScenario("normal");
      }
    });

  it("breaks connections under cekura-reset, and bodies under cekura-cut-off, after the answer's head", async () => {
    try {
      simulator.setScenario("cekura-reset");
      await assert.rejects(send(`${LOGS}?project_id=1376`), { message: "fetch failed" });
      simulator.setScenario("cekura-cut-off");
      const answer = await send(`${LOGS}?project_id=1376`);
      assert.equal(answer.status, 200);
      await assert.rejects(answer.text(), { message: "terminated" });
    } finally {
      simulator.setScenario("normal");
    }
  });

  it("refuses the operator `in` under cekura-without-in", async () => {
    simulator.setScenario("cekura-without-in");
    try {
      const filter = encodeURIComponent(JSON.stringify({ field: "call_id", op: "in", value: ["a"] }));
      assert.equal((await send(`${LOGS}?project_id=1376&filters_v2=${filter}`)).status, 400);
    } finally {
      simulator.setScenario("normal");
    }
  });

  it("lists agents, projects and metrics as far as a key sees", async () => {
    const read = async (path: string, kind: Kind) =>
      (await (await send(path, {}, as(kind))).json()) as unknown[];
    assert.equal((await read("/user/v1/projects/", "organization")).length, 2);
    assert.equal((await read("/user/v1/projects/", "read_only")).length, 1);
    assert.equal((await read("/test_framework/v2/metrics/?project_id=1376", "organization")).length, 8);
    const agents = (await (await send("/test_framework/v2/aiagents/", {}, as("project"))).json()) as WirePage;
    assert.equal(agents.count, 5);
  });
});
