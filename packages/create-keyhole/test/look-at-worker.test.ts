import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lookAtWorker } from "../src/setup/look-at-worker.ts";

const URL_OF_WORKER = "https://keyhole.acme.example";

/** Runs the last step of the set-up against a Worker with such checks, and returns the warnings. */
async function warningsOf(checks: object[]): Promise<string[]> {
  const warnings: string[] = [];
  const answers: Record<string, object> = {
    [`${URL_OF_WORKER}/v1/health`]: { status: "ok" },
    [`${URL_OF_WORKER}/v1/doctor?site=shop`]: { checks },
  };
  const context = {
    terminal: {
      while: (_: string, __: string, work: () => Promise<unknown>) => work(),
      warn: (words: string) => warnings.push(words),
    },
    fetch: async (url: string) => Response.json(answers[url] ?? {}),
    sleep: async () => {},
    now: () => 0,
  };
  const site = { id: "shop", origins: ["https://shop.test"] };
  await lookAtWorker(context as never, URL_OF_WORKER, [site as never]);
  return warnings;
}

describe("lookAtWorker", () => {
  it("warns of an identity provider that does not work, in the Worker's words", async () => {
    const fix = "The identity provider does not answer the Worker.";
    assert.deepEqual(
      await warningsOf([
        { id: "key", ok: true, fix: null },
        { id: "identity", ok: false, fix },
      ]),
      [`shop: ${fix}`],
    );
  });

  it("warns of nothing that is in order or unknown", async () => {
    const checks = [true, null].map((ok) => ({ id: "identity", ok, fix: null }));
    assert.deepEqual(await warningsOf(checks), []);
  });
});
