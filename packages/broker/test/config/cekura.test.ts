import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { configError, configWith, siteError } from "../support/expect-config-error.ts";
import { configWithSite, testConfig, testEnv } from "../support/test-config.ts";

const MEMBERS_ONLY = { source: "cekura", visitors: undefined };

/** Settings of the site that are wrong. */
const WRONG: [string, string, Record<string, unknown>, RegExp][] = [
  ["a project of 0", "cekura.project", { cekura: { project: 0 } }, /number/],
  ["a project with a fraction", "cekura.project", { cekura: { project: 1.5 } }, /number/],
  ["the source cekura without a project", "cekura", MEMBERS_ONLY, /project/],
  [
    "an agent of Ultravox for the source cekura",
    "agents",
    { ...MEMBERS_ONLY, cekura: { project: 1 }, agents: ["aaaaaaaa-0000-4000-8000-000000000001"] },
    /"2142"/,
  ],
  [
    "an agent's number with a zero before it",
    "agents",
    { ...MEMBERS_ONLY, cekura: { project: 1 }, agents: ["02142"] },
    /"2142"/,
  ],
  [
    "visitors' own calls in the source cekura",
    "visitors.rows",
    { source: "cekura", cekura: { project: 1 }, visitors: { rows: "own", scopes: ["calls:read"] } },
    /"public"/,
  ],
];

describe("a site with", () => {
  it.each(WRONG)("%s is refused", (_, setting, changes, words) => {
    expect(siteError(`sites.acme.${setting}`, changes)).toMatch(words);
  });

  it("a project and agents of Cekura is read", () => {
    const site = { ...MEMBERS_ONLY, source: "cekura", cekura: { project: 1376 }, agents: ["2142"] } as const;
    const { sites } = checkConfig(configWithSite(site), testEnv());
    expect(sites.get("acme")).toMatchObject({
      cekura: { project: 1376, provisionKey: false },
      agents: new Set(["2142"]),
    });
  });
});

describe("one CEKURA_API_KEY for two sites", () => {
  const sites = (provisionKey: boolean) =>
    configWith((env) => {
      const { acme } = testConfig(env).sites;
      return {
        sites: {
          acme: { ...acme, cekura: { project: 1, provisionKey: true } },
          open: { ...testConfig(env).sites.open, cekura: { project: 2, provisionKey } },
        },
      };
    });

  it("is refused where one has it make keys and the other reads with it", () => {
    expect(configError("sites.open.cekura.provisionKey", sites(false))).toContain("sites.acme");
  });

  it("may make a key for each", () => {
    expect(checkConfig(sites(true), testEnv()).sites.size).toBe(2);
  });
});

describe("the key of Cekura", () => {
  it("is read, and is null if it is not set", () => {
    const read = (env: Record<string, unknown>) => checkConfig(testConfig, testEnv(env)).settings.cekura;
    expect(read({ CEKURA_API_KEY: "any-form" })).toEqual({
      apiKey: "any-form",
      baseUrl: "https://api.cekura.ai/",
    });
    expect(read({}).apiKey).toBeNull();
  });

  it("is refused with a line end", () => {
    const message = configError("CEKURA_API_KEY", testConfig, { CEKURA_API_KEY: "any-form\n" });
    expect(message).not.toContain("any-form");
  });
});
