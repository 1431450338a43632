import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { openBroker } from "../support/open-broker.ts";
import { testConfig, testEnv } from "../support/test-config.ts";
import { type Change, TestPage } from "../support/test-page.ts";

const SECOND = "https://calls.acme.example";
const STRANGE = "https://evil.example";

/** A broker that is reached under two names. */
function twoNames() {
  return openBroker(
    (env) => ({ ...testConfig(env), publicUrls: ["https://keyhole.acme.workers.dev", SECOND] }),
    { env: testEnv(), fetch: new FakeUpstream([]).fetch },
  );
}

const PLACES: [string, string, (page: TestPage, change: Change) => Promise<Response>][] = [
  ["the token endpoint", "/v1/token", (page, change) => page.askAsVisitor(change)],
  ["the resource", "/v1/calls", (page, change) => page.get("/v1/calls", change)],
];

describe.each(PLACES)("a proof at %s", (name, path, ask) => {
  const place = name === "the resource" ? "resource" : "token endpoint";
  const forUrl = (origin: string) => ({ proof: { claims: { htu: `${origin}${path}` } } });

  it("may name the second public URL", async () => {
    const page = await TestPage.visit(twoNames());
    expect((await ask(page, { ...forUrl(SECOND), url: SECOND })).status).toBe(200);
  });

  it("may name either, because a proxy in front hides which one the request used", async () => {
    const page = await TestPage.visit(twoNames());
    expect((await ask(page, { url: SECOND })).status).toBe(200);
    expect((await ask(page, forUrl(SECOND))).status).toBe(200);
    expect((await ask(page, { url: "http://10.0.0.1:8787" })).status).toBe(200);
  });

  it("may not name the host that a request claims", async () => {
    const page = await TestPage.visit(twoNames());
    const headers = {
      Host: "evil.example",
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Proto": "https",
      Forwarded: "host=evil.example;proto=https",
      "X-Original-URL": path,
    };
    const answer = await ask(page, { ...forUrl(STRANGE), url: STRANGE, headers });
    await expectProblem(answer, "proof_invalid", { place });
  });
});

describe("a token", () => {
  it("minted under one name works under the other", async () => {
    const page = await TestPage.visit(twoNames());
    const proof = { claims: { htu: `${SECOND}/v1/calls` } };
    expect((await page.get("/v1/calls", { url: SECOND, proof })).status).toBe(200);
  });
});
