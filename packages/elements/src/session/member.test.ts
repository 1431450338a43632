import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { problem } from "../../test/session/answers.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { settle, until } from "../../test/wait.ts";

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

describe("Session after a change of member", () => {
  it("drops token, key and rows, and asks again with a new key", async () => {
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

  it("treats the same subject at another issuer as another member", async () => {
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

  it("treats the same member with other claims as the same", async () => {
    const { page, session } = await connected();
    const before = await session.thumbprint();
    page.time.sleep(3_600_000);
    equal(await listed(session), ["rows of anna"]);
    equal([session.epoch, await session.thumbprint()], [0, before]);
  });

  it("replaces another member's key after a reload, without dropping rows", async () => {
    const { page, session } = await connected();
    page.host.member = "bert";
    const reloaded = page.tab(url);
    equal(await listed(reloaded), ["rows of bert"]);
    assert((await reloaded.thumbprint()) !== (await session.thumbprint()));
    equal(reloaded.epoch, 0);
    equal(page.broker.mints.length, 2, "mints: none for bert with anna's key");
  });

  it("keeps the same member's key after a reload", async () => {
    const { page, session } = await connected();
    const reloaded = page.tab(url);
    equal(await listed(reloaded), ["rows of anna"]);
    equal(await reloaded.thumbprint(), await session.thumbprint());
  });

  it("fails when the member changes with every assertion", async () => {
    const page = new PageStandIn();
    let count = 0;
    const { assertion } = await import("../../test/session/answers.ts");
    const get = async () => assertion({ sub: `member-${++count}` });
    equal(await listed(page.open({ kind: "function", get })), ["rows of member-1"]);
    equal(await listed(page.tab({ kind: "function", get })), { kind: "assertion", reason: "content" });
    equal(count, 4, "questions");
  });
});

describe("Session of a member whose token has expired", () => {
  const offline = () => Promise.reject(new TypeError("Failed to fetch"));
  const failures = {
    "the host cannot be reached": (page: PageStandIn) => page.host.replies.push(...Array(20).fill(offline)),
    "the host fails": (page: PageStandIn) =>
      page.host.replies.push(...Array(20).fill(() => new Response("", { status: 500 }))),
    "the host answers a page": (page: PageStandIn) =>
      page.host.replies.push(...Array(20).fill(() => new Response("<form>", { status: 200 }))),
    "the host does not answer": (page: PageStandIn) =>
      page.host.replies.push(...Array(20).fill(() => new Promise(() => {}))),
    "the broker cannot be reached": (page: PageStandIn) =>
      page.broker.once("/v1/token", ...Array(20).fill(offline)),
    "the broker does not answer": (page: PageStandIn) =>
      page.broker.once("/v1/token", ...Array(20).fill(() => new Promise(() => {}))),
    "the broker is busy": (page: PageStandIn) =>
      page.broker.once(
        "/v1/token",
        ...Array.from({ length: 20 }, () => problem("rate_limited", { retryAfterSeconds: 60 })),
      ),
  };
  for (const [why, fail] of Object.entries(failures)) {
    it(`drops the rows at the end of the token when ${why}`, async () => {
      const { page, session } = await connected();
      fail(page);
      await page.time.advance(294_000);
      await settle();
      equal(session.epoch, 0, "epoch while the token is good");
      await page.time.advance(31_000);
      await until(() => session.epoch === 1, "the rows go");
    });
  }

  it("drops the rows at once when the broker refuses a renewal", async () => {
    const { page, session } = await connected();
    page.broker.once("/v1/token", problem("assertion_invalid"));
    await page.time.advance(240_000);
    await until(() => session.epoch === 1, "the rows go");
    equal(session.state.status, "failed");
  });

  it("restores the rows when a renewal succeeds", async () => {
    const { page, session } = await connected();
    page.host.replies.push(...Array(9).fill(offline));
    await page.time.advance(300_000);
    await until(() => session.epoch === 1, "the rows go");
    await page.time.advance(60_000);
    await until(() => session.state.status === "ready", "a successor comes");
    equal(await listed(session), ["rows of anna"]);
  });

  it("keeps the rows after a sleep when the renewal succeeds", async () => {
    const { page, session } = await connected();
    page.time.sleep(3_600_000);
    equal(await listed(session), ["rows of anna"]);
    equal(session.epoch, 0);
  });

  it("drops the rows after a sleep when the host does not answer", async () => {
    const { page, session } = await connected();
    page.host.replies.push(() => new Promise(() => {}));
    page.time.sleep(3_600_000);
    page.wake();
    await settle();
    await page.time.advance(5_000);
    await until(() => session.epoch === 1, "the rows go");
  });
});

describe("Session of a member who signed out at the host", () => {
  it("drops the rows at the next renewal", async () => {
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

  it("works again after signIn()", async () => {
    const { page, session } = await connected();
    page.host.member = undefined;
    page.time.sleep(3_600_000);
    await listed(session);
    page.host.member = "anna";
    session.signIn();
    equal(await listed(session), ["rows of anna"]);
  });

  it("reports a viewer who never signed in, and drops nothing", async () => {
    const page = new PageStandIn();
    page.host.member = undefined;
    const session = page.openMember();
    equal(await listed(session), { kind: "not-signed-in" });
    equal(session.state, { status: "failed", failure: { kind: "not-signed-in" } });
    equal([session.epoch, page.broker.asked.length], [0, 0]);
  });
});
