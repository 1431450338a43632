import assert from "node:assert/strict";
import { test } from "node:test";
import { send } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { RECEPTION_AGENT_ID } from "../calls/agents.ts";

const simulator = await startForTests({ callCount: 30 });
const PATHS = ["/calls", "/calls/x", "/agents", `/agents/${RECEPTION_AGENT_ID}/calls`, "/accounts/me"];

test("answers 401 without a key on every path", async () => {
  for (const path of PATHS) {
    const response = await fetch(`${simulator.baseUrl}${path}`);
    assert.equal(response.status, 401, path);
    assert.deepEqual(await response.json(), { detail: "Authentication credentials were not provided." });
  }
});

test("answers 401 for a wrong key, a bearer token and a key in the query", async () => {
  const wrong: [string, Record<string, string>][] = [
    ["/calls", { "X-API-Key": `${simulator.apiKey}x` }],
    ["/calls", { "X-API-Key": simulator.apiKey.toLowerCase() }],
    ["/calls", { Authorization: `Bearer ${simulator.apiKey}` }],
    [`/calls?X-API-Key=${simulator.apiKey}`, {}],
  ];
  for (const [path, headers] of wrong) {
    const response = await fetch(`${simulator.baseUrl}${path}`, { headers });
    assert.equal(response.status, 401);
    assert.match(JSON.stringify(await response.json()), /^\{"detail":"/);
  }
});

test("accepts X-Unsafe-API-Key", async () => {
  const response = await fetch(`${simulator.baseUrl}/calls`, {
    headers: { "X-Unsafe-API-Key": simulator.apiKey },
  });
  assert.equal(response.status, 200);
});

test("answers 404 for an unknown call or agent and for a malformed id", async () => {
  const nobody = "00000000-0000-4000-8000-000000000000";
  const cases: [string, string][] = [
    [`/calls/${nobody}`, "No Call matches the given query."],
    ["/calls/abc", "No Call matches the given query."],
    [`/agents/${nobody}`, "No Agent matches the given query."],
    [`/agents/${nobody}/calls`, "No Agent matches the given query."],
  ];
  for (const [path, detail] of cases) {
    const response = await send(simulator, path);
    assert.equal(response.status, 404, path);
    assert.deepEqual(await response.json(), { detail });
  }
});

test("answers 404 for an unknown path, a trailing slash included", async () => {
  for (const path of ["", "/", "/calls/", "/agents/", "/accounts", "/accounts/me/", "//calls", "/Calls"]) {
    const response = await send(simulator, path);
    assert.equal(response.status, 404, path);
    assert.deepEqual(await response.json(), { detail: "Not found." });
  }
  assert.equal((await send(simulator, simulator.baseUrl.replace("/api", "/calls"))).status, 404);
});

const WRONG_VALUES: [string, string[]][] = [
  ["agentIds", ["x", `${RECEPTION_AGENT_ID},x`, `${RECEPTION_AGENT_ID}0`]],
  ["voiceId", ["Mark"]],
  [
    "fromDate",
    ["yesterday", "2026-02-30", "2026-13-01", "2026-06-20T25:00:00Z", "2026-06-20T10:00:00+02:00"],
  ],
  ["toDate", ["20260620", "2026-06-20T10:00:00+25:00", "2026-06-20Z"]],
  ["timeOfDayStart", ["9", "24:00:00", "09:60"]],
  ["timeOfDayEnd", ["noon"]],
  ["durationMin", ["300", "5m", "01s", " 300s"]],
  ["durationMax", ["s", "1e3s"]],
  ["search", ["", "%20%20"]],
  ["sort", ["joined", "CREATED"]],
  ["pageSize", ["0", "-1", "ten", "1.5"]],
];

for (const [name, values] of WRONG_VALUES) {
  test(`answers 400 that names ${name} for a wrong value`, async () => {
    for (const value of values) {
      const response = await send(simulator, `/calls?${name}=${value}`);
      assert.equal(response.status, 400, `${name}=${value}`);
      const body = (await response.json()) as Record<string, string[]>;
      assert.deepEqual(Object.keys(body), [name]);
      assert.equal(typeof body[name]?.[0], "string");
    }
  });
}

test("answers 400 that names all wrong fields", async () => {
  const response = await send(simulator, "/calls?pageSize=0&durationMin=300&fromDate=x");
  const body = (await response.json()) as object;
  assert.deepEqual(Object.keys(body).toSorted(), ["durationMin", "fromDate", "pageSize"]);
});

test("answers 405 that names the allowed methods, after it has checked the key", async () => {
  const routes: [path: string, methods: string[], allowed: string][] = [
    ["/calls", ["PUT", "PATCH", "DELETE", "OPTIONS"], "GET, POST, HEAD"],
    ["/agents", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"], "GET, HEAD"],
  ];
  for (const [path, method, allowed] of routes.flatMap(([path, methods, allowed]) =>
    methods.map((method) => [path, method, allowed] as const),
  )) {
    const response = await send(simulator, path, { method });
    assert.equal(response.status, 405, method);
    assert.equal(response.headers.get("Allow"), allowed);
    assert.deepEqual(await response.json(), { detail: `Method "${method}" not allowed.` });
  }
  assert.equal((await fetch(`${simulator.baseUrl}/calls`, { method: "POST" })).status, 401);
});

test("answers HEAD with the headers of GET and no body", async () => {
  const response = await send(simulator, "/accounts/me", { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.ok(Number(response.headers.get("Content-Length")) > 100);
  assert.equal(await response.text(), "");
});
