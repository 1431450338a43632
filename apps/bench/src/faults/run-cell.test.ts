import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Cell } from "./cell.ts";
import { FAULTS, type Fault } from "./faults.ts";
import { ROUTES } from "./routes.ts";
import { runCell } from "./run-cell.ts";
import { runWritingCell } from "./run-writing-cell.ts";
import { WRITING_ROUTES } from "./writing-routes.ts";

// Each fault on one route, and each route with one fault: `run faults` has all of them. Time limits have tests of the
// upstream's client.
const WAITING = ["silent", "dripping", "cekura-silent"];
const QUICK = FAULTS.filter(({ scenario }) => !WAITING.includes(scenario ?? ""));

function faultOf(scenario: Fault["scenario"]): Fault {
  const fault = FAULTS.find((each) => each.scenario === scenario);
  assert.ok(fault);
  return fault;
}

function holds({ fault, route, broken }: Cell): void {
  assert.deepEqual(broken, [], `${fault}, ${route}`);
}

describe("a route that reads", () => {
  it("is right again after every fault, and shows nothing else meanwhile", async () => {
    const cells = await Promise.all(
      QUICK.map((fault, index) => {
        const routes = ROUTES.filter(({ asks }) => fault.of === undefined || asks === fault.of);
        return runCell(fault, routes[index % routes.length] ?? ROUTES[0]);
      }),
    );
    cells.forEach(holds);
  });

  it("is right again after its rows came twice", async () => {
    const cells = await Promise.all(ROUTES.map((route) => runCell(faultOf("double-rows"), route)));
    cells.forEach(holds);
  });

  it("is found to show something else", async () => {
    const { broken } = await runCell({ name: "no calls", scenario: "empty" }, ROUTES[0]);
    assert.match(broken.join(), /shows something else/);
  });
});

describe("a route that writes", () => {
  it("does once what it says, also where the answer is lost", async () => {
    const [start, hangUp, vote] = WRITING_ROUTES;
    const cells = await Promise.all([
      runWritingCell(faultOf("starts-lost"), start),
      runWritingCell(faultOf("rate-limited-untold"), hangUp),
      runWritingCell(faultOf("cekura-cut-off"), vote),
    ]);
    cells.forEach(holds);
  });

  for (const [count, words] of [
    [0, "told as done, and is not"],
    [2, "done 2 times"],
  ] as const) {
    it(`is found to do ${count} times what it says`, async () => {
      const [start] = WRITING_ROUTES;
      const { broken } = await runWritingCell(faultOf("double-rows"), {
        ...start,
        async prepare(world) {
          const isWell = () => world.simulator.state().scenario === "normal";
          return { ...(await start.prepare(world)), effects: () => (isWell() ? 1 : count) };
        },
      });
      assert.deepEqual(broken, [words]);
    });
  }
});
