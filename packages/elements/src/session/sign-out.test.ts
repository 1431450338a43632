import { assert, equal, rejects } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { list, listed, PageStandIn, storeWith } from "../../test/session/page-stand-in.ts";
import { settle } from "../../test/wait.ts";

const keyName = (page: PageStandIn, kind = "visitor") =>
  JSON.stringify([1, page.broker.origin, page.site, kind]);

describe("signOut()", () => {
  it("drops token, key and rows, and tells", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    const told: unknown[] = [];
    session.subscribe(() => told.push([session.state.status, session.epoch]));
    await session.signOut();
    equal(told, [["signed-out", 1]]);
    equal(await page.deps.keyStore.get(keyName(page)), undefined, "stored key");
  });

  it("stays signed out: nothing is asked until signIn()", async () => {
    const page = new PageStandIn();
    const session = page.open();
    session.subscribe(() => {});
    await listed(session);
    await session.signOut();
    equal(await list(session), { ok: false, dropped: true });
    await rejects(session.thumbprint(), /signed out/);
    await page.time.advance(600_000);
    page.wake();
    await settle();
    equal([page.broker.asked.length, session.state.status], [2, "signed-out"]);
    equal(await page.deps.keyStore.get(keyName(page)), undefined, "stored key");
  });

  it("is at once for who looks, and done when the key is gone", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    const done = session.signOut();
    equal([session.state.status, session.epoch], ["signed-out", 1]);
    await done;
  });

  it("is left with signIn(), with a new key and so with other rows", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const before = await session.thumbprint();
    await listed(session);
    const done = session.signOut();
    session.signIn();
    equal(session.state.status, "connecting");
    const after = await session.thumbprint();
    assert(after !== before);
    equal(await listed(session), [`own rows of ${after}`]);
    await done;
    equal(await page.tab().thumbprint(), after);
    equal(session.epoch, 1);
  });

  it("removes a key that is just being made", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const print = session.thumbprint();
    await session.signOut();
    await print;
    await settle();
    equal(await page.deps.keyStore.get(keyName(page)), undefined, "stored key");
  });

  it("at any moment of a first mint leaves no key behind", async () => {
    for (let moment = 0; moment < 60; moment++) {
      const page = new PageStandIn();
      const session = page.openMember();
      const answer = list(session);
      // Microtasks first, then time enough for WebCrypto.
      for (let turn = 0; turn < moment % 20; turn++) await null;
      if (moment >= 20) await new Promise((resolve) => setTimeout(resolve, (moment - 20) / 10));
      await session.signOut();
      // The later moments come after the answer.
      assert(!("failure" in (await answer)));
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
      equal(session.state, { status: "signed-out" });
      equal(await page.deps.keyStore.get(keyName(page, "member")), undefined, `stored key at ${moment}`);
    }
  });

  it("rejects where the browser keeps the key, and is signed out all the same", async () => {
    const keyStore = storeWith({ remove: () => Promise.reject(new Error("Disk is full")) });
    const page = new PageStandIn({ keyStore });
    const session = page.open();
    await listed(session);
    await rejects(session.signOut(), /Disk is full/);
    equal(session.state.status, "signed-out");
  });

  it("signs out all elements of the page", async () => {
    const page = new PageStandIn();
    const [first, second] = [page.open(), page.open()];
    await Promise.all([listed(first), listed(second)]);
    await first.signOut();
    equal([second.state.status, second.epoch], ["signed-out", 1]);
  });

  it("of a member leaves the visitor alone", async () => {
    const page = new PageStandIn();
    const visitor = page.open();
    const print = await visitor.thumbprint();
    await listed(visitor);
    const member = page.openMember();
    await listed(member);
    await member.signOut();
    equal([visitor.state.status, visitor.epoch], ["ready", 0]);
    equal(await page.tab().thumbprint(), print);
  });
});
