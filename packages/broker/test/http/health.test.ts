import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import type { TestBroker } from "../support/open-broker.ts";
import { outliveAnswers, restoreClock } from "../support/outlive-answers.ts";
import { siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

restoreClock();

async function healthOf(broker: TestBroker): Promise<unknown> {
  const answer = await broker.request(`${PUBLIC_URL}/v1/health`);
  expect(answer.status).toBe(200);
  return answer.json();
}

const READY = { status: "ok", version };
const NOT_READY = { status: "not_ready", version };

describe("GET /v1/health", () => {
  it("is ok where every site can be served, and asks no upstream", async () => {
    const upstream = new FakeUpstream([]);
    expect(await healthOf(testBroker({ fetch: upstream.fetch }))).toEqual(READY);
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    ["ULTRAVOX_API_KEY", { ULTRAVOX_API_KEY: undefined }],
    ["UPSTREAMS", { UPSTREAMS: undefined }],
    ["VIEWERS", { VIEWERS: undefined }],
    ["SITES", { SITES: undefined }],
  ])("is not_ready without %s, which the log names once a minute", async (setting, env) => {
    let nowMs = Date.now();
    const broker = testBroker({ env, now: () => nowMs });
    for (const seconds of [0, 30, 30]) {
      nowMs += seconds * 1000;
      expect(await healthOf(broker)).toEqual(NOT_READY);
    }
    expect(broker.log.map(({ event, detail }) => [event, detail])).toEqual([
      ["not_configured", expect.stringContaining(setting)],
      ["not_configured", expect.stringContaining(setting)],
    ]);
  });

  it("is not_ready where the source of a site has no key", async () => {
    const broker = siteBroker({ source: "cekura", cekura: { project: 1376 }, visitors: undefined });
    expect(await healthOf(broker)).toEqual(NOT_READY);
    expect(broker.log[0]?.detail).toContain("CEKURA_API_KEY: is not set");
  });

  it.each([
    [
      "refuses the key",
      () => json({}, 401),
      "ULTRAVOX_API_KEY: is rejected: GET /calls below ULTRAVOX_BASE_URL answered 401",
    ],
    [
      "is not at the base URL",
      () => new Response("<html>", { status: 404 }),
      "ULTRAVOX_BASE_URL: expects the API's base with its path, which ends in /api: GET /calls below ULTRAVOX_BASE_URL answered 404",
    ],
    [
      "answers a web page",
      () => new Response("<html>"),
      "compare ULTRAVOX_BASE_URL, whose path ends in /api",
    ],
    [
      "redirects to a web page",
      () => new Response("", { status: 302, headers: { Location: "https://ultravox.ai/" } }),
      "compare ULTRAVOX_BASE_URL, whose path ends in /api",
    ],
  ])("is not_ready while the upstream %s, and ok again afterwards", async (_, answer, words) => {
    let isWrong = true;
    const upstream = new FakeUpstream([], { instead: () => (isWrong ? answer() : undefined) });
    const broker = testBroker({ fetch: upstream.fetch });
    const page = await TestPage.visit(broker, "open");
    expect((await page.get("/v1/calls")).status).toBe(502);
    expect(broker.log.map(({ detail }) => detail)).toEqual([expect.stringContaining(words)]);
    expect(await healthOf(broker)).toEqual(NOT_READY);
    isWrong = false;
    outliveAnswers();
    expect((await page.get("/v1/calls")).status).toBe(200);
    expect(await healthOf(broker)).toEqual(READY);
  });
});
