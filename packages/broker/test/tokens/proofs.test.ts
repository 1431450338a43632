import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { testBroker } from "../support/test-config.ts";
import { type Change, TestPage } from "../support/test-page.ts";
import { BROKEN_CLAIMS, BROKEN_HASHES, RIGHT_URIS, WRONG_URIS } from "./cases/broken-claims.ts";
import { BROKEN_HEADERS } from "./cases/broken-headers.ts";
import { type BrokenProof, changeFor } from "./cases/broken-proof.ts";

const upstream = new FakeUpstream([]);
const openPage = () => TestPage.visit(testBroker({ fetch: upstream.fetch }));

/** The two places that check proofs. */
const PLACES = [
  {
    name: "token endpoint",
    place: "token endpoint",
    path: "/v1/token",
    ask: (page: TestPage, change: Change) => page.askAsVisitor(change),
  },
  {
    name: "token endpoint, in its form",
    place: "token endpoint",
    path: "/v1/token",
    ask: (page: TestPage, change: Change) => page.askAsVisitor({ ...change, isInForm: true }),
  },
  {
    name: "resource",
    place: "resource",
    path: "/v1/calls",
    ask: (page: TestPage, change: Change) => page.get("/v1/calls", change),
  },
] as const;

describe.each(PLACES)("a proof at the $name", ({ place, path, ask }) => {
  async function expectRefused(page: TestPage, broken: BrokenProof): Promise<void> {
    const before = upstream.requests.length;
    const response = await ask(page, await changeFor(page, broken));
    const problem = await expectProblem(response, "proof_invalid", { place });
    expect("serverTime" in problem).toBe(broken.tellsTime ?? false);
    expect(upstream.requests).toHaveLength(before);
  }

  it.each([...BROKEN_HEADERS, ...BROKEN_CLAIMS])("$name is refused", async (broken) => {
    await expectRefused(await openPage(), broken);
  });

  it.each(WRONG_URIS)("an htu with %s is refused", async (name, uri) => {
    await expectRefused(await openPage(), { name, change: { proof: { claims: { htu: uri(path) } } } });
  });

  it.each(RIGHT_URIS)("an htu with %s is accepted", async (_, uri) => {
    const answer = await ask(await openPage(), { proof: { claims: { htu: uri(path) } } });
    expect(answer.status).toBe(200);
  });

  it.each([-60, -59, 59, 60])("an iat %i s off is accepted", async (seconds) => {
    // The broker's clock stands, so that a slow machine does not add to the difference.
    const nowSeconds = Math.floor(Date.now() / 1000);
    const page = await TestPage.visit(testBroker({ fetch: upstream.fetch, now: () => nowSeconds * 1000 }));
    const answer = await ask(page, { proof: { claims: { iat: nowSeconds + seconds } } });
    expect(answer.status).toBe(200);
  });

  it.each([
    ["a jti of 256 characters", { claims: { jti: "j".repeat(256) } }],
    ["claims that nobody knows", { claims: { claim: { of: "tomorrow" } } }],
    ["headers that nobody knows", { header: { later: true } }],
    ["typ with its long name", { header: { typ: "application/dpop+jwt" } }],
  ])("%s is accepted", async (_, proof) => {
    expect((await ask(await openPage(), { proof })).status).toBe(200);
  });

  it("works once", async () => {
    const page = await openPage();
    const change = { proof: { claims: { jti: crypto.randomUUID() } } };
    expect((await ask(page, change)).status).toBe(200);
    await expectRefused(page, { name: "again", change });
  });

  it("may have the jti of a proof by another key", async () => {
    const change = { proof: { claims: { jti: crypto.randomUUID() } } };
    const broker = testBroker({ fetch: upstream.fetch });
    for (const page of [await TestPage.visit(broker), await TestPage.visit(broker)]) {
      expect((await ask(page, change)).status).toBe(200);
    }
  });

  it("that was refused may be sent again corrected", async () => {
    const page = await openPage();
    const jti = crypto.randomUUID();
    await expectRefused(page, { name: "wrong", change: { proof: { claims: { jti, htm: "PUT" } } } });
    expect((await ask(page, { proof: { claims: { jti } } })).status).toBe(200);
  });
});

describe("a proof at the resource", () => {
  it.each(BROKEN_HASHES)("with $name is refused", async (broken) => {
    const page = await openPage();
    const response = await page.get("/v1/calls", await changeFor(page, broken));
    await expectProblem(response, "proof_invalid");
  });

  it("for the token endpoint is refused, and vice versa", async () => {
    const page = await openPage();
    const forToken = { proof: { claims: { htm: "POST", htu: "https://keyhole.acme.workers.dev/v1/token" } } };
    await expectProblem(await page.get("/v1/calls", forToken), "proof_invalid");
    const forCalls = { proof: { claims: { htm: "GET", htu: "https://keyhole.acme.workers.dev/v1/calls" } } };
    await expectProblem(await page.askAsVisitor(forCalls), "proof_invalid", { place: "token endpoint" });
  });

  it("for one call is refused for another", async () => {
    const page = await openPage();
    const htu = `https://keyhole.acme.workers.dev/v1/calls/${crypto.randomUUID()}`;
    const other = `/v1/calls/${crypto.randomUUID()}`;
    await expectProblem(await page.get(other, { proof: { claims: { htu } } }), "proof_invalid");
  });

  it("for GET is refused for HEAD, and one for HEAD is accepted", async () => {
    const page = await openPage();
    const asGet = await page.get("/v1/calls", { method: "HEAD", proof: { claims: { htm: "GET" } } });
    expect(asGet.status).toBe(401);
    expect((await page.get("/v1/calls", { method: "HEAD" })).status).toBe(200);
  });
});
