import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { read, send, walk } from "../../test/support/api-client.ts";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { type ScenarioName, ScenarioSwitch, STRAY_FAULTS } from "./scenarios.ts";

const clock = new FakeClock();
const simulator = await startForTests({ callCount: 100, slowMs: 150 }, clock);

/** Runs one test under a scenario and restores the normal one. */
function scenario(name: ScenarioName, what: string, check: () => Promise<void>): void {
  test(`${name}: ${what}`, async () => {
    simulator.setScenario(name);
    try {
      await check();
    } finally {
      simulator.setScenario("normal");
    }
    assert.equal((await send(simulator, "/calls")).status, 200, "normal again");
  });
}

scenario("empty", "answers agents and no calls", async () => {
  simulator.setScenario("normal");
  const [call] = (await read(simulator, "/calls")).results;
  simulator.setScenario("empty");
  const page = await read(simulator, "/calls");
  assert.deepEqual(page, { next: null, previous: null, results: [], total: 0 });
  assert.equal((await send(simulator, `/calls/${call?.callId}`)).status, 404);
  const agents = await read<{ results: { statistics: object }[] }>(simulator, "/agents");
  assert.deepEqual(
    agents.results.map((agent) => agent.statistics),
    Array.from({ length: 5 }, () => ({ calls: 0 })),
  );
});

scenario("slow", "answers the right body after a wait", async () => {
  const answered = () => simulator.state().requests.total;
  const before = answered();
  const page = read(simulator, "/calls");
  await clock.someoneSleeps();
  clock.advance(149);
  await turn();
  assert.equal(answered(), before);
  clock.advance(1);
  assert.equal((await page).total, 100);
  assert.equal(answered(), before + 1);
});

scenario("slow", "logs a client that leaves as aborted", async () => {
  const client = new AbortController();
  const response = send(simulator, "/calls?gone", { signal: client.signal });
  await clock.someoneSleeps();
  client.abort();
  await assert.rejects(response, { name: "AbortError" });
  const last = () => simulator.requests().at(-1);
  while (last()?.path !== "/api/calls?gone") await turn();
  assert.equal(last()?.status, null);
});

scenario("rate-limited", "answers 429 with Retry-After", async () => {
  const response = await send(simulator, "/agents");
  assert.equal(response.status, 429);
  assert.equal(response.headers.get("Retry-After"), "2");
  assert.deepEqual(await response.json(), {
    detail: "Request was throttled. Expected available in 2 seconds.",
  });
});

scenario("unauthorised", "answers 401 for the right key", async () => {
  const response = await send(simulator, "/accounts/me");
  assert.equal(response.status, 401);
  assert.deepEqual(await response.json(), { detail: "Invalid API key." });
});

scenario("unavailable", "answers 503 with Retry-After", async () => {
  const response = await send(simulator, "/calls");
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("Retry-After"), "2");
});

scenario("broken-json", "answers 200 with a body that does not parse", async () => {
  const response = await send(simulator, "/calls");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Content-Type"), "application/json");
  const text = await response.text();
  assert.ok(text.length > 1000);
  assert.throws(() => JSON.parse(text), SyntaxError);
});

scenario("double-rows", "has each row twice", async () => {
  const { results } = await read(simulator, "/calls?pageSize=5");
  assert.equal(results.length, 10);
  assert.equal(new Set(results.map(({ callId }) => callId)).size, 5);
});

scenario("cursor-loop", "goes on at the same cursor", async () => {
  const { next } = await read(simulator, "/calls?pageSize=5");
  assert.equal((await read(simulator, "/calls?pageSize=5")).next, next);
});

scenario("other-call", "answers a call with another id", async () => {
  const [call] = (await read(simulator, "/calls?pageSize=1")).results;
  const answer = (await (await send(simulator, `/calls/${call?.callId}`)).json()) as { callId: string };
  assert.notEqual(answer.callId, call?.callId);
});

scenario("html-error", "answers 502 with an HTML page", async () => {
  const response = await send(simulator, "/calls");
  assert.equal(response.status, 502);
  assert.equal(response.headers.get("Content-Type"), "text/html");
  assert.match(await response.text(), /^<html>/);
});

scenario("short-pages", "answers fewer rows than requested, some pages empty, each call once", async () => {
  const pages = await walk(simulator, "/calls?pageSize=20");
  const sizes = pages.map((page) => page.results.length);
  assert.deepEqual(sizes.slice(0, 5), [10, 0, 10, 10, 0]);
  assert.ok(pages[1]?.next, "the empty page has a next one");
  const cursors = pages.map((page) => page.next);
  assert.equal(new Set(cursors).size, cursors.length, "no cursor comes twice");
  const ids = pages.flatMap((page) => page.results.map((call) => call.callId));
  assert.equal(ids.length, 100);
  assert.equal(new Set(ids).size, 100);
});

test("starts under a given scenario, and refuses an unknown one", async () => {
  const broken = await startForTests({ callCount: 1, scenario: "unavailable" });
  assert.equal((await send(broken, "/calls")).status, 503);
  assert.throws(
    () => broken.setScenario("nosuch" as ScenarioName),
    /^TypeError: name: must be one of normal/,
  );
});

test("lets a share of the requests meet a fault, the same ones for the same seed", () => {
  const draws = (seed: number) => {
    const scenarios = new ScenarioSwitch("normal", { faultPercent: 2, seed });
    const drawn = Array.from({ length: 5_000 }, () => scenarios.draw().description);
    return { drawn, faults: scenarios.strayFaults };
  };
  const { drawn, faults } = draws(1);
  const count = Object.values(faults).reduce((sum, each) => sum + each, 0);
  assert.ok(count > 60 && count < 140, `${count} of 5000`);
  assert.deepEqual(Object.keys(faults).sort(), [...STRAY_FAULTS].sort());
  assert.deepEqual(draws(1).drawn, drawn);
  assert.notDeepEqual(draws(2).drawn, drawn);
});

test("answers a request with the fault that it draws, and counts it", async () => {
  const faulty = await startForTests({ callCount: 1, faultPercent: 100, seed: 3 });
  const answers = await Promise.allSettled(
    Array.from({ length: 12 }, () =>
      send(faulty, "/calls", { signal: AbortSignal.timeout(200) }).then((answer) => answer.json()),
    ),
  );
  assert.ok(answers.some(({ status }) => status === "rejected"));
  const { strayFaults } = faulty.state();
  assert.equal(
    Object.values(strayFaults).reduce((sum, each) => sum + each, 0),
    12,
  );
});
