/** Requests that wait for each other on workerd, where none may await another's promise. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type SimulatorProcess, startSimulatorProcess } from "./support/start-simulator.ts";
import { type RunningWorkerd, startWorkerd } from "./support/start-workerd.ts";
import { testVars } from "./support/test-vars.ts";
import { Viewer } from "./support/viewer.ts";

const SERVICES = ["one", "two", "three"];
const VIEWERS = 24;

let simulator: SimulatorProcess;
let workerd: RunningWorkerd;

before(async () => {
  // Long enough for all to wait, and shorter than the isolate that asks is waited for.
  simulator = await startSimulatorProcess(["--scenario", "slow", "--slow-ms", "1500"]);
  const vars = testVars(simulator);
  workerd = await startWorkerd({ services: SERVICES.map((name) => ({ name, vars })) });
});

after(async () => {
  await workerd?.stop();
  await simulator?.stop();
});

test("viewers of three isolates who ask at once cost the upstream two requests, though one gives up", async () => {
  const urls = SERVICES.map((name) => workerd.urls[name] ?? assert.fail(name));
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => Viewer.make()));
  for (const [index, viewer] of viewers.entries()) {
    const minted = await viewer.mint(urls[index % urls.length] ?? "", "member");
    assert.equal(minted.status, 200, await minted.text());
  }
  const count = async () =>
    Object.values(await simulator.countRequests()).reduce((sum, requests) => sum + requests, 0);
  const before = await count();
  const [first = assert.fail(), ...others] = viewers;
  const givenUp = new AbortController();
  const asking = first.get(urls[0] ?? "", "/v1/calls", { signal: givenUp.signal }).catch(() => null);
  setTimeout(() => givenUp.abort(), 300);
  const answers = await Promise.all(
    others.map(async (viewer, index) => {
      const answer = await viewer.get(urls[index % urls.length] ?? "", "/v1/calls");
      assert.equal(answer.status, 200, await answer.clone().text());
      const { items } = (await answer.json()) as { items: { id: string }[] };
      return JSON.stringify(items);
    }),
  );
  assert.equal(await asking, null);
  assert.equal(new Set(answers).size, 1);
  assert.ok((answers[0]?.length ?? 0) > 100);
  // One for the first isolate, which did not know of the others, and one for all others.
  const sent = (await count()) - before;
  assert.ok(sent >= 1 && sent <= 2, `${sent} requests`);
});
