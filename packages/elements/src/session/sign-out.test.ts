import { assert, equal, rejects } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { list, listed, PageStandIn, storeWith } from "../../test/session/page-stand-in.ts";
import { settle } from "../../test/wait.ts";

const keyName = (page: PageStandIn, kind = "visitor") =>
  JSON.stringify([1, page.broker.origin, page.site, kind]);

describe("Session.signOut()", () => {
  it("drops token, key and rows, and notifies subscribers", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    const told: unknown[] = [];
    session.subscribe(() => told.push([session.state.status, session.epoch]));
    await session.signOut();
    equal(told, [["signed-out", 1]]);
    equal(await page.deps.keyStore.get(keyName(page)), undefined, "stored key");
  });

  it("sends nothing until signIn()", async () => {
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

  it("changes the state at once, and resolves when the key is deleted", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    const done = session.signOut();
    equal([session.state.status, session.epoch], ["signed-out", 1]);
    await done;
  });

  it("uses a new key after signIn()", async () => {
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

  it("deletes a key that is being generated", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const print = session.thumbprint();
    await session.signOut();
    await print;
    await settle();
    equal(await page.deps.keyStore.get(keyName(page)), undefined, "stored key");
  });

  it("leaves no key at any moment of a first mint", async () => {
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

  it("rejects if the browser keeps the key, and is signed out", async () => {
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

  it("keeps the visitor's key when a member signs out", async () => {
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
