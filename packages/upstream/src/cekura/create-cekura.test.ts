import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  CEKURA_KEY,
  CEKURA_URL,
  sampleCallLog,
  sampleCekuraPage,
  sampleDetail,
} from "../../test/cekura-sample.ts";
import { json, scriptedFetch, status } from "../../test/scripted-fetch.ts";
import { createCekura, splitWindow } from "./index.ts";

const WINDOW = { from: "2026-07-01T00:00:00Z", to: "2026-07-03T00:00:00Z" };
const LIST = { ...WINDOW, scope: { projectId: 1376 }, pageSize: 5 };

function clientOf(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, requests } = scriptedFetch(...steps);
  const cekura = createCekura({ apiKey: CEKURA_KEY, baseUrl: CEKURA_URL, fetch, random: () => 0 });
  return { cekura, requests };
}

const filterOf = (url: URL | undefined) =>
  JSON.parse(url?.searchParams.get("filters_v2") ?? "null") as unknown;
const bodyOf = (init: RequestInit | undefined) => JSON.parse(String(init?.body)) as unknown;

describe("createCekura", () => {
  it("asks every path with a slash at its end and the key in one header", async () => {
    const { cekura, requests } = clientOf(json(sampleCekuraPage([])));
    await cekura.listCallLogs(LIST);
    await cekura.getCallLog(7);
    await cekura.voteMetric({ id: 7, metricId: 35, vote: "up" });
    await cekura.listAgents({ pageSize: 50 });
    await cekura.listProjects();
    await cekura.listMetrics({ agentId: 2142 });
    await cekura.createApiKey({ name: "keyhole", projectId: 1376 });
    assert.deepEqual(
      requests.map(({ url, init }) => `${init.method} ${url.pathname}`),
      [
        "GET /observability/v2/call-logs/",
        "GET /observability/v2/call-logs/7/",
        "POST /observability/v1/call-logs/7/mark_metric_vote/",
        "GET /test_framework/v2/aiagents/",
        "GET /user/v1/projects/",
        "GET /test_framework/v2/metrics/",
        "POST /user/api/v1/user-api-key/",
      ],
    );
    for (const { headers, url, init } of requests) {
      assert.equal(headers.get("X-CEKURA-API-KEY"), CEKURA_KEY);
      assert.equal(`${url}${init.body ?? ""}`.includes(CEKURA_KEY), false);
    }
  });
});

describe("listCallLogs", () => {
  it("always sends its window, and reads the next page's number wherever `next` points", async () => {
    const next = "https://elsewhere.example/x/?agent_id=1&page=4";
    const { cekura, requests } = clientOf(
      json(sampleCekuraPage([sampleCallLog(), { id: "x" }], { next, count: 61 })),
    );
    const page = await cekura.listCallLogs({ ...LIST, page: 3 });
    assert.ok(page.ok);
    const { items, ...rest } = page.value;
    assert.deepEqual(rest, { skipped: 1, nextPage: 4, total: 61 });
    assert.equal(items.length, 1);
    assert.deepEqual(Object.fromEntries(requests[0]?.url.searchParams ?? []), {
      project_id: "1376",
      timestamp_from: WINDOW.from,
      timestamp_to: WINDOW.to,
      page: "3",
      page_size: "5",
    });
  });

  it("names call logs by Cekura's own ids", async () => {
    const { cekura, requests } = clientOf(json(sampleCekuraPage([])));
    await cekura.listCallLogs({ ...LIST, ids: [5, 7] });
    assert.equal(requests[0]?.url.searchParams.get("call_ids"), "5,7");
  });

  for (const [name, changes] of Object.entries({
    "a window of more than 33 days": { from: "2026-05-30T23:59:59Z" },
    "a window that ends before it begins": { from: "2026-07-04T00:00:00Z" },
    "a window without a time": { to: "soon" },
    "page 0": { page: 0 },
    "no page size": { pageSize: 0 },
    "a project that is none": { scope: { projectId: 0 } },
    "no scope": { scope: {} },
  })) {
    it(`throws a TypeError for ${name}`, async () => {
      const { cekura, requests } = clientOf(json(sampleCekuraPage([])));
      const query = { ...LIST, ...changes } as typeof LIST;
      await assert.rejects(cekura.listCallLogs(query), TypeError);
      assert.equal(requests.length, 0);
    });
  }

  for (const body of [null, [], {}, { results: {} }, sampleCekuraPage([], { next: "?page=x" })]) {
    it(`fails for ${JSON.stringify(body)}`, async () => {
      const page = await clientOf(json(body)).cekura.listCallLogs(LIST);
      assert.deepEqual(page, { ok: false, error: { kind: "invalid", reason: "schema" } });
    });
  }
});

