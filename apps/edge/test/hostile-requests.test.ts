import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { bodies } from "./hostile/bodies.ts";
import { callParts } from "./hostile/call-parts.ts";
import { headers } from "./hostile/headers.ts";
import type { HostileCase, Stage } from "./hostile/hostile-case.ts";
import { methods } from "./hostile/methods.ts";
import { origins } from "./hostile/origins.ts";
import { paths } from "./hostile/paths.ts";
import { queries } from "./hostile/queries.ts";
import { sendRaw } from "./hostile/raw-request.ts";
import { type SimulatorProcess, startSimulatorProcess } from "./support/start-simulator.ts";
import { type RunningWorkerd, startWorkerd } from "./support/start-workerd.ts";
import { testVars } from "./support/test-vars.ts";
import { Viewer } from "./support/viewer.ts";

const GROUPS: Record<string, HostileCase[]> = {
  paths,
  methods,
  headers,
  bodies,
  origins,
  queries,
  "call parts": callParts,
};

let simulator: SimulatorProcess;
let workerd: RunningWorkerd;
let url: string;
let stage: Stage;

before(async () => {
  simulator = await startSimulatorProcess([]);
  workerd = await startWorkerd({ services: [{ name: "broker", vars: testVars(simulator) }] });
  url = workerd.urls.broker ?? assert.fail();
  const viewer = await Viewer.make();
  assert.equal((await viewer.mint(url, "visitor")).status, 200);
  stage = { viewer, host: new URL(url).host };
});

after(async () => {
  await workerd?.stop();
  await simulator?.stop();
});

for (const [group, cases] of Object.entries(GROUPS)) {
  describe(`hostile ${group} (${cases.length})`, () => {
    for (const { name, request, status, code } of cases) {
      test(name, async () => {
        const answer = await sendRaw(url, await request(stage));
        assert.equal(answer.status, status, answer.body);
        const isProblem = answer.headers.get("Content-Type")?.includes("json") && answer.status >= 400;
        const found =
          isProblem && answer.body !== "" ? (JSON.parse(answer.body) as { code: string }).code : null;
        assert.equal(found, code);
        // Only the Worker's own answers, not those of the server in front of it.
        if (code === null && answer.status >= 400) return;
        assert.ok(answer.headers.get("X-Request-Id"));
        assert.equal(answer.headers.get("X-Content-Type-Options"), "nosniff");
        assert.equal(answer.headers.get("Referrer-Policy"), "no-referrer");
        assert.equal(answer.headers.get("Cache-Control"), "private, no-store");
      });
    }
  });
}
