import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

interface WranglerConfig {
  compatibility_flags: string[];
  preview_urls: boolean;
  limits: { cpu_ms: number };
  workers_dev: boolean;
  ratelimits: { name: string; namespace_id: string }[];
  observability: {
    enabled: boolean;
    redact_query_string: boolean;
    logs: { invocation_logs: boolean };
    traces: { enabled: boolean };
    tail_consumers?: unknown;
  };
  tail_consumers?: unknown;
  logpush?: boolean;
  vars?: unknown;
}

const read = (path: string): WranglerConfig =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8").replace(/^\s*\/\/.*$/gm, ""));

const edge = read("../wrangler.jsonc");
const demo = read("../../demo/edge/wrangler.jsonc");

describe("wrangler.jsonc", () => {
  it("keeps URLs out of the platform's records: a ticket is a URL, and a query holds words", () => {
    const { observability } = edge;
    assert.equal(observability.enabled, true);
    assert.equal(observability.logs.invocation_logs, false);
    assert.equal(observability.traces.enabled, false);
    assert.equal(observability.redact_query_string, true);
    assert.equal(edge.tail_consumers, undefined);
    assert.equal(edge.logpush, undefined);
  });

  it("bounds what one request can cost", () => {
    assert.deepEqual(edge.limits, { cpu_ms: 1000 });
  });

  it("lets no redirect into the Worker's own zone pass by its firewall", () => {
    assert.deepEqual(edge.compatibility_flags, ["global_fetch_strictly_public"]);
  });

  it("gives no version of the Worker an address of its own, and says whether workers.dev does", () => {
    assert.equal(edge.preview_urls, false);
    assert.equal(edge.workers_dev, true);
  });

  it("counts floods in namespaces of its own, not in those of every example or of the demo", () => {
    const ids = [...edge.ratelimits, ...demo.ratelimits].map(({ namespace_id }) => Number(namespace_id));
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.ok(Number.isInteger(id) && id > 100_000, `${id}`);
  });

  it("holds no var: what a deployment needs is a secret", () => {
    assert.equal(edge.vars, undefined);
  });
});
