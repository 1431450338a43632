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

  it("may name either, because a proxy in front hides which one the page used", async () => {
    const page = await TestPage.visit(twoNames());
    expect((await ask(page, { url: SECOND })).status).toBe(200);
    expect((await ask(page, forUrl(SECOND))).status).toBe(200);
  });

  it("is told that its address is in no publicUrls, and so is the owner, once", async () => {
    const broker = twoNames();
    const page = await TestPage.visit(broker);
    for (const origin of [STRANGE, STRANGE, `${SECOND}:81`]) {
      const { detail } = await expectProblem(await ask(page, forUrl(origin)), "proof_invalid", { place });
      expect(detail).toContain(`made for ${origin}, which is not in the config's publicUrls`);
    }
    expect(broker.log.map(({ detail = "" }) => detail)).toEqual([
      expect.stringContaining(`publicUrls: lacks ${STRANGE}, `),
      expect.stringContaining(`publicUrls: lacks ${SECOND}:81, `),
    ]);
  });

  it("names made-up addresses to the owner ten times at most", async () => {
    const broker = twoNames();
    const page = await TestPage.visit(broker);
    for (let index = 0; index < 15; index += 1) await ask(page, forUrl(`https://${index}.example`));
    expect(broker.log).toHaveLength(10);
  });

  it("is told of another path that it is for another URL", async () => {
    const page = await TestPage.visit(twoNames());
    const { detail } = await expectProblem(
      await ask(page, { proof: { claims: { htu: `${SECOND}/v1/elsewhere` } } }),
      "proof_invalid",
      { place },
    );
    expect(detail).not.toContain("publicUrls");
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
    const answer = await ask(page, { ...forUrl(STRANGE), headers });
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
