import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import type { ConfigEnv } from "../../src/index.ts";
import { configError, configWith, siteError } from "../support/expect-config-error.ts";
import { UPSTREAM_KEY } from "../support/identities.ts";
import { configWithSite, testConfig, testEnv } from "../support/test-config.ts";

const PLACES: [string, string, Record<string, unknown>][] = [
  ["a metadata key", "metadata.0", { metadata: [UPSTREAM_KEY] }],
  [
    "an origin",
    "origins.1",
    { origins: ["https://acme.example", `https://acme.example/?key=${UPSTREAM_KEY}`] },
  ],
  ["a setting that does not exist", "apiKey", { apiKey: UPSTREAM_KEY }],
  ["an object of a setting", "cekura.key", { cekura: { project: 1, key: ` ${UPSTREAM_KEY} ` } }],
  ["the name of a setting", "", { [UPSTREAM_KEY]: true }],
];

describe("an upstream key in the config", () => {
  it.each(PLACES)("as %s is refused with a message that says where it belongs", (_, setting, changes) => {
    const message = siteError(`config.sites.acme${setting === "" ? "" : `.${setting}`}`, changes);
    expect(message).toContain("wrangler secret put ULTRAVOX_API_KEY");
  });

  it("as the id of a site is refused", () => {
    configError(
      "config.sites",
      configWith((env) => ({ sites: { [UPSTREAM_KEY]: testConfig(env).sites.acme } })),
    );
  });

  it("from another setting of the Worker is refused too", () => {
    const define = configWith((env) => ({ publicUrls: [env.MY_KEY] }));
    configError("config.publicUrls.0", define, { MY_KEY: UPSTREAM_KEY });
  });
});

describe("the environment that a config sees", () => {
  it.each([
    "ULTRAVOX_API_KEY",
    "CEKURA_API_KEY",
    "KEYHOLE_SECRET",
    "KEYHOLE_SECRET_PREVIOUS",
    "KEYHOLE_ADMIN_SECRET",
  ])("does not hold %s", (name) => {
    const seen = seenEnv({ [name]: "a-value-of-more-than-thirty-two-bytes", MINE: "mine" });
    expect(seen.MINE).toBe("mine");
    expect(seen[name]).toBeUndefined();
    expect(Object.keys(seen)).not.toContain(name);
    expect(JSON.stringify(seen)).not.toContain("a-value-of-more");
  });

  it("holds no bindings", () => {
    expect(seenEnv({ BUCKET: { get: () => null } }).BUCKET).toBeUndefined();
  });
});

const THROWING: [string, (env: ConfigEnv) => unknown][] = [
  ["an error", (env) => fail(new Error(env.ACME_ASSERTION_SECRET))],
  ["a TypeError of its own", (env) => fail(new TypeError(env.ACME_ASSERTION_SECRET))],
  ["a TypeError of the language", (env) => "a" in (env.ACME_ASSERTION_SECRET as unknown as object)],
  ["a text", (env) => fail(env.ACME_ASSERTION_SECRET)],
];

describe("a config that throws", () => {
  it.each(THROWING)("%s is reported only by its name", (_, define) => {
    expect(configError("config", define)).toMatch(/it threw (\w*Error|string)$/);
  });

  it("names the missing setting that it reads", () => {
    const define = configWith((env) => ({ publicUrls: (env.MY_URLS as string).split(",") }));
    expect(configError("config", define)).toContain("MY_URLS");
  });
});

function seenEnv(changes: Record<string, unknown>): ConfigEnv {
  let seen: ConfigEnv = {};
  checkConfig((env) => {
    seen = env;
    return configWithSite({})(env);
  }, testEnv(changes));
  return seen;
}

function fail(reason: unknown): never {
  throw reason;
}