describe("findCallLogs", () => {
  const FIND = { ...LIST, callIds: ["a", "b"] };

  it("names the calls in one condition", async () => {
    const { cekura, requests } = clientOf(json(sampleCekuraPage([sampleCallLog()])));
    assert.ok((await cekura.findCallLogs(FIND)).ok);
    assert.deepEqual(filterOf(requests[0]?.url), { field: "call_id", op: "in", value: ["a", "b"] });
  });

  it("sends a condition for each where that is refused, and does not try again", async () => {
    const { cekura, requests } = clientOf(status(400), json(sampleCekuraPage([])));
    assert.ok((await cekura.findCallLogs(FIND)).ok);
    assert.ok((await cekura.findCallLogs(FIND)).ok);
    assert.equal(requests.length, 3);
    for (const { url } of requests.slice(1))
      assert.deepEqual(filterOf(url), {
        operator: "or",
        conditions: [
          { field: "call_id", op: "eq", value: "a" },
          { field: "call_id", op: "eq", value: "b" },
        ],
      });
  });

  it("shares what it has learnt with the clients that are given the same", async () => {
    const learnt = { isInRefused: false };
    const { fetch, requests } = scriptedFetch(status(400), json(sampleCekuraPage([])));
    const make = () => createCekura({ apiKey: CEKURA_KEY, baseUrl: CEKURA_URL, fetch, learnt });
    assert.ok((await make().findCallLogs(FIND)).ok);
    assert.ok((await make().findCallLogs(FIND)).ok);
    assert.equal(requests.length, 3);
    assert.deepEqual(learnt, { isInRefused: true });
  });

  it("does not take a rejected key or a limit for a refused filter", async () => {
    for (const code of [401, 403, 429, 500]) {
      const { cekura, requests } = clientOf(status(code));
      assert.equal((await cekura.findCallLogs(FIND)).ok, false);
      assert.equal(requests.length, 1);
    }
  });

  it("asks nothing for no calls", async () => {
    const { cekura, requests } = clientOf(status(500));
    assert.deepEqual(await cekura.findCallLogs({ ...FIND, callIds: [] }), {
      ok: true,
      value: { items: [], skipped: 0, nextPage: null, total: 0 },
    });
    assert.equal(requests.length, 0);
  });
});

describe("splitWindow", () => {
  const days = (count: number) => new Date(Date.UTC(2026, 0, 1 + count)).toISOString();

  it("covers a range with windows of at most 33 days, the newest first, without an overlap", () => {
    const windows = splitWindow({ from: days(0), to: days(80) });
    assert.deepEqual(windows[0], { from: days(47), to: days(80) });
    assert.equal(windows.length, 3);
    assert.equal(windows.at(-1)?.from, days(0));
    for (const [index, { from }] of windows.slice(0, -1).entries())
      assert.equal(Date.parse(from) - Date.parse(windows[index + 1]?.to ?? ""), 1);
    for (const { from, to } of windows) assert(Date.parse(to) - Date.parse(from) <= 33 * 24 * 3_600_000);
  });

  it("leaves what fits in one", () => {
    assert.deepEqual(splitWindow({ from: days(0), to: days(33) }), [{ from: days(0), to: days(33) }]);
  });
});

