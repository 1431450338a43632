import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Group } from "./group.ts";
import { runGroups } from "./run-groups.ts";

const options = {
  quick: true,
  say: () => {},
  launch: () => Promise.reject(new Error("no browser is installed")),
};
const row = { name: "row", unit: "ms", samples: { keyhole: [1] } };

function group(name: string, run: Group["run"]): Group {
  return { name, describe: "a group", run };
}

describe("runGroups", () => {
  it("reports the rows of each group, and the machine", async () => {
    const report = await runGroups([group("one", async ({ quick }) => (quick ? [row] : []))], options);
    assert.deepEqual(
      report.groups[0]?.rows.map((judged) => judged.row),
      [row],
    );
    assert.ok(report.machine.cores > 0);
    assert.equal(report.machine.chromium, null);
  });

  it("goes on to the next group where one fails, and reports why", async () => {
    const failing = group("one", async ({ browser }) => [{ ...row, name: (await browser()).version() }]);
    const { groups } = await runGroups([failing, group("two", async () => [row])], options);
    assert.deepEqual(
      groups.map(({ error, rows }) => [error, rows.length]),
      [
        ["no browser is installed", 0],
        [null, 1],
      ],
    );
  });

  it("names a row that has no sample, and keeps the others", async () => {
    const half = group("one", async () => [{ ...row, name: "empty", samples: { keyhole: [] } }, row]);
    const { groups } = await runGroups([half], options);
    assert.match(groups[0]?.error ?? "", /empty: There is no sample/);
    assert.deepEqual(
      groups[0]?.rows.map((judged) => judged.row.name),
      ["row"],
    );
  });

  it("stops what a group started, the last one first, also where it fails", async () => {
    const stopped: string[] = [];
    const starting = group("one", async ({ defer }) => {
      defer(async () => stopped.push("first"));
      defer(async () => stopped.push("second"));
      throw new Error("failed");
    });
    await runGroups([starting], options);
    assert.deepEqual(stopped, ["second", "first"]);
  });
});
