import { SCOPES } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { jwt } from "../../src/index.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { AGENT_A } from "../support/raw-call.ts";
import { talkConfig } from "../support/starting-upstream.ts";
import { configWithSite, testBroker, testConfig, testEnv } from "../support/test-config.ts";

const LOCAL = { ULTRAVOX_BASE_URL: "http://127.0.0.1:1/api" };

type Site = Parameters<typeof configWithSite>[0];

const warningsOf = (site: Site, env: Record<string, unknown> = {}) =>
  checkConfig(configWithSite(site), testEnv(env)).warnings;

const membersWith = (options: Partial<Parameters<typeof jwt>[0]>): Site => ({
  members: {
    verify: jwt({ issuer: ISSUER, ...("jwks" in options ? {} : { secret: ASSERTION_SECRET }), ...options }),
    grant: () => ({ scopes: ["calls:read"], rows: "all" }),
  },
});

describe("a config that is probably not meant", () => {
  it.each([
    ["an origin on everybody's own machine", "sites.acme.origins[0]", { origins: ["http://localhost:5173"] }],
    ["the broker's own metadata", "sites.acme.metadata[1]", { metadata: ["tenant", "keyhole_visitor"] }],
    [
      "every call of the account for anybody",
      "sites.acme.visitors",
      { visitors: { rows: "public", scopes: SCOPES }, talk: talkConfig() },
    ],
    ["assertions of 601 s", "sites.acme.members.verify.maxAgeSeconds", membersWith({ maxAgeSeconds: 601 })],
    [
      "identity provider's assertions of over an hour",
      "sites.acme.members.verify.maxAgeSeconds",
      membersWith({ jwks: "https://idp.example/jwks.json", maxAgeSeconds: 3601 }),
    ],
    [
      "an old secret that is gone",
      "sites.acme.members.verify.secret",
      membersWith({ secret: [ASSERTION_SECRET, undefined] }),
    ],
  ] as [string, string, Site][])("is warned about: %s", (_, setting, site) => {
    expect(warningsOf(site)).toEqual([
      expect.stringMatching(new RegExp(`^${setting.replace(/[.[\]]/g, "\\$&")}: `)),
    ]);
  });

  it.each([
    "a".repeat(32),
    "changeme".repeat(4),
    "0123456789abcdef".repeat(2),
    "abcdefghijklmnopqrstuvwxyz0123456789",
  ])("is warned about: the guessable secret %s", (weak) => {
    const guessable = expect.stringContaining("looks guessable");
    expect(checkConfig(testConfig, testEnv({ KEYHOLE_SECRET: weak })).warnings).toEqual([guessable]);
    const warnings = warningsOf(membersWith({ secret: weak }), { WEAK: weak });
    expect(warnings).toEqual([guessable]);
    expect(warnings.join()).not.toContain(weak);
  });

  it.each([`${ASSERTION_SECRET}\n`, ` ${ASSERTION_SECRET}`, `${ASSERTION_SECRET}\r\n`])(
    "is warned about: a secret with white space around it",
    (padded) => {
      expect(warningsOf(membersWith({ secret: padded }), { PADDED: padded })).toEqual([
        expect.stringMatching(/^sites\.acme\.members\.verify\.secret: begins or ends with white space/),
      ]);
    },
  );

  it.each([
    ["a site as the docs have it", {}],
    ["an identity provider's assertions of an hour", membersWith({ jwks: "https://idp.example/k" })],
    ["assertions of 600 s", membersWith({ maxAgeSeconds: 600 })],
    [
      "public calls of named agents",
      { agents: [AGENT_A], visitors: { rows: "public", scopes: SCOPES }, talk: talkConfig() },
    ],
  ] as [string, Site][])("is not: %s", (_, site) => {
    expect(warningsOf(site)).toEqual([]);
  });

  it("is not, in development: a local origin", () => {
    expect(warningsOf({ origins: ["http://localhost:5173"] }, LOCAL)).toEqual([]);
  });

  it.each(["hex", "base64"] as const)("is not: random bytes in %s", (encoding) => {
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(32)));
      const env = testEnv({ KEYHOLE_SECRET: bytes.toString(encoding) });
      expect(checkConfig(testConfig, env).warnings).toEqual([]);
    }
  });
});

describe("the log at start", () => {
  it("has one line for each warning, and for each shield that is not bound", () => {
    const shields = ["SHIELD_ADDRESS", "SHIELD_NETWORK", "SHIELD_MINT", "SHIELD_MINT_NETWORK", "SHIELD_SITE"];
    const unbound = Object.fromEntries(shields.map((name) => [name, undefined]));
    const env = { ...unbound, KEYHOLE_SECRET: "a".repeat(32) };
    expect(testBroker({ env }).log).toEqual(
      ["KEYHOLE_SECRET: ", ...shields.map((name) => `${name}: `)].map((setting) => ({
        level: "warn",
        event: "config",
        detail: expect.stringContaining(setting),
      })),
    );
    expect(testBroker().log).toEqual([]);
  });
});
