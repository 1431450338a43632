import { describe, expect, it } from "vitest";
import { PUBLIC_URL } from "../support/identities.ts";
import { openBroker } from "../support/open-broker.ts";
import { pageRoutesOf, pathOf } from "../support/routes-of.ts";
import { testBroker, testConfig, testEnv } from "../support/test-config.ts";

const ORIGINS = [undefined, "https://acme.example", "https://elsewhere.example", "null"];
const PATHS = [
  ...pageRoutesOf(testBroker())
    .filter(({ path }) => path.startsWith("/v1/") || path.startsWith("/.well-known/"))
    .map((route) => pathOf(route)),
  "/v1/nowhere",
  "/v1/",
  "/v1/calls/x/y/z",
  "/v1/calls?limit=0&limit=0",
];

const HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, POST",
  "access-control-allow-headers": "*, Authorization",
  "access-control-max-age": "7200",
};

/** What of CORS stands in an answer, and all of it. */
function corsOf({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));
}

const ask = (broker: ReturnType<typeof testBroker>, path: string, origin?: string) =>
  broker.request(`${PUBLIC_URL}${path}`, {
    method: "OPTIONS",
    headers: {
      ...(origin === undefined ? {} : { Origin: origin }),
      "Access-Control-Request-Method": "GET",
      "Access-Control-Request-Headers": "authorization,dpop",
    },
  });

describe.each(PATHS)("a preflight of %s", (path) => {
  it.each(ORIGINS)("from %s is answered with 204 and exactly these CORS headers", async (origin) => {
    const answer = await ask(testBroker(), path, origin);
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe("");
    expect(corsOf(answer)).toEqual(HEADERS);
  });

  it("is answered before any other work: no limit, no object, no upstream", async () => {
    const fetch = () => fail();
    const objects = { getByName: fail };
    const env = testEnv({
      SHIELD_ADDRESS: { limit: async () => ({ success: false }) },
      SHIELD_NETWORK: { limit: fail },
      SHIELD_MINT: { limit: fail },
      SHIELD_MINT_NETWORK: { limit: fail },
      SHIELD_SITE: { limit: fail },
      VIEWERS: objects,
      SITES: objects,
      UPSTREAMS: objects,
    });
    const broker = openBroker(testConfig, { env, fetch });
    expect((await ask(broker, path)).status).toBe(204);
    expect(broker.log).toEqual([]);
  });

  it("is answered even if the config is wrong", async () => {
    const broker = openBroker(testConfig, { env: testEnv({ KEYHOLE_SECRET: undefined }) });
    expect(corsOf(await ask(broker, path))).toEqual(HEADERS);
  });
});

it.each(["traceparent", "baggage", "sentry-trace", "x-datadog-trace-id", "dpop", "idempotency-key"])(
  "lets a page send %s, which libraries add to every request",
  async () => {
    const allowed = (await ask(testBroker(), "/v1/calls")).headers.get("Access-Control-Allow-Headers");
    expect(allowed?.split(", ")).toEqual(["*", "Authorization"]);
  },
);

it("a page can read that the shield turned its flood away", async () => {
  const env = testEnv({ SHIELD_ADDRESS: { limit: async () => ({ success: false }) } });
  const answer = await openBroker(testConfig, { env }).request(`${PUBLIC_URL}/v1/calls`, {
    headers: { "CF-Connecting-IP": "192.0.2.1" },
  });
  expect(answer.status).toBe(429);
  expect(corsOf(answer)).toEqual({
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "X-Request-Id, Retry-After, ETag, DPoP-Nonce, WWW-Authenticate, Vary",
  });
});

const FOR_NO_PAGE = ["/v1/admin", "/v1/admin/state", "/v1/webhooks", "/v1/webhooks/ultravox/acme"];

it.each(FOR_NO_PAGE)("a preflight of %s, which is for no page, is refused", async (path) => {
  const answer = await ask(testBroker(), path, "https://acme.example");
  expect([404, 405]).toContain(answer.status);
  expect(corsOf(answer)).toEqual({});
});

it.each(["/", "/nowhere", "/v2/calls", "/admin/keys", ...FOR_NO_PAGE])(
  "%s, which is for no page, has no CORS",
  async (path) => {
    const broker = testBroker();
    expect(corsOf(await ask(broker, path, "https://acme.example"))).toEqual({});
    expect(corsOf(await broker.request(`${PUBLIC_URL}${path}`))).toEqual({});
  },
);

function fail(): never {
  throw new Error("a preflight asked for it");
}
