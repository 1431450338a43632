import { describe, expect, it } from "vitest";
import { jwt, type SiteConfig } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { ISSUER, KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { openBroker, type TestBroker } from "../support/open-broker.ts";
import { rawCalls } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const upstream = new FakeUpstream(rawCalls(60));

/** A broker with two sites whose members have the same subjects. */
function twoSites(env: Record<string, unknown> = {}): TestBroker {
  return openBroker(
    ({ ACME_ASSERTION_SECRET: secret }) => {
      const site: SiteConfig = {
        origins: [PAGE_ORIGIN],
        agents: "all",
        source: "ultravox",
        members: {
          verify: jwt({ secret, issuer: ISSUER }),
          grant: () => ({ scopes: ["calls:read"], rows: "all" }),
        },
      };
      return { publicUrls: [PUBLIC_URL], sites: { one: site, two: site } };
    },
    { env: testEnv(env), fetch: upstream.fetch },
  );
}

const SUB = "a member of both sites";
const enter = async (broker: TestBroker, site: string) =>
  TestPage.enter(broker, await signAssertion({ sub: SUB, aud: `keyhole:${site}` }), site);
const firstNext = async (page: TestPage) => (await page.read<{ next: string }>("/v1/calls?limit=10")).next;

describe("a cursor of GET /v1/calls for a member", () => {
  it("continues for the same member with another key and another token", async () => {
    const broker = twoSites();
    const next = await firstNext(await enter(broker, "one"));
    const answer = await (await enter(broker, "one")).get(`/v1/calls?limit=10&cursor=${next}`);
    expect(answer.status).toBe(200);
  });

  it("is refused on another site for the same subject", async () => {
    const broker = twoSites();
    const next = await firstNext(await enter(broker, "one"));
    const answer = await (await enter(broker, "two")).get(`/v1/calls?limit=10&cursor=${next}`);
    await expectProblem(answer, "invalid_request");
  });

  it("is refused by a broker with another secret", async () => {
    const next = await firstNext(await enter(twoSites(), "one"));
    const other = await enter(twoSites({ KEYHOLE_SECRET: `another ${KEYHOLE_SECRET}` }), "one");
    await expectProblem(await other.get(`/v1/calls?limit=10&cursor=${next}`), "invalid_request");
  });

  it("is not accepted as a token, nor a token as a cursor", async () => {
    const page = await enter(twoSites(), "one");
    const { token } = page;
    const next = await firstNext(page);
    await expectProblem(await page.get(`/v1/calls?cursor=${token}`), "invalid_request");
    page.useToken(next);
    await expectProblem(await page.get("/v1/calls"), "token_invalid");
  });
});
