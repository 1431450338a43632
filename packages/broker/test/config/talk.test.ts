import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { configError, siteError } from "../support/expect-config-error.ts";
import { AGENT_A, AGENT_B } from "../support/raw-call.ts";
import { talkConfig } from "../support/starting-upstream.ts";
import { configWithSite, testEnv } from "../support/test-config.ts";

const agent = (changes: Record<string, unknown>) => ({ talk: { agents: { [AGENT_A]: changes } } });
const AT = `talk.agents.${AGENT_A}`;

/** Settings of the site that are wrong. */
const WRONG: [string, string, Record<string, unknown>, RegExp][] = [
  ["no object", "talk", { talk: true }, /object/],
  ["a setting that does not exist", "talk.agent", { talk: { ...talkConfig(), agent: AGENT_A } }, /known are/],
  ["no agents", "talk.agents", { talk: {} }, /1 to 50/],
  ["agents that are a list", "talk.agents", { talk: { agents: [AGENT_A] } }, /1 to 50/],
  ["an agent that is no UUID", "talk.agents.sales", { talk: { agents: { sales: {} } } }, /UUID/],
  ["an agent of another site", AT, { talk: talkConfig(), agents: [AGENT_B] }, /site's agents/],
  ["an agent's setting that does not exist", `${AT}.prompt`, agent({ prompt: "x" }), /known are/],
  [
    "a variable without a length",
    `${AT}.variables.name`,
    agent({ variables: { name: "long" } }),
    /1 to 4000/,
  ],
  ["a variable of no length", `${AT}.variables.name`, agent({ variables: { name: 0 } }), /1 to 4000/],
  ["metadata that is no list", `${AT}.metadata`, agent({ metadata: "x" }), /list/],
  ["a key of the broker", `${AT}.metadata[1]`, agent({ metadata: ["a", "keyhole_visitor"] }), /keyhole_/],
  ["a key of the vendor", `${AT}.metadata[0]`, agent({ metadata: ["ultravox.x"] }), /ultravox/],
  ["a medium that does not exist", `${AT}.mediums`, agent({ mediums: ["video"] }), /"voice" and "text"/],
  ["no medium", `${AT}.mediums`, agent({ mediums: [] }), /"voice" and "text"/],
  ["a call of hours", `${AT}.maxDurationSeconds`, agent({ maxDurationSeconds: 3601 }), /10 to 3600/],
  ["a fraction of a second", `${AT}.joinTimeoutSeconds`, agent({ joinTimeoutSeconds: 10.5 }), /10 to 120/],
  ["recording in words", `${AT}.recording`, agent({ recording: "yes" }), /true or false/],
  ["an empty throttle", "talk.throttle", { talk: talkConfig({ throttle: " " }) }, /throttle/],
  [
    "consent without a text",
    "talk.consent.text",
    { talk: { ...talkConfig(), consent: { version: "1" } } },
    /text/,
  ],
  [
    "consent without a version",
    "talk.consent.version",
    { talk: { ...talkConfig(), consent: { text: "x" } } },
    /version/,
  ],
  [
    "a literal secret",
    "talk.turnstile.secret",
    { talk: talkConfig({ turnstile: { siteKey: "k", secret: "literal" } }) },
    /env/,
  ],
  [
    "a challenge without a site key",
    "talk.turnstile.siteKey",
    { talk: { ...talkConfig(), turnstile: {} } },
    /site key/,
  ],
  [
    "a limit that does not exist",
    "talk.limits.visitor.calls",
    { talk: { ...talkConfig(), limits: { visitor: { calls: 1 } } } },
    /known are/,
  ],
  [
    "a limit below 0",
    "talk.limits.member.startsPerDay",
    { talk: talkConfig({ limits: { member: { startsPerDay: -1 } } }) },
    /from 0/,
  ],
  [
    "starts in a source that starts none",
    "talk",
    { talk: talkConfig(), source: "cekura", cekura: { project: 1 }, visitors: undefined },
    /ultravox/,
  ],
  [
    "visitors who may start nothing",
    "visitors.scopes",
    { visitors: { rows: "own", scopes: ["calls:start"] } },
    /talk/,
  ],
];

describe("a site with", () => {
  it.each(WRONG)("%s in its talk is refused", (_, setting, changes, words) => {
    expect(siteError(`sites.acme.${setting}`, changes)).toMatch(words);
  });

  it("a metadata key that both pages and grants may use is refused", () => {
    const define = (env: Record<string, string | undefined>) => {
      const config = configWithSite({ talk: talkConfig() })(env);
      const { acme } = config.sites;
      if (acme?.members === undefined) throw new Error("no members");
      return { ...config, sites: { acme: { ...acme, members: { ...acme.members, rowKeys: ["campaign"] } } } };
    };
    expect(configError(`sites.acme.${AT}.metadata[0]`, define)).toMatch(/rowKeys/);
  });

  it("an agent and nothing more takes the defaults", () => {
    const { sites } = checkConfig(configWithSite(agent({})), testEnv());
    expect(sites.get("acme")?.talk?.agents.get(AGENT_A)).toEqual({
      variables: new Map(),
      metadata: new Set(),
      mediums: ["voice"],
      maxDurationMs: 600_000,
      joinTimeoutMs: 30_000,
      recording: false,
    });
  });
});
