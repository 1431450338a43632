import { describe, expect, it } from "vitest";
import { configError, configWith, siteError } from "../support/expect-config-error.ts";
import { testConfig } from "../support/test-config.ts";

const AGENT = "aaaaaaaa-0000-4000-8000-000000000001";
const MANY_AGENTS = Array.from({ length: 51 }, (_, index) => AGENT.slice(0, -2) + String(10 + index));

/** Settings of a site: what is wrong, the setting that is named, the changes. */
const WRONG: [string, string, Record<string, unknown>][] = [
  ["an unknown key", "colour", { colour: "red" }],
  ["a misspelt key", "visitor", { visitor: {} }],
  ["a symbol as key", "Symbol(agents)", { [Symbol("agents")]: "all" }],
  ["no origins", "origins", { origins: undefined }],
  ["empty origins", "origins", { origins: [] }],
  ["origins as a text", "origins", { origins: "https://acme.example" }],
  ["no agents", "agents", { agents: undefined }],
  ["empty agents", "agents", { agents: [] }],
  ['agents "ALL"', "agents", { agents: "ALL" }],
  ["an agent that is no UUID", "agents", { agents: ["reception"] }],
  ["an agent that is undefined", "agents", { agents: [undefined] }],
  ["51 agents", "agents", { agents: MANY_AGENTS }],
  ["no source", "source", { source: undefined }],
  ["an unknown source", "source", { source: "vapi" }],
  ["metadata as a text", "metadata", { metadata: "tenant" }],
  ["an empty metadata key", "metadata", { metadata: [""] }],
  ["a metadata key that is undefined", "metadata", { metadata: [undefined] }],
  ["transcripts as a flag", "transcripts", { transcripts: true }],
  ["an unknown key of transcripts", "transcripts.tool", { transcripts: { tool: true } }],
  ["transcripts.tools as a text", "transcripts.tools", { transcripts: { tools: "no" } }],
  ["tokens of 29 s", "tokenSeconds", { tokenSeconds: 29 }],
  ["tokens of 301 s", "tokenSeconds", { tokenSeconds: 301 }],
  ["tokens of 60.5 s", "tokenSeconds", { tokenSeconds: 60.5 }],
  ["tokens of a text", "tokenSeconds", { tokenSeconds: "60" }],
  ["tokens of no number", "tokenSeconds", { tokenSeconds: Number.NaN }],
  ["tokens of null", "tokenSeconds", { tokenSeconds: null }],
  ["visitors as a flag", "visitors", { visitors: true }],
  ["visitors null", "visitors", { visitors: null }],
  [
    "an unknown key of visitors",
    "visitors.agents",
    { visitors: { rows: "own", scopes: ["calls:read"], agents: [] } },
  ],
  ["visitors without rows", "visitors.rows", { visitors: { scopes: ["calls:read"] } }],
  ['visitors of rows "all"', "visitors.rows", { visitors: { rows: "all", scopes: ["calls:read"] } }],
  ["visitors without scopes", "visitors.scopes", { visitors: { rows: "own" } }],
  ["visitors with no scopes", "visitors.scopes", { visitors: { rows: "own", scopes: [] } }],
  ["visitors with an unknown scope", "visitors.scopes", { visitors: { rows: "own", scopes: ["calls"] } }],
  ["cekura as a number", "cekura", { cekura: 123 }],
  ["cekura without a project", "cekura.project", { cekura: {} }],
  ["a project that is a text", "cekura.project", { cekura: { project: "123" } }],
  ["an unknown key of cekura", "cekura.key", { cekura: { project: 1, key: "x" } }],
  ["provisionKey as a text", "cekura.provisionKey", { cekura: { project: 1, provisionKey: "yes" } }],
];

describe("a site with", () => {
  it.each(WRONG)("%s is refused", (_, setting, changes) => {
    siteError(`sites.acme.${setting}`, changes);
  });

  it("neither visitors nor members is refused", () => {
    siteError("sites.acme", { visitors: undefined, members: undefined });
  });

  it.each(["Acme", "acme_1", "-acme", "acme-", "a.b", "", "a b", "ä", "a".repeat(64)])(
    "the id %j is refused",
    (id) => {
      configError(
        `sites.${id}`,
        configWith((env) => ({ sites: { [id]: testConfig(env).sites.acme } })),
      );
    },
  );
});

/** Configs that are wrong as a whole. */
const WRONG_CONFIGS: [string, string, unknown][] = [
  ["no function", "config", undefined],
  ["an object", "config", { publicUrls: [], sites: {} }],
  ["a function that returns nothing", "config", () => undefined],
  ["a function that returns null", "config", () => null],
  ["a function that returns a list", "config", () => []],
  ["an async function", "config", async () => ({ publicUrls: [], sites: {} })],
  ["an unknown key", "config.site", configWith(() => ({ site: {} }))],
  ["no sites", "sites", configWith(() => ({ sites: undefined }))],
  ["sites as a list", "sites", configWith(() => ({ sites: [] }))],
  ["sites as a Map", "sites", configWith(() => ({ sites: new Map() }))],
  ["no site", "sites", configWith(() => ({ sites: {} }))],
  ["a site that is undefined", "sites.acme", configWith(() => ({ sites: { acme: undefined } }))],
  ["a site that is a text", "sites.acme", configWith(() => ({ sites: { acme: "all" } }))],
];

describe("a config that is", () => {
  it.each(WRONG_CONFIGS)("%s is refused", (_, setting, define) => {
    expect(configError(setting, define)).toMatch(/: .{8,}/);
  });
});
