import assert from "node:assert/strict";
import { test } from "node:test";
import { workerDifferences } from "./same-worker.ts";

const EDGE = `{
  // A comment with "quotes".
  "name": "keyhole",
  "main": "src/worker.ts",
  "compatibility_date": "2026-08-15",
  "assets": { "directory": "../../packages/elements/dist", "binding": "ASSETS" },
  "migrations": [{ "tag": "v1", "new_sqlite_classes": ["A"] }]
}`;

function edgeWith(key: string, value: unknown): string {
  return JSON.stringify({ ...JSON.parse(EDGE.replace(/\/\/.*/, "")), [key]: value });
}

test("name, entry and the way to the same folder may differ", () => {
  const demo = edgeWith("assets", { directory: "../../../packages/elements/dist", binding: "ASSETS" });
  assert.deepEqual(workerDifferences(EDGE, demo.replace("src/worker.ts", "../worker.ts")), []);
});

test("what is missing, added or other is told", () => {
  assert.match(workerDifferences(EDGE, edgeWith("migrations", [])).join(), /^"migrations" differs/);
  assert.match(workerDifferences(EDGE, edgeWith("ratelimits", [])).join(), /^"ratelimits" differs/);
  assert.match(workerDifferences(EDGE, edgeWith("assets", undefined)).join(), /^"assets" differs/);
});
