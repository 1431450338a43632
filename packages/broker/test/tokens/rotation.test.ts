import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";
import { rawCalls } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";
import { keepSecret } from "../support/witness.ts";

const NEW_SECRET = "the-next-secret-of-the-tests-9876543210-fedcba";
keepSecret("the next KEYHOLE_SECRET", NEW_SECRET);

const upstream = new FakeUpstream(rawCalls(5));
const broker = (env: Record<string, unknown>) => testBroker({ env, fetch: upstream.fetch });
const before = () => broker({ KEYHOLE_SECRET });
const rotating = () => broker({ KEYHOLE_SECRET: NEW_SECRET, KEYHOLE_SECRET_PREVIOUS: KEYHOLE_SECRET });
const after = () => broker({ KEYHOLE_SECRET: NEW_SECRET });

describe("while KEYHOLE_SECRET rotates", () => {
  it("opens tokens of the old and of the new secret", async () => {
    const page = await TestPage.visit(before(), "open");
    expect((await asOn(rotating(), page)).status).toBe(200);
    const renewed = await TestPage.visit(rotating(), "open");
    expect((await asOn(after(), renewed)).status).toBe(200);
  });

  it("refuses a token of the old secret once that secret is removed", async () => {
    const page = await TestPage.visit(before(), "open");
    await expectProblem(await asOn(after(), page), "token_invalid");
  });

  it("continues a cursor of the old secret", async () => {
    const page = await TestPage.visit(before(), "open");
    const { next } = await page.read<{ next: string }>("/v1/calls?limit=2");
    const answer = await asOn(rotating(), page, `/v1/calls?limit=2&cursor=${next}`);
    expect(await answer.json()).toMatchObject({ items: [{}, {}] });
  });

  it("keeps an assertion bound to the key that used it first", async () => {
    const assertion = await signAssertion({ role: "admin" });
    await TestPage.enter(before(), assertion);
    const other = await TestPage.open(rotating());
    await expectProblem(await other.askAsMember(assertion), "assertion_reused", { place: "token endpoint" });
  });
});

describe("over midnight (UTC)", () => {
  it("opens tokens and cursors of yesterday, and none of the day before", async () => {
    let nowMs = Date.UTC(2026, 7, 14, 23, 59, 30);
    const midnight = testBroker({ fetch: upstream.fetch, now: () => nowMs });
    const page = await TestPage.open(midnight);
    const at = () => ({ proof: { claims: { iat: nowMs / 1000 } } });
    const answer = await page.askAsVisitor(at(), "open");
    page.useToken((await answer.json<{ access_token: string }>()).access_token);
    const { next } = await (await page.get("/v1/calls?limit=2", at())).json<{ next: string }>();

    nowMs += 60_000;
    expect((await page.get(`/v1/calls?limit=2&cursor=${next}`, at())).status).toBe(200);

    nowMs += 23 * 3_600_000;
    const renewed = await page.askAsVisitor(at(), "open");
    page.useToken((await renewed.json<{ access_token: string }>()).access_token);
    expect((await page.get(`/v1/calls?limit=2&cursor=${next}`, at())).status).toBe(200);

    nowMs += 3_600_000;
    const next2 = await page.askAsVisitor(at(), "open");
    page.useToken((await next2.json<{ access_token: string }>()).access_token);
    await expectProblem(await page.get(`/v1/calls?limit=2&cursor=${next}`, at()), "invalid_request");
  });
});

async function asOn(other: ReturnType<typeof broker>, page: TestPage, path = "/v1/calls"): Promise<Response> {
  const moved = await TestPage.open(other, page.keys);
  moved.useToken(page.token);
  return moved.get(path);
}
