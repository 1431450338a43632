import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { problem } from "../../test/session/answers.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";

describe("Session on a device with a wrong clock", () => {
  for (const [which, aheadMs] of [
    ["slow", 3_600_000],
    ["fast", -86_400_000 * 400],
  ] as const) {
    it(`adopts the broker's time once when the clock is ${which}`, async () => {
      const page = new PageStandIn();
      page.broker.aheadMs = aheadMs;
      const session = page.open();
      assert(Array.isArray(await listed(session)));
      equal([page.broker.mints.length, page.broker.lists.length], [2, 1], "mints and lists");
      await listed(session);
      equal([page.broker.mints.length, page.broker.lists.length], [2, 2], "mints and lists");
    });
  }

  it("keeps the lifetime of tokens", async () => {
    const page = new PageStandIn();
    page.broker.aheadMs = 3_600_000;
    const session = page.open();
    await listed(session);
    await page.time.advance(290_000);
    await listed(session);
    equal(page.broker.lists.length, 2, "lists: none was refused");
  });

  it("adopts the broker's time again after the clock was set", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.aheadMs = 600_000;
    assert(Array.isArray(await listed(session)));
    equal([page.broker.mints.length, page.broker.lists.length], [2, 4], "mints and lists");
    page.broker.aheadMs = 0;
    assert(Array.isArray(await listed(session)));
  });

  it("reports the clock when the proof is refused again", async () => {
    const page = new PageStandIn();
    const refuse = (hours: number) =>
      problem("proof_invalid", {
        status: 400,
        serverTime: new Date(page.time.nowMs + hours * 3_600_000).toISOString(),
      });
    page.broker.once("/v1/token", refuse(2), refuse(4), refuse(6));
    const session = page.open();
    equal(await listed(session), { kind: "clock" });
    equal(session.state, { status: "failed", failure: { kind: "clock" } });
    equal(page.broker.mints.length, 2, "mints");
  });

  it("does not blame the clock when both agree", async () => {
    const page = new PageStandIn();
    const serverTime = new Date(page.time.nowMs + 2_000).toISOString();
    page.broker.once("/v1/token", problem("proof_invalid", { status: 400, serverTime }));
    const failure = (await listed(page.open())) as { problem: { code: string } };
    equal(failure.problem.code, "proof_invalid");
    equal(page.broker.mints.length, 1, "mints");
  });

  it("reports the refusal when the broker sends no time", async () => {
    const page = new PageStandIn();
    const refuse = () => problem("proof_invalid", { status: 400 });
    page.broker.once("/v1/token", refuse(), refuse());
    const failure = (await listed(page.open())) as { problem: { code: string } };
    equal(failure.problem.code, "proof_invalid");
    equal(page.broker.mints.length, 2, "mints: the proof in the form, then in the header");
  });
});
