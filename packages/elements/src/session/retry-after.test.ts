import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { problem } from "../../test/session/answers.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { until } from "../../test/wait.ts";

const limited = (seconds: number) => problem("rate_limited", { retryAfterSeconds: seconds });

async function connected() {
  const page = new PageStandIn();
  const session = page.open();
  await listed(session);
  return { page, session, lists: () => page.broker.lists.length };
}

describe("exchange() after a Retry-After", () => {
  it("waits for a short one, with jitter", async () => {
    const { page, session, lists } = await connected();
    page.broker.once("/v1/calls", limited(4));
    const answer = listed(session);
    await until(() => lists() === 2, "it is refused");
    await page.time.advance(4_400);
    equal(lists(), 2, "lists after 4.4 s");
    await page.time.advance(200);
    assert(Array.isArray(await answer));
    equal(lists(), 3, "lists after 4.5 s");
  });

  it("waits at most twice", async () => {
    const { page, session, lists } = await connected();
    page.broker.once("/v1/calls", limited(1), limited(1), limited(1), limited(1));
    const answer = listed(session);
    await until(() => lists() === 2, "it is refused");
    await page.time.advance(1_300);
    await until(() => lists() === 3, "it is refused again");
    await page.time.advance(60_000);
    const failure = (await answer) as { problem: { code: string; retryAfterSeconds: number } };
    equal([failure.problem.code, failure.problem.retryAfterSeconds, lists()], ["rate_limited", 1, 4]);
  });

  it("reports a long one at once", async () => {
    const { page, session, lists } = await connected();
    page.broker.once("/v1/calls", limited(6));
    const failure = (await listed(session)) as { problem: { retryAfterSeconds: number } };
    equal([failure.problem.retryAfterSeconds, lists()], [6, 2]);
  });

  it("does not repeat a POST", async () => {
    const { page, session, lists } = await connected();
    page.broker.once("/v1/calls", limited(1));
    const answer = await session.request("/v1/calls", { method: "POST", parse: (body) => body });
    equal([answer.ok, lists()], [false, 2]);
  });

  it("repeats a mint", async () => {
    const page = new PageStandIn();
    page.broker.once("/v1/token", problem("upstream_unavailable", { retryAfterSeconds: 2 }));
    const answer = listed(page.open());
    await until(() => page.broker.mints.length === 1, "it is refused");
    await page.time.advance(2_500);
    assert(Array.isArray(await answer));
    equal(page.broker.mints.length, 2, "mints");
  });

  for (const [form, header] of [
    ["in seconds", () => "3"],
    ["as a date", (nowMs: number) => new Date(nowMs + 3_000).toUTCString()],
  ] as const) {
    it(`reads the header ${form}, also without a problem document`, async () => {
      const { page, session, lists } = await connected();
      const headers = { "Retry-After": header(page.time.nowMs) };
      page.broker.once("/v1/calls", new Response("<h1>Busy", { status: 503, headers }));
      const answer = listed(session);
      await until(() => lists() === 2, "it is refused");
      await page.time.advance(2_900);
      equal(lists(), 2, "lists after 2.9 s");
      await page.time.advance(900);
      assert(Array.isArray(await answer));
    });
  }

  it("does not wait without a valid one", async () => {
    const { page, session, lists } = await connected();
    const headers = { "Retry-After": "soon" };
    page.broker.once("/v1/calls", problem("upstream_unavailable", {}, headers), problem("rate_limited"));
    await listed(session);
    await listed(session);
    equal(lists(), 3, "lists");
  });

  it("ignores it with a status other than 429 and 503", async () => {
    const { page, session, lists } = await connected();
    page.broker.once("/v1/calls", problem("internal", { retryAfterSeconds: 1 }));
    await listed(session);
    equal(lists(), 2, "lists");
  });

  it("delays the next renewal after a failed one", async () => {
    const { page, session } = await connected();
    session.subscribe(() => {});
    page.broker.once("/v1/token", limited(25));
    await page.time.advance(240_000);
    await page.time.advance(24_000);
    equal(page.broker.mints.length, 2, "mints");
    await page.time.advance(1_000);
    await until(() => page.broker.mints.length === 3, "it is renewed");
  });
});
