import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import { openBroker } from "../support/open-broker.ts";
import { testBroker, testConfig, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const ASSETS = { fetch: async () => new Response("the elements", { headers: { ETag: '"1"' } }) };
const HOST = new URL(PUBLIC_URL).host;
const STRANGE = [
  "https://keyhole.other.workers.dev",
  `https://${HOST}:8443`,
  `https://${HOST}.`,
  `https://www.${HOST}`,
  "https://192.0.2.1",
  "https://localhost:8787",
  "http://localhost:8787",
];
const PATHS = [
  "/v1/health",
  "/v1/calls",
  "/v1/nowhere",
  "/v1/admin/state",
  "/.well-known/oauth-authorization-server",
];

describe("a request to an address that is in no publicUrls", () => {
  it.each(STRANGE)("is refused at %s, and the problem names the setting", async (origin) => {
    const broker = testBroker();
    for (const path of PATHS) {
      const { detail } = await expectProblem(await broker.request(`${origin}${path}`), "invalid_request", {
        status: 400,
      });
      expect(detail).toContain(`The address ${origin} is not in the config's publicUrls`);
    }
  });

  it("is refused whatever its headers claim", async () => {
    const headers = {
      "X-Forwarded-Host": HOST,
      "X-Forwarded-Proto": "https",
      Forwarded: `host=${HOST};proto=https`,
    };
    const answer = await testBroker().request("https://evil.example/v1/health", { headers });
    await expectProblem(answer, "invalid_request", { status: 400 });
  });

  it("costs no mint", async () => {
    const page = await TestPage.open(testBroker());
    await expectProblem(await page.askAsVisitor({ url: "https://evil.example" }), "invalid_request", {
      place: "token endpoint",
      status: 400,
    });
  });

  it("is logged once for each address", async () => {
    const broker = testBroker();
    for (const origin of [...STRANGE, ...STRANGE]) await broker.request(`${origin}/v1/health`);
    expect(broker.log.map(({ detail = "" }) => detail)).toEqual(
      STRANGE.map((origin) => expect.stringContaining(`publicUrls: lacks ${origin}, `)),
    );
  });

  it("can be read by the page, and its preflight is answered", async () => {
    const refused = await testBroker().request("https://evil.example/v1/calls");
    expect(refused.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const preflight = await testBroker().request("https://evil.example/v1/calls", { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
  });

  it.each(["https://keyhole.other.workers.dev", "http://localhost:8787"])(
    "gets the elements at %s, which tell the page",
    async (origin) => {
      const answer = await testBroker({ env: { ASSETS } }).request(`${origin}/keyhole.js`);
      expect(await answer.text()).toBe("the elements");
    },
  );
});

describe("a request over plain http", () => {
  it.each([...PATHS, "/keyhole.js", "/"])("is refused: %s", async (path) => {
    const answer = await testBroker({ env: { ASSETS } }).request(`http://${HOST}${path}`);
    const { detail } = await expectProblem(answer, "invalid_request", { status: 400 });
    expect(detail).toContain("https");
    expect(detail).toContain("publicUrls");
  });
});

describe("in development", () => {
  it.each(["http://localhost:8787", "https://anything.example"])("%s is answered", async (origin) => {
    const env = { ULTRAVOX_BASE_URL: "http://127.0.0.1:1/api" };
    expect((await testBroker({ env }).request(`${origin}/v1/health`)).status).toBe(200);
  });
});

describe("every one of publicUrls", () => {
  it.each([PUBLIC_URL, "https://calls.acme.example", "https://acme.example:8443"])(
    "%s is answered",
    async (origin) => {
      const publicUrls = [PUBLIC_URL, "https://calls.acme.example", "https://acme.example:8443/"];
      const broker = openBroker((env) => ({ ...testConfig(env), publicUrls }), { env: testEnv() });
      expect((await broker.request(`${origin}/v1/health`)).status).toBe(200);
    },
  );
});

describe("a loopback address in publicUrls, in front of the real upstream", () => {
  const LOCAL = "http://127.0.0.1:8787";
  const local = (publicUrls: string[]) =>
    openBroker((env) => ({ ...testConfig(env), publicUrls }), { env: testEnv() });

  it("is answered where the Worker runs on it", async () => {
    const broker = local([LOCAL, PUBLIC_URL]);
    expect((await broker.request(`${LOCAL}/v1/health`)).status).toBe(200);
    const page = await TestPage.open(broker);
    const proof = { claims: { htu: `${LOCAL}/v1/token` } };
    expect((await page.askAsVisitor({ url: LOCAL, proof })).status).toBe(200);
  });

  it("is no address of a deployed Worker", async () => {
    const page = await TestPage.open(local([LOCAL, PUBLIC_URL]));
    const proof = { claims: { htu: `${LOCAL}/v1/token` } };
    await expectProblem(await page.askAsVisitor({ proof }), "proof_invalid", { place: "token endpoint" });
    expect((await page.askAsVisitor()).status).toBe(200);
  });

  it("alone leaves a deployed Worker without an address", async () => {
    const answer = await local([LOCAL]).request(`${PUBLIC_URL}/v1/health`);
    await expectProblem(answer, "invalid_request", { status: 400 });
  });
});
