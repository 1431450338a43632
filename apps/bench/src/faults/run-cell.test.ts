import assert from "node:assert/strict";
import { test } from "node:test";
import { FAULTS } from "./faults.ts";
import { ROUTES } from "./routes.ts";
import { runCell } from "./run-cell.ts";

// Each fault on one route, and each route with one fault: `run faults` has all of them. Time limits have tests of the
// upstream's client.
const WAITING = ["silent", "dripping"];
const QUICK = FAULTS.filter(({ scenario }) => !WAITING.includes(scenario ?? ""));

test("every fault leaves a route right again, and nothing else is shown meanwhile", async () => {
  const cells = await Promise.all(
    QUICK.map((fault, index) => runCell(fault, ROUTES[index % ROUTES.length] ?? ROUTES[0])),
  );
  for (const { fault, route, broken } of cells) assert.deepEqual(broken, [], `${fault}, ${route}`);
});

test("every route is right again after its rows came twice", async () => {
  const [fault] = FAULTS.filter(({ scenario }) => scenario === "double-rows");
  assert.ok(fault);
  for (const route of ROUTES) assert.deepEqual((await runCell(fault, route)).broken, [], route.path);
});

test("a fault that shows something else is found", async () => {
  const [route] = ROUTES;
  const { broken } = await runCell({ name: "no calls", scenario: "empty" }, route);
  assert.match(broken.join(), /shows something else/);
});
