import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { json } from "../../test/session/answers.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";

const PATH = "/v1/calls?limit=25";

/** A page whose broker answers the first request along with the token. */
function broughtPage(): PageStandIn {
  const page = new PageStandIn();
  page.broker.brings = true;
  return page;
}

/** An answer of the token endpoint with another `first`. */
const mintWith = (first: unknown) =>
  json({ access_token: "t", token_type: "DPoP", expires_in: 300, scope: "calls:read", first });

const problem = (code: string, more: object = {}) => ({
  type: `urn:keyhole:problem:${code}`,
  title: "Title",
  detail: "Detail.",
  requestId: "request",
  code,
  ...more,
});

describe("the first request", () => {
  it("is answered along with a visitor's token", async () => {
    const page = broughtPage();
    const answer = await list(page.open());
    assert(answer.ok);
    equal([answer.status, answer.headers.get("ETag")], [200, '"first"']);
    assert(`${answer.value}`.endsWith(", along"));
    equal(page.broker.asked.length, 1, "requests");
  });

  it("is answered along with a member's token", async () => {
    const page = broughtPage();
    equal(await listed(page.openMember()), ["rows of anna, along"]);
    equal(page.broker.asked.length, 1, "requests");
  });

  it("uses the answer once", async () => {
    const page = broughtPage();
    const session = page.open();
    await listed(session);
    equal(await listed(session), [`own rows of ${await session.thumbprint()}`]);
    equal(page.broker.lists.length, 1, "lists");
  });

  it("gives the answer to one of several that wait, and the others send their own", async () => {
    const page = broughtPage();
    const session = page.open();
    const answers = await Promise.all([listed(session), listed(session), listed(session)]);
    equal(
      answers.map((rows) => `${rows}`.endsWith("along")),
      [true, false, false],
    );
    equal([page.broker.mints.length, page.broker.lists.length], [1, 2]);
  });

  it("is that which is still wanted when the mint is sent", async () => {
    const page = broughtPage();
    const session = page.open();
    const control = new AbortController();
    const dropped = list(session, control.signal);
    control.abort();
    const kept = session.request("/v1/agents", { parse: (body) => JSON.stringify(body) });
    const answer = await kept;
    assert(answer.ok && answer.value.includes("along"));
    equal("dropped" in (await dropped), true);
    equal(page.broker.mints[0]?.form.get("first"), "/v1/agents");
  });

  it("comes along with no mint that nobody waits for", async () => {
    const page = broughtPage();
    const session = page.open();
    const ready = new Promise<void>((resolve) => {
      session.subscribe(() => session.state.status === "ready" && resolve());
    });
    session.signIn();
    await ready;
    await page.time.advance(290_000);
    equal(
      page.broker.mints.map(({ form }) => form.has("first")),
      [false, false],
    );
  });

  for (const [what, init] of [
    ["a POST", { method: "POST", body: "{}" }],
    ["a request with headers", { headers: { "If-None-Match": '"x"' } }],
  ] as const) {
    it(`never is ${what}`, async () => {
      const page = broughtPage();
      await page.open().request(PATH, { ...init, parse: (body) => body });
      equal([page.broker.mints[0]?.form.has("first"), page.broker.lists.length], [false, 1]);
    });
  }

  it("is asked for again where a token was refused", async () => {
    const page = broughtPage();
    const session = page.open();
    await listed(session);
    page.broker.tokens.clear();
    const rows = await listed(session);
    assert(`${rows}`.endsWith(", along"), `${rows}`);
    equal([page.broker.mints.length, page.broker.lists.length], [2, 1]);
  });
});

describe("an answer that came along", () => {
  for (const first of [
    undefined,
    null,
    "text",
    [],
    {},
    { status: "200" },
    { status: 200, etag: 7 },
    { status: 200, etag: "\n" },
  ]) {
    it(`is ignored if it is ${JSON.stringify(first)}`, async () => {
      const page = new PageStandIn();
      page.broker.once("/v1/token", mintWith(first));
      page.broker.once("/v1/calls", json({ items: ["alone"], next: null }));
      equal(await listed(page.open()), ["alone"]);
    });
  }

  it("fails like any other if its body does not fit", async () => {
    const page = new PageStandIn();
    page.broker.once("/v1/token", mintWith({ status: 200, etag: null, body: { items: 1 } }));
    equal(await listed(page.open()), { kind: "answer" });
  });

  it("may be a problem", async () => {
    const page = new PageStandIn();
    const body = problem("scope_missing");
    page.broker.once("/v1/token", mintWith({ status: 403, etag: null, body }));
    const failure = (await listed(page.open())) as {
      kind: string;
      problem: { status: number; code: string };
    };
    equal([failure.kind, failure.problem.status, failure.problem.code], ["problem", 403, "scope_missing"]);
    equal(page.broker.lists.length, 0, "lists");
  });

  it("that asks to wait is waited for, then the request is sent", async () => {
    const page = new PageStandIn();
    const body = problem("upstream_unavailable", { retryAfterSeconds: 2 });
    page.broker.once("/v1/token", mintWith({ status: 503, etag: null, body }));
    page.broker.once("/v1/calls", json({ items: ["later"], next: null }));
    const rows = listed(page.open());
    await page.time.advance(5_000);
    equal(await rows, ["later"]);
    equal(page.broker.mints.length, 1, "mints");
  });
});

describe("an older broker", () => {
  it("gets the proof in the header from the second request on", async () => {
    const page = new PageStandIn();
    page.broker.older = true;
    page.broker.lifetimeSeconds = 60;
    const session = page.open();
    equal(await listed(session), [`own rows of ${await session.thumbprint()}`]);
    const [, second] = page.broker.mints;
    assert(second?.headers.get("DPoP") && !second.form.has("dpop"));
    equal([page.broker.mints.length, page.broker.lists.length], [2, 1]);
    await page.time.pass(120_000);
    await listed(session);
    equal(page.broker.mints.length, 3, "mints");
  });

  it("that refuses the header too is asked no third time", async () => {
    const page = new PageStandIn();
    page.broker.once(
      "/v1/token",
      ...[0, 1, 2].map(() => json({ ...problem("proof_invalid") }, { status: 400 })),
    );
    const failure = (await listed(page.open())) as { problem: { code: string } };
    equal(failure.problem.code, "proof_invalid");
    equal(page.broker.mints.length, 2, "mints");
  });
});
