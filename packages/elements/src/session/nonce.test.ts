import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { json, problem } from "../../test/session/answers.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";

describe("exchange() with a nonce", () => {
  it("sends the nonce that the broker asks for, and keeps it", async () => {
    const page = new PageStandIn();
    page.broker.nonce = "first";
    const session = page.open();
    assert(Array.isArray(await listed(session)));
    assert(Array.isArray(await listed(session)));
    equal([page.broker.mints.length, page.broker.lists.length], [2, 2], "mints and lists");
  });

  it("replaces the nonce when the broker changes it", async () => {
    const page = new PageStandIn();
    page.broker.nonce = "first";
    const session = page.open();
    await listed(session);
    page.broker.nonce = "second";
    assert(Array.isArray(await listed(session)));
    equal(page.broker.lists.length, 3, "lists");
  });

  it("takes the nonce from any answer", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.once("/v1/calls", json({ items: [] }, { headers: { "DPoP-Nonce": "next" } }));
    await listed(session);
    page.broker.nonce = "next";
    await listed(session);
    equal(page.broker.lists.length, 2, "lists");
  });

  it("tries a nonce once per request", async () => {
    const page = new PageStandIn();
    const refuse = (nonce: string) => problem("nonce_required", { status: 400 }, { "DPoP-Nonce": nonce });
    page.broker.once("/v1/token", refuse("one"), refuse("two"), refuse("three"));
    const failure = (await listed(page.open())) as { problem: { code: string } };
    equal(failure.problem.code, "nonce_required");
    equal(page.broker.mints.length, 2, "mints");
  });

  it("reports the refusal when the broker sends no nonce", async () => {
    const page = new PageStandIn();
    page.broker.once("/v1/token", problem("nonce_required", { status: 400 }));
    await listed(page.open());
    equal(page.broker.mints.length, 1, "mints");
  });

  it("handles nonce and wrong clock in one request", async () => {
    const page = new PageStandIn();
    page.broker.nonce = "first";
    page.broker.aheadMs = 600_000;
    assert(Array.isArray(await listed(page.open())));
    equal(page.broker.mints.length, 3, "mints");
  });
});
