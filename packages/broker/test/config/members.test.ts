import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import type { ConfigEnv } from "../../src/index.ts";
import { jwt } from "../../src/index.ts";
import { configError, configWith } from "../support/expect-config-error.ts";
import { ISSUER, KEYHOLE_SECRET } from "../support/identities.ts";
import { testConfig, testEnv } from "../support/test-config.ts";

const PEM = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----";
const LONG = "a-secret-of-sixty-four-bytes-for-the-longest-hash-0123456789-abcd";
const JWKS = "https://idp.example/jwks.json";

type Options = (env: ConfigEnv) => Record<string, unknown>;
const secret: Options = (env) => ({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER });
const withSecret =
  (changes: object): Options =>
  (env) => ({ ...secret(env), ...changes });
const withJwks =
  (changes: object): Options =>
  () => ({ jwks: JWKS, issuer: ISSUER, ...changes });
const withPem =
  (changes: object): Options =>
  () => ({ publicKey: PEM, issuer: ISSUER, algorithms: ["ES256"], ...changes });

/** Options of `jwt()`: what is wrong, the setting that is named below `verify`, the options. */
const WRONG: [string, string, Options][] = [
  ["no key", "", () => ({ issuer: ISSUER })],
  ["two keys", "", (env) => ({ ...secret(env), jwks: JWKS })],
  ["two keys of which one is undefined", "", withJwks({ secret: undefined })],
  ["a secret in the config", ".secret", withSecret({ secret: "a-literal-secret-of-more-than-32-bytes" })],
  ["a secret that is too short", ".secret", (env) => ({ ...secret(env), secret: env.SHORT_SECRET })],
  ["a secret that is empty", ".secret", withSecret({ secret: "" })],
  ["a secret that is KEYHOLE_SECRET too", ".secret", withSecret({ secret: KEYHOLE_SECRET })],
  [
    "a secret from env that is KEYHOLE_SECRET too",
    ".secret",
    (env) => ({ ...secret(env), secret: env.COPIED }),
  ],
  [
    "an old secret that is KEYHOLE_SECRET too",
    ".secret",
    (env) => ({ ...secret(env), secret: [env.ACME_ASSERTION_SECRET, env.COPIED] }),
  ],
  [
    "an old secret that is too short",
    ".secret",
    (env) => ({ ...secret(env), secret: [env.ACME_ASSERTION_SECRET, env.SHORT_SECRET] }),
  ],
  [
    "an old secret in the config",
    ".secret",
    (env) => ({
      ...secret(env),
      secret: [env.ACME_ASSERTION_SECRET, "a-literal-secret-of-more-than-32-bytes"],
    }),
  ],
  ["no secrets", ".secret", withSecret({ secret: [] })],
  [
    "three secrets",
    ".secret",
    (env) => ({ ...secret(env), secret: [1, 2, 3].map(() => env.ACME_ASSERTION_SECRET) }),
  ],
  ["no new secret", ".secret", (env) => ({ ...secret(env), secret: [undefined, env.ACME_ASSERTION_SECRET] })],
  ["HS384 with a secret of 43 bytes", ".secret", withSecret({ algorithms: ["HS384"] })],
  [
    "HS512 with a secret of 63 bytes",
    ".secret",
    (env) => ({ ...secret(env), secret: env.SECRET_63, algorithms: ["HS512"] }),
  ],
  [
    "HS256 and HS512 with a secret of 63 bytes",
    ".secret",
    (env) => ({ ...secret(env), secret: env.SECRET_63, algorithms: ["HS256", "HS512"] }),
  ],
  ["an issuer that is empty", ".issuer", withSecret({ issuer: "" })],
  ["no issuer", ".issuer", withSecret({ issuer: undefined })],
  ["issuers as a list", ".issuer", withSecret({ issuer: [ISSUER] })],
  ["an audience that is empty", ".audience", withSecret({ audience: "" })],
  ["audiences as a list", ".audience", withSecret({ audience: ["a"] })],
  ["an unknown key", ".clockTolerance", withSecret({ clockTolerance: 600 })],
  ["a JWKS that is no URL", ".jwks", withJwks({ jwks: "idp.example" })],
  ["a JWKS in the clear", ".jwks", withJwks({ jwks: "http://idp.example/jwks.json" })],
  ["a JWKS that is local outside development", ".jwks", withJwks({ jwks: "http://127.0.0.1/jwks.json" })],
  ["a JWKS in a data URL", ".jwks", withJwks({ jwks: 'data:application/json,{"keys":[]}' })],
  ["a private key", ".publicKey", withPem({ publicKey: PEM.replaceAll("PUBLIC", "PRIVATE") })],
  ["a key that is no PEM", ".publicKey", withPem({ publicKey: "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" })],
  ["a public key without algorithm", ".algorithms", withPem({ algorithms: undefined })],
  ["a public key with two algorithms", ".algorithms", withPem({ algorithms: ["ES256", "RS256"] })],
  ["a public key with HS256", ".algorithms", withPem({ algorithms: ["HS256"] })],
  ["a JWKS with HS256", ".algorithms", withJwks({ algorithms: ["RS256", "HS256"] })],
  ["a secret with RS256", ".algorithms", withSecret({ algorithms: ["RS256"] })],
  ["a secret with HS256 and ES256", ".algorithms", withSecret({ algorithms: ["HS256", "ES256"] })],
  ["the algorithm none", ".algorithms", withSecret({ algorithms: ["none"] })],
  ["algorithms in small letters", ".algorithms", withSecret({ algorithms: ["hs256"] })],
  ["no algorithms", ".algorithms", withSecret({ algorithms: [] })],
  ["algorithms as a text", ".algorithms", withSecret({ algorithms: "HS256" })],
  ["a maximal age of 0", ".maxAgeSeconds", withSecret({ maxAgeSeconds: 0 })],
  ["a maximal age below 0", ".maxAgeSeconds", withSecret({ maxAgeSeconds: -1 })],
  ["a maximal age of half seconds", ".maxAgeSeconds", withSecret({ maxAgeSeconds: 0.5 })],
  ["a maximal age of a text", ".maxAgeSeconds", withSecret({ maxAgeSeconds: "60" })],
  ["an endless maximal age", ".maxAgeSeconds", withSecret({ maxAgeSeconds: Number.POSITIVE_INFINITY })],
];

