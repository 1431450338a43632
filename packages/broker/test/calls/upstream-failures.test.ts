import type { ProblemCode } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { brokerGranting, enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const CALL = rawCall({ callId: "cccccccc-0000-4000-8000-000000000001" });
const PATHS = ["/v1/calls", `/v1/calls/${CALL.callId}`, "/v1/agents"];

/** Part of every answer of these upstreams. Nothing that they write may be passed on. */
const TEXT = "upstream-text";
const STATUS = (status: number) => () => json({ detail: TEXT, field: [TEXT] }, status);
const html = (status: number) => () =>
  new Response(`<!doctype html><title>${TEXT}</title>`, { status, headers: { "Content-Type": "text/html" } });
const redirect = (status: number) => () =>
  new Response(null, { status, headers: { Location: `https://${TEXT}.example/api/calls` } });

const FAILURES: [string, () => Response, ProblemCode][] = [
  ["400", STATUS(400), "upstream_invalid"],
  ["401", STATUS(401), "upstream_key_rejected"],
  ["402", STATUS(402), "upstream_invalid"],
  ["403", STATUS(403), "upstream_key_rejected"],
  ["405", STATUS(405), "upstream_invalid"],
  ["410", STATUS(410), "upstream_invalid"],
  ["418", STATUS(418), "upstream_invalid"],
  ["422", STATUS(422), "upstream_invalid"],
  ["429", STATUS(429), "upstream_rate_limited"],
  ["500", STATUS(500), "upstream_unavailable"],
  ["501", STATUS(501), "upstream_unavailable"],
  ["502 in HTML", html(502), "upstream_unavailable"],
  ["503", STATUS(503), "upstream_unavailable"],
  ["504", STATUS(504), "upstream_unavailable"],
  ["599", STATUS(599), "upstream_unavailable"],
  ["301", redirect(301), "upstream_invalid"],
  ["302", redirect(302), "upstream_invalid"],
  ["307", redirect(307), "upstream_invalid"],
  ["304", () => new Response(null, { status: 304 }), "upstream_invalid"],
  ["HTML", html(200), "upstream_invalid"],
  ["nothing", () => new Response(null), "upstream_invalid"],
  ["204", () => new Response(null, { status: 204 }), "upstream_invalid"],
  ["half of a JSON text", () => new Response(`{"results": [{"callId": "${TEXT}`), "upstream_invalid"],
  ["JSON that is no object", () => json(TEXT), "upstream_invalid"],
  ["a list alone", () => json([TEXT]), "upstream_invalid"],
  ["null", () => json(null), "upstream_invalid"],
  ["an object of nothing", () => json({}), "upstream_invalid"],
  ["a list that is none", () => json({ results: TEXT, callId: 7 }), "upstream_invalid"],
  ["too much", () => new Response(" ".repeat(9 * 1024 * 1024)), "upstream_invalid"],
  ["a broken connection", () => fail(), "upstream_unavailable"],
];

describe.each(FAILURES)("an upstream that answers %s", (_, answer, code) => {
  it.each(PATHS)(`makes GET %s answer ${code}`, async (path) => {
    const broker = brokerGranting(async () => answer());
    const page = await TestPage.enter(broker, await signAssertion());
    const response = await page.get(path);
    expect(await response.clone().text()).not.toContain(TEXT);
    const problem = await expectProblem(response, code);
    expect("retryAfterSeconds" in problem).toBe(
      code === "upstream_rate_limited" || code === "upstream_unavailable",
    );
    const { requestId } = problem;
    const reason: unknown = expect.stringMatching(/^upstream: (rate_limited|[a-z_]+ \(.+\))$/);
    const detail: unknown = expect.stringContaining(`GET ${path.replace("/v1", "")} below ULTRAVOX_BASE_URL`);
    const entry = { level: "warn", event: code, requestId, site: "acme", reason, detail };
    expect(broker.log).toEqual([entry]);
    expect(JSON.stringify(broker.log)).not.toContain(TEXT);
  });
});

describe("a 404 of the upstream", () => {
  it("makes a list of calls or agents answer upstream_invalid", async () => {
    const page = await enterAs(async () => json({ detail: TEXT }, 404));
    await expectProblem(await page.get("/v1/calls"), "upstream_invalid");
    await expectProblem(await page.get("/v1/agents"), "upstream_invalid");
  });

  it("makes a call answer not_found", async () => {
    const page = await enterAs(async () => json({ detail: TEXT }, 404));
    await expectProblem(await page.get(`/v1/calls/${CALL.callId}`), "not_found");
  });
});

describe("GET /v1/calls/:id when the upstream answers another call", () => {
  const [mine, other] = [rawCall(), rawCall({ metadata: { tenant: "tenant-b" } })];

  it.each([
    ["outside the grant", other],
    ["inside the grant", rawCall()],
  ])("answers upstream_invalid for one %s", async (_, answered) => {
    const page = await enterAs(async () => json(answered), { rows: { metadata: { tenant: "tenant-a" } } });
    const answer = await page.get(`/v1/calls/${mine.callId}`);
    expect(await answer.clone().text()).not.toContain(answered.callId);
    await expectProblem(answer, "upstream_invalid");
  });

  it("accepts the same call with its id in capitals", async () => {
    const fetch = async () => json({ ...mine, callId: mine.callId.toUpperCase() });
    expect((await (await enterAs(fetch)).get(`/v1/calls/${mine.callId}`)).status).toBe(200);
  });
});

describe("GET /v1/calls/:id when the upstream fails to count stages", () => {
  it.each(FAILURES.filter(([name]) => name !== "too much"))(
    "answers stages: null after %s",
    async (...of) => {
      const upstream = new FakeUpstream([CALL], {
        instead: (url) => (url.pathname.endsWith("/stages") ? of[1]() : undefined),
      });
      const page = await enterAs(upstream.fetch);
      expect(await page.read(`/v1/calls/${CALL.callId}`)).toMatchObject({ id: CALL.callId, stages: null });
    },
  );
});

function fail(): never {
  throw new TypeError(`connect ECONNREFUSED ${TEXT}`);
}