describe("getCallLog", () => {
  it("refuses an answer about another call log", async () => {
    const { cekura } = clientOf(json(sampleDetail()));
    assert.ok((await cekura.getCallLog(5_181_749)).ok);
    assert.deepEqual(await cekura.getCallLog(7), {
      ok: false,
      error: { kind: "invalid", reason: "wrong_id" },
    });
  });

  it("tells a call log that is not there from a key that is rejected", async () => {
    const errors = [];
    for (const code of [404, 401, 403]) {
      const result = await clientOf(status(code)).cekura.getCallLog(7);
      errors.push(result.ok || result.error.kind);
    }
    assert.deepEqual(errors, ["not_found", "key_rejected", "key_rejected"]);
  });
});

describe("voteMetric", () => {
  for (const [vote, thumbs_up] of [
    ["up", true],
    ["down", false],
    [null, null],
  ] as const) {
    it(`sends ${vote} as ${thumbs_up}, again where the connection broke`, async () => {
      const { cekura, requests } = clientOf(new Error("reset"), json({ id: 7 }));
      assert.deepEqual(await cekura.voteMetric({ id: 7, metricId: 35, vote }), { ok: true, value: null });
      assert.equal(requests.length, 2);
      assert.deepEqual(bodyOf(requests[1]?.init), { metric_id: 35, thumbs_up, expected_value: null });
    });
  }
});

describe("createApiKey", () => {
  const MADE = { id: 9021, name: "keyhole", organization_name: "Acme", project: 1376, key: "MADE-KEY" };
  const make = (...steps: Parameters<typeof scriptedFetch>) => {
    const { cekura, requests } = clientOf(...steps);
    return { made: cekura.createApiKey({ name: "keyhole", projectId: 1376 }), requests };
  };

  it("makes a key for one project", async () => {
    const { made, requests } = make(json({ ...MADE, created_at: "2026-07-02T09:00:00Z" }, { status: 201 }));
    assert.deepEqual(await made, {
      ok: true,
      value: {
        id: 9021,
        name: "keyhole",
        projectId: 1376,
        key: "MADE-KEY",
        createdAt: "2026-07-02T09:00:00.000Z",
      },
    });
    assert.deepEqual(bodyOf(requests[0]?.init), { name: "keyhole", project: 1376 });
  });

  it("is sent once, whatever goes wrong", async () => {
    for (const step of [new Error("reset"), status(503), status(429, { "Retry-After": "0" })]) {
      const { made, requests } = make(step);
      assert.equal((await made).ok, false);
      assert.equal(requests.length, 1);
    }
  });

  for (const project of [null, 1377, undefined])
    it(`refuses a key for the project ${project}`, async () => {
      assert.deepEqual(await make(json({ ...MADE, project })).made, {
        ok: false,
        error: { kind: "invalid", reason: "wrong_id" },
      });
    });

  it("fails without a key in the answer", async () => {
    assert.equal((await make(json({ ...MADE, key: "" })).made).ok, false);
  });
});

describe("lists without pages", () => {
  it("reads projects and metrics, and leaves out what does not parse", async () => {
    const { cekura } = clientOf(json([{ id: 1, name: "A", members: [] }, { id: 2 }]));
    assert.deepEqual(await cekura.listProjects(), {
      ok: true,
      value: { items: [{ id: 1, name: "A" }], skipped: 1 },
    });
    const metrics = clientOf(
      json([
        { id: 35, name: "Tools", type: "llm_judge", eval_type: "binary" },
        { id: 36, name: "New", eval_type: "of next year" },
      ]),
    );
    assert.deepEqual(await metrics.cekura.listMetrics({ projectId: 1 }), {
      ok: true,
      value: {
        items: [
          { id: 35, name: "Tools", kind: "binary" },
          { id: 36, name: "New", kind: "unknown" },
        ],
        skipped: 0,
      },
    });
  });

  it("reads agents, one without a name by its id", async () => {
    const { cekura } = clientOf(
      json(
        sampleCekuraPage([
          { id: 2142, name: "Desk", project: 1 },
          { id: 7, name: "" },
        ]),
      ),
    );
    const page = await cekura.listAgents({ pageSize: 50, projectId: 1 });
    assert.ok(page.ok);
    assert.deepEqual(page.value.items, [
      { id: 2142, name: "Desk", projectId: 1 },
      { id: 7, name: "7", projectId: null },
    ]);
  });
});
