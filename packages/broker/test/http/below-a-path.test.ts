import type { CallSummary, Page, RecordingTicket } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { openBroker, type TestBroker } from "../support/open-broker.ts";
import { rawCall } from "../support/raw-call.ts";
import { audio } from "../support/recorded-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker, testConfig, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const ADDRESS = "https://acme.example/voice";
const CALL = rawCall();
const ASSETS = {
  fetch: async (request: Request) =>
    new Response(new URL(request.url).pathname, { headers: { ETag: '"1"' } }),
};

function brokerAt(...publicUrls: string[]): TestBroker {
  const upstream = new FakeUpstream([CALL], {
    instead: (url) => (url.pathname.endsWith("/recording") ? audio(null) : undefined),
  });
  const grant = () => ({ scopes: ["calls:read", "recordings:read"], rows: "all" });
  return grantingBroker(grant, { env: { ASSETS }, fetch: upstream.fetch }, publicUrls);
}

/** A page of a broker at an address; the proofs are made for it. */
async function enterAt(broker: TestBroker, address = ADDRESS): Promise<TestPage> {
  const page = await TestPage.open(broker, undefined, address);
  await page.signInAsMember("acme", await signAssertion());
  return page;
}

describe.each([ADDRESS, `${ADDRESS}/`, "https://acme.example/a/deep/path"])("a broker at %s", (publicUrl) => {
  const address = publicUrl.replace(/\/$/, "");

  it("mints a token and answers calls", async () => {
    const page = await enterAt(brokerAt(publicUrl), address);
    const list = await page.read<Page<CallSummary>>("/v1/calls?limit=1");
    expect(list.items.map(({ id }) => id)).toEqual([CALL.callId]);
    expect(await page.read(`/v1/calls/${CALL.callId}`)).toMatchObject({ id: CALL.callId });
  });

  it("gives tickets below its path, which play", async () => {
    const broker = brokerAt(publicUrl);
    const page = await enterAt(broker, address);
    const answer = await page.get(`/v1/calls/${CALL.callId}/recording`, { method: "POST" });
    const { url } = await answer.json<RecordingTicket>();
    expect(url.startsWith(`${address}/v1/recordings/`)).toBe(true);
    expect((await broker.request(url, { headers: { Range: "bytes=0-0" } })).status).toBe(206);
  });

  it("serves the elements below its path", async () => {
    for (const path of ["/keyhole.js", "/keyhole/1.0.0/call.js", "/keyhole/manifest.json"]) {
      const answer = await brokerAt(publicUrl).request(`${address}${path}`);
      expect([answer.status, await answer.text()]).toEqual([200, path]);
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    }
  });

  it("describes itself, where RFC 8414 looks and below its path", async () => {
    const { origin, pathname } = new URL(address);
    const places = [
      `${address}/.well-known/oauth-authorization-server`,
      `${origin}/.well-known/oauth-authorization-server${pathname}`,
    ];
    for (const place of places) {
      expect(await (await brokerAt(publicUrl).request(place)).json()).toMatchObject({
        issuer: address,
        token_endpoint: `${address}/v1/token`,
      });
    }
  });

  it("answers preflights, health, refusals and unknown routes as it does at a root", async () => {
    const broker = brokerAt(publicUrl);
    const preflight = await broker.request(`${address}/v1/calls`, { method: "OPTIONS" });
    expect([preflight.status, preflight.headers.get("Access-Control-Allow-Origin")]).toEqual([204, "*"]);
    expect(await (await broker.request(`${address}/v1/health`)).json()).toMatchObject({ status: "ok" });
    const refused = await broker.request(`${address}/v1/calls`);
    expect(refused.headers.get("Content-Security-Policy")).toBe("default-src 'none'; sandbox");
    await expectProblem(refused, "token_missing");
    await expectProblem(await broker.request(`${address}/v1/nowhere`), "not_found");
    const method = await broker.request(`${address}/v1/calls`, { method: "DELETE" });
    expect(method.headers.get("Allow")).toBe("GET, HEAD, POST");
    const page = await TestPage.open(broker, undefined, address);
    await expectProblem(await page.askAsVisitor({ headers: { DPoP: null } }), "proof_invalid", {
      place: "token endpoint",
    });
  });

  it("answers a second page's request with 304", async () => {
    const page = await enterAt(brokerAt(publicUrl), address);
    const tag = (await page.get("/v1/calls")).headers.get("ETag") ?? "";
    expect((await page.get("/v1/calls", { headers: { "If-None-Match": tag } })).status).toBe(304);
  });
});

describe("a proof at a broker below a path", () => {
  const refused = async (htu: string) => {
    const broker = brokerAt(ADDRESS, PUBLIC_URL);
    const page = await enterAt(broker);
    const answer = await page.get("/v1/calls", { proof: { claims: { htu } } });
    const { detail } = await expectProblem(answer, "proof_invalid");
    return { detail, reason: broker.log.at(-1)?.reason };
  };

  it.each(["https://acme.example/v1/calls", "https://acme.example/talk/v1/calls"])(
    "made for %s is refused, and the address is named",
    async (htu) => {
      const { detail, reason } = await refused(htu);
      expect(detail).toContain(
        `made for ${htu.replace("/v1/calls", "")}, which is not in the config's publicUrls`,
      );
      expect(reason).toBe("proof: address");
    },
  );

  it.each([`${ADDRESS}/v1/agents`, `${ADDRESS}/v1/calls/`, ADDRESS])(
    "made for %s is refused",
    async (htu) => {
      expect((await refused(htu)).reason).toBe("proof: uri");
    },
  );

  it("may name another of publicUrls, because a proxy in front may take the path away", async () => {
    const page = await enterAt(brokerAt(ADDRESS, PUBLIC_URL));
    const list = await page.get("/v1/calls", { url: PUBLIC_URL });
    expect(list.status).toBe(200);
  });

  it("is accepted with the path that a proxy keeps, at another host", async () => {
    const kept = "https://keyhole.acme.workers.dev/voice";
    const page = await enterAt(brokerAt(ADDRESS, kept));
    expect((await page.get("/v1/calls", { url: kept })).status).toBe(200);
  });
});

describe("an address whose path is not in publicUrls", () => {
  it.each([
    ["another path", "https://acme.example/talk"],
    ["no path", "https://acme.example"],
    ["a path that begins alike", "https://acme.example/voices"],
    ["a longer path", `${ADDRESS}/two`],
    ["the path of another host", "https://other.example/voice"],
  ])("is refused with its name, readable by the page: %s", async (_, address) => {
    const broker = brokerAt(ADDRESS);
    const answer = await broker.request(`${address}/v1/calls`, { headers: { Origin: PAGE_ORIGIN } });
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const { detail } = await expectProblem(answer, "invalid_request", { status: 400 });
    expect(detail).toContain(`The address ${address} is not in the config's publicUrls`);
    expect(broker.log.map((line) => line.detail)).toEqual([
      expect.stringContaining(`publicUrls: lacks ${address}, `),
    ]);
  });

  it("gets the elements, which tell the page", async () => {
    const answer = await brokerAt(PUBLIC_URL).request("https://acme.example/talk/keyhole.js");
    expect(await answer.text()).toBe("/keyhole.js");
  });
});

describe("a wrong config", () => {
  it("is told below any path", async () => {
    const broker = openBroker(testConfig, { env: testEnv({ KEYHOLE_SECRET: undefined }) });
    const answer = await broker.request(`${ADDRESS}/v1/calls`);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    await expectProblem(answer, "not_configured");
  });
});
