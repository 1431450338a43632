import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { networkOf, wideNetworkOf } from "../../src/admission/shield.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

afterEach(reset);

const { TEST_LIMITER } = env as unknown as { TEST_LIMITER: unknown };

/** More than twice the limit of three, so that one is refused also where a window ends in between. */
async function askInTurn(times: number, ask: (count: number) => Promise<Response>): Promise<Response[]> {
  const answers: Response[] = [];
  for (let count = 1; count <= times; count += 1) answers.push(await ask(count));
  return answers;
}

describe("the shield", () => {
  it("turns a flood from one address away, before any other work", async () => {
    const broker = testBroker({ env: { SHIELD_ADDRESS: TEST_LIMITER } });
    const ask = (address: string) =>
      broker.request(`${PUBLIC_URL}/v1/calls`, { headers: { "CF-Connecting-IP": address } });
    const answers = await askInTurn(7, () => ask("192.0.2.1"));
    const refused = answers.find(({ status }) => status === 429) ?? expect.fail("nothing was refused");
    expect(answers.indexOf(refused)).toBeGreaterThanOrEqual(3);
    expect(refused.headers.get("Retry-After")).toBe("10");
    await expectProblem(refused, "rate_limited");
    await expectProblem(await ask("192.0.2.2"), "token_missing");
  });

  it("counts all addresses of one IPv6 subscriber together", async () => {
    const broker = testBroker({ env: { SHIELD_ADDRESS: TEST_LIMITER } });
    const answers = await askInTurn(7, (count) => {
      const headers = { "CF-Connecting-IP": `2001:db8:1:2:${count}::${count}` };
      return broker.request(`${PUBLIC_URL}/v1/calls`, { headers });
    });
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });

  it("turns a flood on one site away", async () => {
    const broker = testBroker({ env: { SHIELD_SITE: TEST_LIMITER } });
    const ask = async (site: string) => {
      const page = await TestPage.open(broker);
      return page.askForToken({ grant_type: "client_credentials", client_id: site });
    };
    const answers = await askInTurn(7, () => ask("acme"));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    expect((await ask("open")).status).toBe(200);
    // Members of the same site are counted apart.
    const member = await TestPage.open(broker);
    expect((await member.askAsMember(await signAssertion({ role: "admin" }))).status).toBe(200);
  });

  it("counts all networks of one IPv6 site together", async () => {
    const broker = testBroker({ env: { SHIELD_NETWORK: TEST_LIMITER } });
    const answers = await askInTurn(7, (count) => {
      const headers = { "CF-Connecting-IP": `2001:db8:2:${count}::1` };
      return broker.request(`${PUBLIC_URL}/v1/calls`, { headers });
    });
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });

  it("counts wide networks by the narrow binding while theirs is not bound", async () => {
    const broker = testBroker({ env: { SHIELD_ADDRESS: TEST_LIMITER, SHIELD_NETWORK: undefined } });
    const answers = await askInTurn(7, (count) => {
      const headers = { "CF-Connecting-IP": `2001:db8:3:${count}::1` };
      return broker.request(`${PUBLIC_URL}/v1/calls`, { headers });
    });
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });

  it("counts visitors' tokens by network and site, and tells to wait for a minute", async () => {
    const broker = testBroker({ env: { SHIELD_MINT: TEST_LIMITER } });
    const ask = async (site: string, address = "192.0.2.77") =>
      (await TestPage.open(broker)).askAsVisitor({ headers: { "CF-Connecting-IP": address } }, site);
    const answers = await askInTurn(7, () => ask("acme"));
    const refused = answers.find(({ status }) => status === 429) ?? expect.fail("nothing was refused");
    expect(refused.headers.get("Retry-After")).toBe("60");
    expect((await ask("open")).status).toBe(200);
    expect((await ask("acme", "192.0.2.78")).status).toBe(200);
  });

  it("lets preflights and scripts through", async () => {
    const broker = testBroker({ env: { SHIELD_ADDRESS: TEST_LIMITER } });
    const headers = { "CF-Connecting-IP": "192.0.2.9" };
    for (let count = 0; count < 6; count += 1) {
      const preflight = await broker.request(`${PUBLIC_URL}/v1/calls`, { method: "OPTIONS", headers });
      expect(preflight.status).toBe(204);
    }
  });
});

describe("wideNetworkOf", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["2001:db8::1", "2001:db8:0::/48"],
    ["::ffff:192.0.2.1", "c000:201"],
    ["not:an:address", "not:an:address"],
  ])("reads %s as %s", (address, network) => {
    expect(wideNetworkOf(address)).toBe(network);
  });
});

describe("networkOf", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::ffff:192.0.2.1", "c000:201"],
    ["not:an:address", "not:an:address"],
  ])("reads %s as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
