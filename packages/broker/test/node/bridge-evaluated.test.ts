import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EvaluationSummary } from "@keyhole/contract";
import { type BridgeWorld, MINUTES, openBridgeWorld, SECONDS } from "../support/bridge-world.ts";
import { TestPage } from "../support/test-page.ts";

/** What a new page reads of a call's evaluation, at the world's time. */
async function read({ broker, now }: BridgeWorld, callId: string): Promise<EvaluationSummary | undefined> {
  const proof = { claims: { iat: Math.floor(now() / 1000) } };
  const page = await TestPage.open(broker);
  const form = { grant_type: "client_credentials", client_id: "acme" };
  const minted = (await (await page.askForToken(form, { proof })).json()) as { access_token: string };
  page.useToken(minted.access_token);
  const answer = await page.get(`/v1/evaluations?call=${callId}`, { proof });
  return ((await answer.json()) as { items: EvaluationSummary[] }).items[0];
}

describe("a call that the bridge has sent", () => {
  it("is pending, and comes back evaluated when Cekura has judged it", async () => {
    const scopes = ["calls:read", "evaluations:read"] as const;
    const world = await openBridgeWorld({ site: { visitors: { rows: "public", scopes } } });
    try {
      // Calls from before the start are in Cekura already.
      await world.pass(10 * MINUTES);
      const callId = world.simulator.addCall({
        created: world.ago(5 * MINUTES),
        durationSeconds: 60,
        turns: 6,
        summary: "Asked for a cleaning.",
      });
      assert.equal((await read(world, callId))?.verdict, "pending");
      await world.tell(callId);
      await world.pass(5 * SECONDS);
      assert.equal(world.received().get(callId)?.times, 1);
      const sent = await read(world, callId);
      assert.deepEqual([sent?.verdict, sent?.reason], ["pending", "running"]);
      await world.pass(2 * MINUTES);
      const judged = await read(world, callId);
      assert.ok(["passed", "failed", "ungraded"].includes(judged?.verdict ?? ""), judged?.verdict);
    } finally {
      await world.close();
    }
  });
});
