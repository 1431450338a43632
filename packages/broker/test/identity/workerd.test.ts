import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { signIn } from "../../src/index.ts";
import { PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { openBroker } from "../support/open-broker.ts";
import { testEnv } from "../support/test-config.ts";

const ISSUER = "https://login.acme.example";
const QUERY = new URLSearchParams({
  site: "acme",
  origin: PAGE_ORIGIN,
  jkt: "A".repeat(43),
  state: "a-state-of-the-opener-3",
});
const METADATA = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/keys`,
  id_token_signing_alg_values_supported: ["RS256", "ES256"],
};

/** A broker whose provider answers as `answers` say, by path. */
function brokerBefore(answers: Record<string, () => Response | Promise<Response>>) {
  return openBroker(
    (env) => ({
      publicUrls: [PUBLIC_URL],
      sites: {
        acme: {
          origins: [PAGE_ORIGIN],
          agents: "all",
          source: "ultravox",
          members: {
            verify: signIn({ oidc: { issuer: ISSUER, clientId: "keyhole", clientSecret: env.OIDC_SECRET } }),
            grant: () => ({ scopes: ["calls:read"], rows: "all" }),
          },
        },
      },
    }),
    {
      env: { ...testEnv(), OIDC_SECRET: "a-client-secret" },
      fetch: async (input) =>
        answers[new URL(String(input)).pathname]?.() ?? new Response(null, { status: 404 }),
    },
  );
}

const discovery = { "/.well-known/openid-configuration": () => Response.json(METADATA) };

/** The kind of end that the window tells its opener. */
async function errorOf(response: Response): Promise<string | undefined> {
  return /&#34;error&#34;:&#34;(\w+)&#34;/.exec(await response.text())?.[1];
}

describe("the sign-in on workerd", () => {
  it("signs in with a provider that takes Basic alone", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    let nonce = "";
    const broker = brokerBefore({
      ...discovery,
      "/keys": async () => Response.json({ keys: [{ ...(await exportJWK(publicKey)), alg: "ES256" }] }),
      "/token": async () => {
        const token = new SignJWT({ email: "anna@acme.example", nonce })
          .setProtectedHeader({ alg: "ES256" })
          .setIssuer(ISSUER)
          .setAudience("keyhole")
          .setSubject("anna")
          .setIssuedAt()
          .setExpirationTime("5m");
        const id_token = await token.sign(privateKey);
        return Response.json({ access_token: "x", token_type: "Bearer", id_token });
      },
    });
    const begun = await broker.request(`${PUBLIC_URL}/v1/sign-in?${QUERY}`);
    const { searchParams } = new URL(begun.headers.get("Location") ?? "");
    nonce = searchParams.get("nonce") ?? "";
    const back = new URLSearchParams({ code: "c", state: searchParams.get("state") ?? "" });
    const [cookie = ""] = (begun.headers.get("Set-Cookie") ?? "").split(";");
    const ended = await broker.request(`${PUBLIC_URL}/v1/sign-in/callback?${back}`, {
      headers: { Cookie: cookie },
    });
    expect(ended.status).toBe(200);
    expect(await ended.text()).toContain("&#34;assertion&#34;:&#34;eyJ");
  });

  it.each([
    ["answers with more than 64 KiB", () => new Response(`"${"x".repeat(70_000)}"`)],
    ["fails", () => new Response("", { status: 500 })],
    ["is out of reach", () => Promise.reject(new TypeError("connect"))],
  ])("says that the provider is unavailable when it %s", async (_, answer) => {
    const broker = brokerBefore({ "/.well-known/openid-configuration": answer });
    const response = await broker.request(`${PUBLIC_URL}/v1/sign-in?${QUERY}`);
    expect([response.status, await errorOf(response)]).toEqual([503, "unavailable"]);
  });

  it.each([
    ["names another issuer", () => Response.json({ ...METADATA, issuer: "https://evil.example" })],
    ["redirects", () => new Response(null, { status: 302, headers: { Location: "https://evil.example" } })],
    ["names no token endpoint", () => Response.json({ ...METADATA, token_endpoint: undefined })],
    [
      "names an authorization endpoint that is no web page",
      () => Response.json({ ...METADATA, authorization_endpoint: "javascript:alert(1)" }),
    ],
  ])("says that it is not set up when the discovery document %s", async (_, answer) => {
    const broker = brokerBefore({ "/.well-known/openid-configuration": answer });
    const response = await broker.request(`${PUBLIC_URL}/v1/sign-in?${QUERY}`);
    expect([response.status, await errorOf(response)]).toEqual([503, "setup"]);
  });
});
