import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { problem } from "../../test/session/answers.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { settle, until } from "../../test/wait.ts";

const offline = () => Promise.reject(new TypeError("Failed to fetch"));

async function connected(lifetimeSeconds = 300) {
  const page = new PageStandIn();
  page.broker.lifetimeSeconds = lifetimeSeconds;
  const session = page.open();
  const states: string[] = [];
  const unsubscribe = session.subscribe(() => states.push(session.state.status));
  await listed(session);
  await settle();
  equal(states, ["connecting", "ready"]);
  states.length = 0;
  return { page, session, states, unsubscribe, mints: () => page.broker.mints.length };
}

describe("createRenewal()", () => {
  it("renews when a fifth of the lifetime is left", async () => {
    const { page, mints, states } = await connected();
    await page.time.advance(239_000);
    equal(mints(), 1, "mints after 239 s");
    await page.time.advance(1_000);
    await until(() => mints() === 2, "it is renewed after 240 s");
    equal(states, [], "states told");
  });

  it("mints once per lifetime", async () => {
    const { page, mints } = await connected();
    for (let count = 2; count < 6; count++) {
      await page.time.advance(240_000);
      await until(() => mints() === count, `mint ${count}`);
    }
    equal([...page.broker.tokens].length, 5, "tokens");
  });

  it("renews 30 s before the end, or at half of a shorter lifetime", async () => {
    const short = await connected(60);
    await short.page.time.advance(29_000);
    equal(short.mints(), 1, "mints after 29 s of 60");
    await short.page.time.advance(1_000);
    await until(() => short.mints() === 2, "it is renewed after 30 s");
    const shorter = await connected(30);
    await shorter.page.time.advance(14_000);
    equal(shorter.mints(), 1, "mints after 14 s of 30");
    await shorter.page.time.advance(1_000);
    await until(() => shorter.mints() === 2, "it is renewed after 15 s");
  });

  it("does not renew tokens of a few seconds, which requests mint", async () => {
    const { page, session, mints } = await connected(1);
    await page.time.advance(9_000);
    equal(mints(), 1, "mints after 9 s");
    assert(Array.isArray(await listed(session)));
    equal(mints(), 2, "mints");
  });

  it("stops timers and listeners with the last subscriber", async () => {
    const { page, session, unsubscribe, mints } = await connected();
    const second = session.subscribe(() => {});
    unsubscribe();
    unsubscribe();
    assert(page.watched && page.time.timers.size === 1);
    second();
    equal([page.watched, page.time.timers.size], [false, 0]);
    await page.time.advance(600_000);
    equal(mints(), 1, "mints");
  });

  it("starts again with a subscriber", async () => {
    const { page, session, unsubscribe, mints } = await connected();
    unsubscribe();
    await page.time.advance(250_000);
    session.subscribe(() => {});
    await until(() => mints() === 2, "it is renewed");
  });

  it("waits in a hidden page until it is shown", async () => {
    const { page, mints } = await connected();
    page.hidden = true;
    await page.time.advance(3_600_000);
    equal(mints(), 1, "mints while hidden");
    page.hidden = false;
    page.wake();
    await until(() => mints() === 2, "it is renewed");
  });

  it("does not delay requests while the token is valid", async () => {
    const { page, session, unsubscribe, mints } = await connected();
    unsubscribe();
    await page.time.advance(270_000);
    const release = page.broker.hold("/v1/token");
    equal(await listed(session), [`own rows of ${await session.thumbprint()}`]);
    equal(mints(), 2, "mints");
    release();
    await settle();
    await listed(session);
    equal(mints(), 2, "mints");
  });

  it("renews before a request whose token would expire on its way", async () => {
    const { page, session, unsubscribe, mints } = await connected();
    unsubscribe();
    await page.time.advance(296_000);
    const release = page.broker.hold("/v1/token");
    const answer = listed(session);
    await until(() => mints() === 2, "it is renewed");
    await settle();
    equal(page.broker.lists.length, 1, "lists: the old token is not sent");
    release();
    assert(Array.isArray(await answer));
  });

  it("tries again quietly after a failure", async () => {
    const { page, session, states, mints } = await connected();
    page.broker.once(
      "/v1/token",
      offline,
      problem("upstream_unavailable"),
      new Response("<p>", { status: 502 }),
    );
    await page.time.advance(240_000);
    equal(mints(), 2, "mints");
    await page.time.advance(9_000);
    equal(mints(), 2, "mints");
    await page.time.advance(1_000);
    await page.time.advance(10_000);
    await page.time.advance(10_000);
    await until(() => mints() === 5, "it has been tried three times more");
    equal(session.state.status, "ready");
    equal(states, [], "states told");
  });

  it("reports failures that last until the token expires, and recovers", async () => {
    const { page, session, states, mints } = await connected();
    page.broker.once("/v1/token", ...Array(8).fill(offline));
    await page.time.advance(310_000);
    equal(session.state, { status: "failed", failure: { kind: "network" } });
    assert(!states.includes("connecting"), "A renewal is quiet.");
    await page.time.advance(20_000);
    await until(() => session.state.status === "ready", "it is ready again");
    equal(session.epoch, 0, "epoch");
    assert(mints() > 8);
  });

  it("reports a refusal at once", async () => {
    const { page, session, mints } = await connected();
    page.broker.once("/v1/token", problem("site_disabled"));
    await page.time.advance(240_000);
    await until(() => session.state.status === "failed", "it has failed");
    const { state } = session;
    assert(state.status === "failed" && state.failure.kind === "problem");
    equal(state.failure.problem.code, "site_disabled");
    await page.time.advance(600_000);
    equal(mints(), 2, "mints");
  });
});

describe("Session.request() with a refused token", () => {
  for (const code of ["token_expired", "token_invalid"] as const) {
    it(`renews once and repeats the request after ${code}`, async () => {
      const { page, session, mints } = await connected();
      page.broker.once("/v1/calls", problem(code));
      equal(await listed(session), [`own rows of ${await session.thumbprint()}`]);
      equal([mints(), page.broker.lists.length], [2, 3], "mints and lists");
    });

    it(`fails after ${code} twice`, async () => {
      const { page, session, mints } = await connected();
      page.broker.once("/v1/calls", problem(code), problem(code));
      const failure = (await listed(session)) as { problem: { code: string } };
      equal(failure.problem.code, code);
      equal(mints(), 2, "mints");
      assert(Array.isArray(await listed(session)), "The next request tries again.");
    });
  }

  it("drops a revoked token without repeating the request", async () => {
    const { page, session, mints } = await connected();
    page.broker.once("/v1/calls", problem("token_revoked"));
    const failure = (await listed(session)) as { problem: { code: string } };
    equal(failure.problem.code, "token_revoked");
    equal(mints(), 1, "mints");
    await listed(session);
    equal(mints(), 2, "mints");
  });

  it("repeats a POST, which was refused before it had an effect", async () => {
    const { page, session } = await connected();
    page.broker.once("/v1/calls", problem("token_expired"));
    const answer = await session.request("/v1/calls", { method: "POST", body: "{}", parse: (body) => body });
    assert(answer.ok);
    equal(
      page.broker.lists.slice(1).map(({ init }) => init.body),
      ["{}", "{}"],
    );
  });
});
