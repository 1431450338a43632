import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type SimulatorProcess, startSimulatorProcess } from "./support/start-simulator.ts";
import { type RunningWorkerd, startWorkerd } from "./support/start-workerd.ts";
import { testVars } from "./support/test-vars.ts";
import { Viewer } from "./support/viewer.ts";

const SERVICES = ["one", "two", "three", "four"];
const REQUESTS = 150;

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

// How many requests pass per second depends on the machine: the broker's tests hold the budget to a fake
// clock, and the benchmark upstream-budget measures it.
test("four isolates that share a budget answer every viewer, or tell how long to wait", async () => {
  const urls = SERVICES.map((name) => workerd.urls[name] ?? assert.fail(name));
  const viewers = await Promise.all(urls.map(() => Viewer.make()));
  for (const [index, viewer] of viewers.entries()) {
    const minted = await viewer.mint(urls[index] ?? "", index % 2 === 0 ? "member" : "visitor");
    assert.equal(minted.status, 200, await minted.text());
  }
  const answers = await Promise.all(
    Array.from({ length: REQUESTS }, (_, index) => {
      const viewer = viewers[index % viewers.length] ?? assert.fail();
      const url = urls[Math.floor(index / viewers.length) % urls.length] ?? "";
      // Each asks something else: what is asked twice costs the upstream nothing.
      return viewer.get(url, `/v1/calls?limit=1&minDurationMs=${index}`);
    }),
  );
  assert.ok(answers.some(({ status }) => status === 200));
  for (const answer of answers) {
    const { code, retryAfterSeconds } = (await answer.json()) as {
      code?: string;
      retryAfterSeconds?: number;
    };
    if (answer.status === 200) continue;
    assert.equal(answer.status, 503);
    assert.ok(code === "upstream_rate_limited" || code === "upstream_unavailable", String(code));
    assert.equal(String(retryAfterSeconds), answer.headers.get("Retry-After"));
    assert.ok(Number(retryAfterSeconds) >= 1 && Number(retryAfterSeconds) <= 10);
  }
});
