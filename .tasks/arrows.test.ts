import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongArrows } from "./arrows.ts";

function arrowsOf(path: string, text: string): string[] {
  return wrongArrows([{ path, text }]);
}

test("the arrows of the design are allowed", () => {
  const rightOnes = [
    ["apps/edge/src/worker.ts", 'import { createBroker } from "@keyhole/broker";'],
    ["apps/demo/edge/keyhole.config.ts", 'import { jwt } from "@keyhole/broker";'],
    ["packages/broker/src/index.ts", 'import { listCalls } from "@keyhole/upstream/ultravox";'],
    ["packages/upstream/src/a.ts", 'import type { Agent } from "@keyhole/contract";'],
    ["packages/elements/src/a.ts", 'import type { Agent } from "@keyhole/contract";'],
    ["packages/broker/src/a.test.ts", 'import { startSimulator } from "@keyhole/simulator";'],
    ["packages/broker/test/a.ts", 'import { startSimulator } from "@keyhole/simulator";'],
    ["packages/elements/web-test-runner.config.mjs", 'import { findChromium } from "@keyhole/dev/chromium";'],
    ["apps/e2e/test/list.test.ts", 'import { findChromium } from "@keyhole/dev/chromium";'],
    [".tasks/a.ts", 'import { startDemo } from "@keyhole/launch";'],
    ["packages/broker/src/a.ts", 'import { b } from "./b.ts";\nimport { z } from "hono";'],
    ["apps/demo/package.json", '{"dependencies": {"@keyhole/elements": "workspace:*"}}'],
    ["packages/broker/package.json", '{"devDependencies": {"@keyhole/simulator": "workspace:*"}}'],
  ];
  for (const [path = "", text = ""] of rightOnes) assert.deepEqual(arrowsOf(path, text), [], path);
});

test("a wrong import is caught, however it is written", () => {
  const wrongOnes = [
    ["packages/contract/src/a.ts", 'import { b } from "@keyhole/upstream";'],
    ["packages/elements/src/a.ts", 'import type { B } from "@keyhole/broker";'],
    ["packages/elements/src/a.ts", 'export * from "@keyhole/upstream/ultravox";'],
    ["packages/simulator/src/a.ts", 'import "@keyhole/contract";'],
    ["packages/upstream/src/a.ts", 'const b = await import("@keyhole/broker");'],
    ["packages/upstream/src/a.ts", 'import {\n  b,\n  c,\n} from "@keyhole/simulator";'],
    ["packages/upstream/src/a.test.ts", 'import { b } from "@keyhole/broker";'],
    ["apps/demo/src/host/a.ts", 'import { b } from "@keyhole/broker";'],
    ["apps/demo/src/host/a.ts", 'import { b } from "../../../../packages/broker/src/index.ts";'],
    ["apps/edge/src/a.ts", 'import { b } from "@keyhole/elements";'],
    ["packages/broker/src/a.ts", 'import { b } from "@keyhole/dev/chromium";'],
  ];
  for (const [path = "", text = ""] of wrongOnes) assert.equal(arrowsOf(path, text).length, 1, text);
});

test("an allowed package is not reached through its folder", () => {
  const [message] = arrowsOf("packages/broker/src/a.ts", 'import { b } from "../../upstream/src/b.ts";');
  assert.match(message ?? "", /use @keyhole\/upstream instead of/);
});

test("a wrong dependency is caught", () => {
  const text = '{"dependencies": {"@keyhole/simulator": "workspace:*", "hono": "^4.0.0"}}';
  assert.deepEqual(arrowsOf("packages/broker/package.json", text), [
    "packages/broker/package.json: broker may not depend on simulator",
  ]);
});

test("imports in comments and strings do not count", () => {
  const text = '/**\n * import { b } from "@keyhole/broker";\n */\nconst a = `x import "@keyhole/broker"`;';
  assert.deepEqual(arrowsOf("packages/elements/src/a.ts", text), []);
});

test("a new package must be given its place", () => {
  assert.throws(() => arrowsOf("packages/novel/src/a.ts", 'import "@keyhole/contract";'), /"novel"/);
});
