import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { until } from "../../test/wait.ts";

const url = { kind: "url", url: "/assertion" } as const;
const jkts = (page: PageStandIn) => page.host.asked.map(({ url }) => url.searchParams.get("jkt"));

async function connected() {
  const page = new PageStandIn();
  const session = page.openMember();
  const told: unknown[] = [];
  session.subscribe(() => told.push([session.state.status, session.epoch]));
  equal(await listed(session), ["rows of anna"]);
  told.length = 0;
  return { page, session, told };
}

describe("a change of member", () => {
  it("drops token, key and rows, and asks again with the new key", async () => {
    const { page, session, told } = await connected();
    const before = await session.thumbprint();
    page.host.member = "bert";
    await page.time.advance(240_000);
    await until(() => session.state.status === "ready", "bert is in");
    const after = await session.thumbprint();
    assert(after !== before);
    equal(jkts(page), [before, before, after]);
    equal(told, [
      ["connecting", 1],
      ["ready", 1],
    ]);
    equal(await listed(session), ["rows of bert"]);
    equal(page.broker.mints.length, 2, "mints: none for bert with anna's key");
  });

  it("of the same name at another issuer is one, too", async () => {
    const page = new PageStandIn();
    const { assertion } = await import("../../test/session/answers.ts");
    let iss = "https://one.example";
    const session = page.open({ kind: "function", get: async () => assertion({ iss, sub: "anna" }) });
    await listed(session);
    iss = "https://two.example";
    page.time.sleep(3_600_000);
    equal(await listed(session), "dropped");
    equal(session.epoch, 1);
  });

  it("is none when the same member comes back, even with other claims", async () => {
    const { page, session } = await connected();
    const before = await session.thumbprint();
    page.time.sleep(3_600_000);
    equal(await listed(session), ["rows of anna"]);
    equal([session.epoch, await session.thumbprint()], [0, before]);
  });

  it("is noticed after a reload: the stored key goes, and nothing is to be dropped", async () => {
    const { page, session } = await connected();
    page.host.member = "bert";
    const reloaded = page.tab(url);
    equal(await listed(reloaded), ["rows of bert"]);
    assert((await reloaded.thumbprint()) !== (await session.thumbprint()));
    equal(reloaded.epoch, 0);
    equal(page.broker.mints.length, 2, "mints: none for bert with anna's key");
  });

  it("leaves the member of a reload its key", async () => {
    const { page, session } = await connected();
    const reloaded = page.tab(url);
    equal(await listed(reloaded), ["rows of anna"]);
    equal(await reloaded.thumbprint(), await session.thumbprint());
  });

  it("at every question is given up on", async () => {
    const page = new PageStandIn();
    let count = 0;
    const { assertion } = await import("../../test/session/answers.ts");
    const get = async () => assertion({ sub: `member-${++count}` });
    equal(await listed(page.open({ kind: "function", get })), ["rows of member-1"]);
    equal(await listed(page.tab({ kind: "function", get })), { kind: "assertion", reason: "content" });
    equal(count, 4, "questions");
  });
});

describe("a member who is signed out at the host", () => {
  it("loses its rows at the next renewal", async () => {
    const { page, session, told } = await connected();
    page.host.member = undefined;
    await page.time.advance(240_000);
    await until(() => told.length, "it is told");
    equal(told, [["failed", 1]]);
    equal(session.state, { status: "failed", failure: { kind: "not-signed-in" } });
    equal(await listed(session), { kind: "not-signed-in" });
    equal(session.epoch, 1, "epoch: there was nothing more to drop");
    equal(page.broker.lists.length, 1, "lists: the old token is not used");
  });

  it("gets in again with signIn()", async () => {
    const { page, session } = await connected();
    page.host.member = undefined;
    page.time.sleep(3_600_000);
    await listed(session);
    page.host.member = "anna";
    session.signIn();
    equal(await listed(session), ["rows of anna"]);
  });

  it("was never in: that is a state of its own, and drops nothing", async () => {
    const page = new PageStandIn();
    page.host.member = undefined;
    const session = page.openMember();
    equal(await listed(session), { kind: "not-signed-in" });
    equal(session.state, { status: "failed", failure: { kind: "not-signed-in" } });
    equal([session.epoch, page.broker.asked.length], [0, 0]);
  });
});
