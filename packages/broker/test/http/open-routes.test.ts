import { SCOPES } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { PUBLIC_URL } from "../support/identities.ts";
import { openBroker } from "../support/open-broker.ts";
import { testBroker, testConfig, testEnv } from "../support/test-config.ts";

describe("GET /v1/health", () => {
  it("tells anybody its status and version", async () => {
    const response = await testBroker().request(`${PUBLIC_URL}/v1/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok", version });
  });
});

describe("GET /.well-known/oauth-authorization-server", () => {
  it("describes the token endpoint (RFC 8414 section 2)", async () => {
    const response = await testBroker().request(`${PUBLIC_URL}/.well-known/oauth-authorization-server`);
    expect(response.headers.get("Content-Type")).toBe("application/json");
    expect(await response.json()).toEqual({
      issuer: PUBLIC_URL,
      token_endpoint: `${PUBLIC_URL}/v1/token`,
      grant_types_supported: ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"],
      response_types_supported: [],
      scopes_supported: [...SCOPES],
      token_endpoint_auth_methods_supported: ["none"],
      dpop_signing_alg_values_supported: ["ES256"],
    });
  });

  it("names the first public URL, whichever is used", async () => {
    const broker = openBroker(
      (env) => ({ ...testConfig(env), publicUrls: ["https://first.example", "https://second.example"] }),
      { env: testEnv() },
    );
    for (const url of ["https://first.example", "https://second.example"]) {
      const response = await broker.request(`${url}/.well-known/oauth-authorization-server`, {
        headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example" },
      });
      expect(await response.json()).toMatchObject({ issuer: "https://first.example" });
    }
  });
});
