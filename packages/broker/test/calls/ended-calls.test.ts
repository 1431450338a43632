import { describe, expect, it } from "vitest";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { openBroker } from "../support/open-broker.ts";
import { type RawCall, rawCall } from "../support/raw-call.ts";
import { part } from "../support/raw-parts.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker, testConfig, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

/** Counts the requests to the upstream for a call, over reads at the given seconds. */
async function countAsked(
  call: RawCall,
  atSeconds: readonly number[],
  parts: readonly string[] = [],
): Promise<number> {
  const startMs = Date.now();
  let nowMs = startMs;
  const upstream = new FakeUpstream([call], { instead: part("messages", []) });
  const scopes = ["calls:read", "transcripts:read"] as const;
  const broker = brokerGranting(upstream.fetch, { scopes, now: () => nowMs });
  for (const [index, seconds] of atSeconds.entries()) {
    nowMs = startMs + seconds * 1000;
    const page = await TestPage.open(broker);
    const iat = Math.floor(nowMs / 1000);
    const assertion = await signAssertion({ iat, exp: iat + 60 });
    const answer = await page.askAsMember(assertion, { proof: { claims: { iat } } });
    page.useToken((await answer.json<{ access_token: string }>()).access_token);
    const read = await page.get(`/v1/calls/${call.callId}${parts[index] ?? ""}`, {
      proof: { claims: { iat } },
    });
    expect(read.status).toBe(200);
  }
  return upstream.requests.filter(({ pathname }) => pathname.endsWith(call.callId)).length;
}

describe("the memory of ended calls", () => {
  it("asks upstream once in ten minutes", async () => {
    expect(await countAsked(rawCall(), [0, 1, 590])).toBe(1);
    expect(await countAsked(rawCall(), [0, 601])).toBe(2);
  });

  it("does not extend a call's ten minutes when its messages are read", async () => {
    expect(await countAsked(rawCall(), [0, 599, 601], ["/messages", "", ""])).toBe(2);
  });

  it("asks again after a minute while the summary is missing", async () => {
    expect(await countAsked(rawCall({ summary: null }), [0, 50])).toBe(1);
    expect(await countAsked(rawCall({ summary: null }), [0, 61])).toBe(2);
  });

  it("holds an active call for two seconds", async () => {
    expect(await countAsked(rawCall({ ended: null, endReason: null }), [0, 1, 2, 3.9])).toBe(2);
  });

  it("does not open a call of one source for a site with another source", async () => {
    const call = rawCall();
    const broker = openBroker(
      (env) => {
        const { publicUrls, sites } = testConfig(env);
        const { acme } = sites;
        if (acme === undefined) throw new Error("the config has no site acme");
        const visitors = { rows: "public", scopes: ["calls:read"] } as const;
        const elsewhere = { ...acme, visitors, source: "cekura", cekura: { project: 1376 } } as const;
        return { publicUrls, sites: { acme, elsewhere } };
      },
      { env: testEnv(), fetch: new FakeUpstream([call]).fetch },
    );
    const enter = async (site: string) =>
      TestPage.enter(broker, await signAssertion({ role: "admin", aud: `keyhole:${site}` }), site);
    expect((await (await enter("acme")).get(`/v1/calls/${call.callId}`)).status).toBe(200);
    await expectProblem(await (await enter("elsewhere")).get(`/v1/calls/${call.callId}`), "not_configured");
  });

  it("checks the grant of each viewer", async () => {
    const call = rawCall({ metadata: { tenant: "tenant-a" } });
    const broker = testBroker({ fetch: new FakeUpstream([call]).fetch });
    const enter = async (tenant: string) =>
      TestPage.enter(broker, await signAssertion({ sub: tenant, role: "support", tenant }));
    const [ours, theirs] = [await enter("tenant-a"), await enter("tenant-b")];
    expect((await ours.get(`/v1/calls/${call.callId}`)).status).toBe(200);
    await expectProblem(await theirs.get(`/v1/calls/${call.callId}`), "not_found");
  });
});
