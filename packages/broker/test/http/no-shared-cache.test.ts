import { generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { jwt } from "../../src/index.ts";
import { ISSUER } from "../support/identities.ts";
import { openRecordedCall } from "../support/recorded-call.ts";
import { signJwt } from "../support/sign-jwt.ts";
import { grantByRole, siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

describe("a request that the broker sends", () => {
  it("is kept in no cache: calls, agents, recordings and their storage", async () => {
    const { page, call, asked, ticket, hear } = await openRecordedCall({
      setting: { scopes: ["calls:read", "transcripts:read", "recordings:read"] },
    });
    for (const path of [
      "/v1/calls",
      "/v1/agents",
      ...["", "/messages", "/events"].map((part) => `/v1/calls/${call.callId}${part}`),
    ]) {
      await page.get(path);
    }
    await hear(await ticket(), { Range: "bytes=0-9" });
    expect(new Set(asked.map(({ url }) => new URL(url).hostname)).size).toBe(2);
    expect(new Set(asked.map(({ cache }) => cache))).toEqual(new Set(["no-store"]));
  });

  it("is kept in no cache: a key set", async () => {
    const caches: (string | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      caches.push(init?.cache);
      return Response.json({ keys: [] });
    };
    const verify = jwt({ jwks: "https://idp.example/jwks.json", issuer: ISSUER });
    const page = await TestPage.open(siteBroker({ members: { verify, grant: grantByRole } }, { fetch }));
    const { privateKey } = await generateKeyPair("ES256");
    await page.askAsMember(await signJwt(privateKey, { alg: "ES256", kid: "1" }));
    expect(new Set(caches)).toEqual(new Set(["no-store"]));
  });
});