describe("jwt() with", () => {
  it.each(WRONG)("%s is refused", (_, setting, options) => {
    const message = configError(`sites.acme.members.verify${setting}`, membersConfig(options), {
      SHORT_SECRET: "a-short-secret-from-env",
      COPIED: KEYHOLE_SECRET,
      SECRET_63: LONG.slice(0, 63),
    });
    expect(message).not.toContain("a-literal-secret");
    expect(message).not.toContain("a-short-secret");
  });

  it.each([
    ["secret", withSecret({})],
    ["secret and HS512", (env: ConfigEnv) => ({ ...secret(env), secret: env.LONG, algorithms: ["HS512"] })],
    [
      "secret, new and old",
      (env: ConfigEnv) => ({ ...secret(env), secret: [env.LONG, env.ACME_ASSERTION_SECRET] }),
    ],
    ["jwks", withJwks({})],
    ["jwks and an audience", withJwks({ audience: "keyhole", algorithms: ["EdDSA", "ES256"] })],
    ["publicKey", withPem({ maxAgeSeconds: 60 })],
  ])("%s is accepted", (_, options) => {
    const { sites } = checkConfig(membersConfig(options), testEnv({ LONG }));
    expect(sites.get("acme")?.members?.verifier).toMatchObject({ issuer: ISSUER });
  });

  it("no audience defaults to one that names the site", () => {
    const { sites } = checkConfig(testConfig, testEnv());
    expect(sites.get("acme")?.members?.verifier).toMatchObject({ audience: "keyhole:acme" });
  });

  it.each(["secret", "issuer", "jwks"] as const)(
    "%s undefined names the setting that is missing",
    (option) => {
      const options: Options = (env) => ({
        ...(option === "jwks" ? { issuer: ISSUER } : secret(env)),
        [option]: env.NOT_SET_ANYWHERE,
      });
      const message = configError(`sites.acme.members.verify.${option}`, membersConfig(options));
      expect(message).toContain("NOT_SET_ANYWHERE");
    },
  );
});

