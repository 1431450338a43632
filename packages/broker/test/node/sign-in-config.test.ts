import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkConfig } from "../../src/config/check-config.ts";
import { type ConfigEnv, type SignInOptions, signIn } from "../../src/index.ts";
import { KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";

const ENV = { KEYHOLE_SECRET, OIDC_CLIENT_SECRET: "a-client-secret", COPIED: KEYHOLE_SECRET };
const ACCESS = { team: "acme", audience: "f00d" };
const oidc = (env: ConfigEnv) => ({
  issuer: "https://login.acme.example",
  clientId: "keyhole",
  clientSecret: env.OIDC_CLIENT_SECRET,
});

function check(options: (env: ConfigEnv) => unknown, site: object = {}, verify?: unknown) {
  return checkConfig(
    (env) => ({
      publicUrls: [PUBLIC_URL],
      sites: {
        acme: {
          origins: [PAGE_ORIGIN],
          agents: "all",
          source: "ultravox",
          members: {
            verify: (verify ?? signIn(options(env) as SignInOptions)) as ReturnType<typeof signIn>,
            grant: () => ({ scopes: ["calls:read"], rows: "all" }),
          },
          ...site,
        },
      },
    }),
    ENV,
  );
}

describe("signIn()", () => {
  it("takes the team's name for the issuer of Access, and an hour for an assertion", () => {
    const verifier = check(() => ({ cloudflareAccess: ACCESS })).sites.get("acme")?.members?.verifier;
    assert.deepEqual(verifier, {
      kind: "signIn",
      setting: "sites.acme.members.verify",
      provider: { kind: "cloudflareAccess", issuer: "https://acme.cloudflareaccess.com", audience: "f00d" },
      maxAgeSeconds: 3600,
    });
  });

  it("always asks for openid", () => {
    const verifier = check((env) => ({ oidc: { ...oidc(env), scopes: ["email", "openid"] } }));
    const { members } = verifier.sites.get("acme") ?? {};
    assert.ok(members?.verifier.kind === "signIn" && members.verifier.provider.kind === "oidc");
    assert.equal(members.verifier.provider.scope, "openid email");
  });

  it("warns about assertions of more than an hour", () => {
    const { warnings } = check(() => ({ cloudflareAccess: ACCESS, maxAgeSeconds: 7200 }));
    assert.ok(warnings.some((line) => line.startsWith("sites.acme.members.verify.maxAgeSeconds:")));
  });

  const wrong: [string, string, (env: ConfigEnv) => unknown][] = [
    ["nobody who signs in", "", () => ({})],
    ["two who sign in", "", (env) => ({ cloudflareAccess: ACCESS, oidc: oidc(env) })],
    ["an unknown setting", ".audience", () => ({ cloudflareAccess: ACCESS, audience: "x" })],
    [
      "a team that is an address",
      ".cloudflareAccess.team",
      () => ({ cloudflareAccess: { ...ACCESS, team: "acme.cloudflareaccess.com" } }),
    ],
    ["no audience tag", ".cloudflareAccess.audience", () => ({ cloudflareAccess: { team: "acme" } })],
    [
      "an issuer over http",
      ".oidc.issuer",
      (env) => ({ oidc: { ...oidc(env), issuer: "http://login.acme.example" } }),
    ],
    [
      "an issuer with a query",
      ".oidc.issuer",
      (env) => ({ oidc: { ...oidc(env), issuer: "https://login.acme.example?x" } }),
    ],
    [
      "an issuer on this machine outside development",
      ".oidc.issuer",
      (env) => ({ oidc: { ...oidc(env), issuer: "http://127.0.0.1:9" } }),
    ],
    ["no client", ".oidc.clientId", (env) => ({ oidc: { ...oidc(env), clientId: undefined } })],
    [
      "a client secret in the config",
      ".oidc.clientSecret",
      (env) => ({ oidc: { ...oidc(env), clientSecret: "a-literal-secret" } }),
    ],
    [
      "a client secret that is KEYHOLE_SECRET too",
      ".oidc.clientSecret",
      (env) => ({ oidc: { ...oidc(env), clientSecret: env.COPIED } }),
    ],
    [
      "a client secret that is not set",
      ".oidc.clientSecret",
      (env) => ({ oidc: { ...oidc(env), clientSecret: env.MISSING } }),
    ],
    [
      "scopes that are one text",
      ".oidc.scopes",
      (env) => ({ oidc: { ...oidc(env), scopes: "openid email" } }),
    ],
    ["two days", ".maxAgeSeconds", () => ({ cloudflareAccess: ACCESS, maxAgeSeconds: 172_800 })],
  ];
  for (const [what, setting, options] of wrong) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => check(options),
        (error: Error) =>
          error.message.startsWith(`sites.acme.members.verify${setting}: `) &&
          !error.message.includes("literal-secret"),
      );
    });
  }

  it("refuses visitors beside it, and a verifier of another kind", () => {
    const visitors = { visitors: { rows: "own", scopes: ["calls:read"] } };
    assert.throws(() => check(() => ({ cloudflareAccess: ACCESS }), visitors), /sites\.acme\.visitors: /);
    assert.throws(() => check(() => ({}), {}, { kind: "other", options: {} }), /expects jwt\(.*signIn\(/);
  });
});
