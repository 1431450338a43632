import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type SimulatorProcess, startSimulatorProcess } from "./support/start-simulator.ts";
import { type RunningWorkerd, startWorkerd } from "./support/start-workerd.ts";
import { testVars } from "./support/test-vars.ts";
import { Viewer } from "./support/viewer.ts";

const OLD = "the-old-secret-of-the-tests-0123456789";
const NEW = "the-new-secret-of-the-tests-0123456789";

/** Settings of the Worker in each step of the rotation. */
const STEPS = {
  before: { KEYHOLE_SECRET: OLD },
  announced: { KEYHOLE_SECRET: OLD, KEYHOLE_SECRET_PREVIOUS: NEW },
  swapped: { KEYHOLE_SECRET: NEW, KEYHOLE_SECRET_PREVIOUS: OLD },
};
/** While a step is being deployed, isolates of the step before still answer. */
const PHASES: (keyof typeof STEPS)[][] = [
  ["before"],
  ["before", "announced"],
  ["announced"],
  ["announced", "swapped"],
  ["swapped"],
];

/** Another key of the same account. */
const OTHER_KEY = "OTHERKEY.AnotherKeyOfTheSameAccount000001";

let simulator: SimulatorProcess;
/** The same account again, for its other key. */
let otherKeys: SimulatorProcess;
let workerd: RunningWorkerd;

before(async () => {
  const account = ["--requests-per-second", "100000", "--now", new Date().toISOString()];
  simulator = await startSimulatorProcess(account);
  otherKeys = await startSimulatorProcess([...account, "--api-key", OTHER_KEY]);
  const services = Object.entries(STEPS).map(([name, secrets]) => ({
    name,
    vars: { ...testVars(simulator), ...secrets },
  }));
  const vars = { ...testVars(otherKeys), ...STEPS.before, ULTRAVOX_API_KEY: OTHER_KEY };
  services.push({ name: "with another key", vars });
  workerd = await startWorkerd({ services });
});

after(async () => {
  await workerd?.stop();
  await simulator?.stop();
  await otherKeys?.stop();
});

test("a rotation of KEYHOLE_SECRET fails no request, and tokens and cursors stay valid", async () => {
  const readers: { viewer: Viewer; next: string | null }[] = [];
  let requests = 0;
  for (const phase of PHASES) {
    const urls = phase.map((name) => workerd.urls[name] ?? assert.fail());
    const anyUrl = () => urls[requests++ % urls.length] ?? assert.fail();
    for (let count = 0; count < 6; count += 1) {
      const viewer = await Viewer.make();
      assert.equal((await viewer.mint(anyUrl(), "visitor")).status, 200);
      readers.push({ viewer, next: null });
    }
    // The readers of all phases so far continue, several at once.
    for (let page = 0; page < 3; page += 1) {
      await Promise.all(
        readers.map(async (reader) => {
          const cursor = reader.next === null ? "" : `&cursor=${reader.next}`;
          const answer = await reader.viewer.get(anyUrl(), `/v1/calls?limit=2${cursor}`);
          const body = await answer.text();
          assert.equal(answer.status, 200, `${phase.join(" and ")}: ${body}`);
          reader.next = (JSON.parse(body) as { next: string }).next;
          assert.ok(reader.next);
        }),
      );
    }
  }
  assert.ok(requests > 250);
});

test("skipping the announcement would fail requests: the test can tell", async () => {
  const viewer = await Viewer.make();
  assert.equal((await viewer.mint(workerd.urls.swapped ?? assert.fail(), "visitor")).status, 200);
  assert.equal((await viewer.get(workerd.urls.before ?? assert.fail(), "/v1/calls")).status, 401);
});

test("another ULTRAVOX_API_KEY fails no request, and tokens and cursors stay valid", async () => {
  const urls = [workerd.urls.before, workerd.urls["with another key"]];
  const viewers = await Promise.all(Array.from({ length: 6 }, () => Viewer.make()));
  await Promise.all(
    viewers.map(async (viewer, index) => {
      // While the new key is being deployed, isolates with either one answer the same viewer.
      const urlOf = (turn: number) => urls[(index + turn) % 2] ?? assert.fail();
      assert.equal((await viewer.mint(urlOf(0), "visitor")).status, 200);
      const seen: string[] = [];
      let cursor = "";
      for (let turn = 0; turn < 6; turn += 1) {
        const answer = await viewer.get(urlOf(turn), `/v1/calls?limit=2${cursor}`);
        const { items, next } = (await answer.json()) as { items: { id: string }[]; next: string };
        assert.equal(answer.status, 200);
        seen.push(...items.map(({ id }) => id));
        cursor = `&cursor=${next}`;
      }
      assert.equal(new Set(seen).size, 12);
    }),
  );
  for (const { countRequests } of [simulator, otherKeys])
    assert.deepEqual(Object.keys(await countRequests()), ["200"]);
});