const WRONG_MEMBERS: [string, string, unknown][] = [
  ["true", "", true],
  ["null", "", null],
  ["without verify", ".verify", { grant: () => ({}) }],
  ["with jwt itself", ".verify", { verify: jwt, grant: () => ({}) }],
  ["with jwt() of nothing", ".verify", { verify: { kind: "jwt", options: undefined }, grant: () => ({}) }],
  ["with another kind", ".verify", { verify: { kind: "trust", options: {} }, grant: () => ({}) }],
  ["without grant", ".grant", { verify: jwt({ jwks: JWKS, issuer: ISSUER }) }],
  [
    "with a grant that is no function",
    ".grant",
    { verify: jwt({ jwks: JWKS, issuer: ISSUER }), grant: { rows: "all" } },
  ],
  [
    "with an unknown key",
    ".origins",
    { verify: jwt({ jwks: JWKS, issuer: ISSUER }), grant: () => ({}), origins: [] },
  ],
];

describe("members that are", () => {
  it.each(WRONG_MEMBERS)("%s are refused", (_, setting, members) => {
    const define = configWith((env) => ({ sites: { acme: { ...testConfig(env).sites.acme, members } } }));
    configError(`sites.acme.members${setting}`, define);
  });
});

describe("two sites", () => {
  const SAME: [string, Options, Options][] = [
    ["the same secret", withSecret({ audience: "keyhole" }), withSecret({ audience: "keyhole" })],
    [
      "the same JWKS",
      withJwks({ audience: "keyhole" }),
      withJwks({ audience: "keyhole", issuer: "https://b.example" }),
    ],
    [
      "the same public key",
      withPem({ audience: "keyhole" }),
      withPem({ audience: "keyhole", publicKey: `${PEM}\n` }),
    ],
  ];

  const SPELT: [string, Options, Options][] = [
    ...[
      `${JWKS}?`,
      `${JWKS}#keys`,
      `${JWKS}?#`,
      "https://idp.example:443/jwks.json",
      "HTTPS://IDP.example/jwks.json",
      "https://idp.example./jwks.json",
      "https://idp.example/jwks%2ejson",
      "https://idp.example/./jwks.json",
    ].map((jwks): (typeof SAME)[number] => [
      `the same JWKS as ${jwks}`,
      withJwks({ audience: "keyhole" }),
      withJwks({ audience: "keyhole", jwks }),
    ]),
    [
      "the same public key between other lines",
      withPem({ audience: "keyhole" }),
      withPem({ audience: "keyhole", publicKey: `key of acme\n${PEM.replaceAll("\n", "\r\n")}\nend` }),
    ],
    [
      "the same public key padded differently",
      withPem({ audience: "keyhole" }),
      withPem({ audience: "keyhole", publicKey: PEM.replace("QgAE", "QgAE==") }),
    ],
    [
      "a secret that is the other's old one",
      withSecret({ audience: "keyhole" }),
      (env) => ({ ...secret(env), audience: "keyhole", secret: [env.LONG, env.ACME_ASSERTION_SECRET] }),
    ],
  ];

  it.each([...SAME, ...SPELT])("are refused with %s and audience", (_, first, second) => {
    const message = configError("sites.other.members.verify.audience", twoSites(first, second), { LONG });
    expect(message).toContain("sites.acme");
  });

  it("are accepted with the same key and different audiences", () => {
    expect(checkConfig(twoSites(withSecret({}), withSecret({})), testEnv()).sites.size).toBe(2);
  });
});

function membersConfig(options: Options) {
  return configWith((env) => ({
    sites: { acme: { ...testConfig(env).sites.acme, members: members(options(env)) } },
  }));
}

function twoSites(first: Options, second: Options) {
  return configWith((env) => {
    const site = testConfig(env).sites.acme;
    return {
      sites: {
        acme: { ...site, members: members(first(env)) },
        other: { ...site, members: members(second(env)) },
      },
    };
  });
}

function members(options: Record<string, unknown>) {
  const verify = jwt(options as unknown as Parameters<typeof jwt>[0]);
  return { verify, grant: () => ({ scopes: ["calls:read"], rows: "all" }) };
}
