import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { generateProof } from "dpop";
import { describe, expect, it } from "vitest";
import { visitorStamp } from "../../src/index.ts";
import { createViewerNames } from "../../src/worker/object-state.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { KEYHOLE_SECRET, PUBLIC_URL } from "../support/identities.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const TOKEN_URL = `${PUBLIC_URL}/v1/token`;

/** The same page in front of two isolates, which share nothing but their Durable Objects. */
async function twoIsolates() {
  const [first, second] = [testBroker(), testBroker()];
  const here = await TestPage.open(first);
  const there = await TestPage.open(second, here.keys);
  return { here, there };
}

const VIEWERS: [string, (page: TestPage, assertion: string, proof: string) => Promise<Response>][] = [
  ["a visitor", (page, _, DPoP) => page.askAsVisitor({ headers: { DPoP } })],
  ["a member", (page, assertion, DPoP) => page.askAsMember(assertion, { headers: { DPoP } })],
];

describe.each(VIEWERS)("the proof of a token request of %s", (_, ask) => {
  it("is refused the second time at the same isolate", async () => {
    const { here } = await twoIsolates();
    const proof = await generateProof(here.keys, TOKEN_URL, "POST");
    const same = await signAssertion({ role: "admin" });
    expect((await ask(here, same, proof)).status).toBe(200);
    await expectProblem(await ask(here, same, proof), "proof_invalid", { place: "token endpoint" });
  });

  it("is refused the second time at another isolate", async () => {
    const { here, there } = await twoIsolates();
    const proof = await generateProof(here.keys, TOKEN_URL, "POST");
    const same = await signAssertion({ role: "admin" });
    expect((await ask(here, same, proof)).status).toBe(200);
    const { detail } = await expectProblem(await ask(there, same, proof), "proof_invalid", {
      place: "token endpoint",
    });
    expect(detail).toContain("used before");
  });

  it("leaves the isolate ready for the next proof", async () => {
    const { here, there } = await twoIsolates();
    const same = await signAssertion({ role: "admin" });
    const proof = await generateProof(here.keys, TOKEN_URL, "POST");
    await ask(here, same, proof);
    await ask(there, same, proof);
    const fresh = await generateProof(here.keys, TOKEN_URL, "POST");
    expect((await ask(there, same, fresh)).status).toBe(200);
  });

  it("is accepted by one of many isolates that get it at once", async () => {
    const { here } = await twoIsolates();
    const proof = await generateProof(here.keys, TOKEN_URL, "POST");
    const same = await signAssertion({ role: "admin" });
    const statuses = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const isolate = await TestPage.open(testBroker(), here.keys);
        return (await ask(isolate, same, proof)).status;
      }),
    );
    expect(statuses.toSorted()).toEqual([200, 400, 400, 400, 400, 400]);
  });
});

it("a visitor's used proof is refused after the object's sleep", async () => {
  const { here, there } = await twoIsolates();
  const proof = await generateProof(here.keys, TOKEN_URL, "POST");
  expect((await here.askAsVisitor({ headers: { DPoP: proof } })).status).toBe(200);
  const subject = `visitor:${await visitorStamp("acme", here.thumbprint)}`;
  await evictDurableObject(env.VIEWERS.getByName(await createViewerNames(KEYHOLE_SECRET)("acme", subject)));
  const again = await there.askAsVisitor({ headers: { DPoP: proof } });
  await expectProblem(again, "proof_invalid", { place: "token endpoint" });
});

it("the used proof of a read is refused by the same isolate", async () => {
  const broker = testBroker({ fetch: new FakeUpstream([]).fetch });
  const page = await TestPage.visit(broker);
  const url = `${PUBLIC_URL}/v1/calls`;
  const DPoP = await generateProof(page.keys, url, "GET", undefined, page.token);
  expect((await page.get("/v1/calls", { headers: { DPoP } })).status).toBe(200);
  await expectProblem(await page.get("/v1/calls", { headers: { DPoP } }), "proof_invalid");
});
