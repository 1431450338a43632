import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type SimulatorProcess, startSimulatorProcess } from "./support/start-simulator.ts";
import { type RunningWorkerd, startWorkerd } from "./support/start-workerd.ts";
import { testVars } from "./support/test-vars.ts";
import { Viewer } from "./support/viewer.ts";

const OFFERED_PER_SECOND = 400;
const SECONDS = 6;
/** Where the machine is too slow for the rate, the rate gives way. */
const MAX_IN_FLIGHT = 1000;
const SERVICES = ["one", "two", "three", "four"];

let simulator: SimulatorProcess;
let workerd: RunningWorkerd;

before(async () => {
  simulator = await startSimulatorProcess(["--requests-per-second", "200"]);
  const vars = testVars(simulator);
  workerd = await startWorkerd({ services: SERVICES.map((name) => ({ name, vars })) });
});

after(async () => {
  await workerd?.stop();
  await simulator?.stop();
});

interface Outcome {
  kind: "visitor" | "member";
  status: number;
  code: string | null;
  retryAfter: string | null;
  retryAfterSeconds: number | null;
  tookMs: number;
}

async function ask(viewer: Viewer, kind: Outcome["kind"], url: string): Promise<Outcome> {
  const startedMs = performance.now();
  const answer = await viewer.get(url, "/v1/calls?limit=1");
  const body = (await answer.json()) as { code?: string; retryAfterSeconds?: number };
  return {
    kind,
    status: answer.status,
    code: body.code ?? null,
    retryAfter: answer.headers.get("Retry-After"),
    retryAfterSeconds: body.retryAfterSeconds ?? null,
    tookMs: performance.now() - startedMs,
  };
}

test("four isolates, 400 requests a second offered: the upstream never has to refuse", async () => {
  const urls = SERVICES.map((name) => workerd.urls[name] ?? "");
  const viewers = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const viewer = await Viewer.make();
      const kind = index % 2 === 0 ? ("member" as const) : ("visitor" as const);
      const minted = await viewer.mint(urls[index % urls.length] ?? "", kind);
      assert.equal(minted.status, 200, await minted.text());
      return { viewer, kind };
    }),
  );
  const pending: Promise<Outcome>[] = [];
  let inFlight = 0;
  const startedMs = performance.now();
  for (let sent = 0; sent < OFFERED_PER_SECOND * SECONDS; sent += 1) {
    const { viewer, kind } = viewers[sent % viewers.length] ?? assert.fail();
    while (inFlight >= MAX_IN_FLIGHT) await sleep(5);
    inFlight += 1;
    // Not in step with the viewers, so that each isolate serves both kinds.
    const url = urls[Math.floor(sent / viewers.length) % urls.length] ?? "";
    pending.push(ask(viewer, kind, url).finally(() => (inFlight -= 1)));
    const aheadMs = (sent / OFFERED_PER_SECOND) * 1000 - (performance.now() - startedMs);
    if (aheadMs > 2) await sleep(aheadMs);
  }
  const outcomes = await Promise.all(pending);
  const tookSeconds = (performance.now() - startedMs) / 1000;

  const counted = await simulator.countRequests();
  const count = (kind: Outcome["kind"], status: number) =>
    outcomes.filter((outcome) => outcome.kind === kind && outcome.status === status).length;
  const answered = { member: count("member", 200), visitor: count("visitor", 200) };
  console.log(
    `offered ${Math.round(outcomes.length / tookSeconds)}/s for ${tookSeconds.toFixed(1)} s, ` +
      `answered: members ${answered.member}, visitors ${answered.visitor}, upstream: ${JSON.stringify(counted)}`,
  );

  for (const outcome of outcomes) {
    if (outcome.status === 200) continue;
    assert.equal(outcome.status, 503);
    assert.equal(outcome.code, "upstream_rate_limited");
    assert.equal(String(outcome.retryAfterSeconds), outcome.retryAfter);
    assert.ok(Number(outcome.retryAfterSeconds) >= 1 && Number(outcome.retryAfterSeconds) <= 10);
  }
  assert.ok(
    outcomes.every((outcome) => outcome.tookMs < 15_000),
    "each viewer has an answer within 15 s",
  );
  assert.equal(counted["429"] ?? 0, 0);
  assert.ok(answered.member > answered.visitor, "members go first");

  // What a refused viewer was told holds: after the longest of those waits there is room.
  const longest = Math.max(0, ...outcomes.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0));
  await sleep(longest * 1000);
  const [patient] = viewers;
  assert.equal((await ask(patient?.viewer ?? assert.fail(), "member", urls[0] ?? "")).status, 200);
});
