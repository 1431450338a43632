import { describe, expect, it } from "vitest";
import type { DefineConfig } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import { openBroker } from "../support/open-broker.ts";
import { testConfig, testEnv } from "../support/test-config.ts";

const ASSETS = { fetch: async () => new Response("the elements", { headers: { ETag: '"1"' } }) };

const WRONG: [string, DefineConfig, Record<string, unknown>, string][] = [
  ["KEYHOLE_SECRET is missing", testConfig, { KEYHOLE_SECRET: undefined }, "KEYHOLE_SECRET: "],
  ["there is no site", (env) => ({ ...testConfig(env), sites: {} }), {}, "sites: "],
  ["the config throws", () => fail(new Error("oh")), {}, "config: "],
  ["the config goes in circles", circular, {}, "the config threw RangeError"],
  ["there is no config", undefined as unknown as DefineConfig, {}, "config: "],
];

const PATHS = [
  "/v1/health",
  "/v1/calls",
  "/v1/agents",
  "/v1/talk",
  "/v1/elsewhere",
  "/.well-known/oauth-authorization-server",
];

describe.each(WRONG)("where %s", (_, define, env, logged) => {
  const open = () => openBroker(define, { env: testEnv({ ASSETS, ...env }) });

  it("logs the fault once, when the Worker starts", () => {
    expect(open().log).toEqual([
      { level: "error", event: "config", detail: expect.stringContaining(logged) },
    ]);
  });

  it.each(PATHS)("answers not_configured: %s", async (path) => {
    await expectProblem(await open().request(`${PUBLIC_URL}${path}`), "not_configured");
  });

  it("answers not_configured to a token request", async () => {
    const answer = await open().request(`${PUBLIC_URL}/v1/token`, { method: "POST", body: "grant_type=a" });
    await expectProblem(answer, "not_configured", { place: "token endpoint" });
  });

  it("logs what is wrong once a minute while it is asked", async () => {
    let nowMs = Date.now();
    const broker = openBroker(define, { env: testEnv({ ASSETS, ...env }), now: () => nowMs });
    for (const seconds of [0, 1, 58, 59, 1, 59]) {
      await broker.request(`${PUBLIC_URL}/v1/calls`);
      await broker.request(`${PUBLIC_URL}/v1/health`);
      nowMs += seconds * 1000;
    }
    const [, ...asked] = broker.log;
    expect(asked).toHaveLength(2);
    for (const entry of asked) {
      expect(entry).toMatchObject({ event: "not_configured", detail: expect.stringContaining(logged) });
    }
  });

  it("serves the elements, which tell the page", async () => {
    const answer = await open().request(`${PUBLIC_URL}/keyhole.js`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("the elements");
  });

  it("lets a page read the reason, and answers its preflight", async () => {
    const refused = await open().request(`${PUBLIC_URL}/v1/calls`);
    expect(refused.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect((await open().request(`${PUBLIC_URL}/v1/calls`, { method: "OPTIONS" })).status).toBe(204);
  });
});

function circular(env: Parameters<DefineConfig>[0]) {
  const config: Record<string, unknown> = { ...testConfig(env) };
  config.self = config;
  return config as unknown as ReturnType<DefineConfig>;
}

function fail(reason: unknown): never {
  throw reason;
}
