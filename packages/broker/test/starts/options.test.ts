import type { TalkOptions } from "@keyhole/contract";
import { describe, expect, it, vi } from "vitest";
import { brokerGranting, enterAs, type MemberSetting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { outliveAnswers, restoreClock } from "../support/outlive-answers.ts";
import { AGENT_A, AGENT_B } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { hangUp, start, visit } from "../support/start-page.ts";
import { StartingUpstream, talkConfig } from "../support/starting-upstream.ts";
import { TestPage } from "../support/test-page.ts";

const SECRET = "a-secret-of-turnstile-0123456789-abcdef";
const CONSENT = { version: "2026-11", text: "The call is recorded." };
const TURNSTILE = { siteKey: "site-key", secret: SECRET };
const TALK = talkConfig({
  agents: {
    [AGENT_A]: {
      variables: { name: 80, order: 20 },
      metadata: ["campaign", "tenant"],
      mediums: ["text", "voice"],
      maxDurationSeconds: 90,
      joinTimeoutSeconds: 20,
      recording: true,
    },
    [AGENT_B]: {},
  },
  throttle: "a-throttle-of-the-account",
});

/** An upstream that lists agents as `answer` has it, and counts how often it is asked. */
function upstreamOf(answer: () => Response = () => json({ results: NAMED, next: null })) {
  const upstream = new StartingUpstream();
  const asked = { agents: 0 };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { hostname, pathname } = new URL(request.url);
    if (hostname === "challenges.cloudflare.com") return json({ success: true, hostname: "acme.example" });
    if (pathname !== "/api/agents") return upstream.fetch(request);
    asked.agents += 1;
    return answer();
  };
  return { fetch, asked };
}

const NAMED = [
  { agentId: AGENT_A, name: "Ada", callTemplate: { systemPrompt: "a secret prompt" } },
  { agentId: "dddddddd-0000-4000-8000-000000000004", name: "of no page" },
];
const scopes = ["calls:start"] as const;
const visitors = { rows: "own" as const, scopes };
const member = (fetch: typeof globalThis.fetch, setting: MemberSetting = {}) =>
  enterAs(fetch, { scopes, ...setting, site: { talk: TALK, ...setting.site } });

describe("GET /v1/talk", () => {
  it("answers what a page may set for each agent, and nothing else of the config", async () => {
    const page = await member(upstreamOf().fetch, { site: { talk: { ...TALK, consent: CONSENT } } });
    expect(await page.read<TalkOptions>("/v1/talk")).toEqual({
      agents: [
        {
          id: AGENT_A,
          name: "Ada",
          mediums: ["text", "voice"],
          variables: [
            { name: "name", maxLength: 80 },
            { name: "order", maxLength: 20 },
          ],
          metadata: ["campaign", "tenant"],
          maxDurationMs: 90_000,
        },
        // Without a name upstream.
        {
          id: AGENT_B,
          name: AGENT_B,
          mediums: ["voice"],
          variables: [],
          metadata: [],
          maxDurationMs: 600_000,
        },
      ],
      consent: CONSENT,
      turnstile: null,
    });
  });

  it.each<[string, NonNullable<MemberSetting["rows"]>, string[]]>([
    ["name one", { agents: [AGENT_B] }, [AGENT_B]],
    ["name another", { agents: ["dddddddd-0000-4000-8000-000000000004"] }, []],
    ["name none", { agents: [] }, []],
    ["go by something else", { metadata: { tenant: "a" } }, [AGENT_A, AGENT_B]],
  ])("offers what a start accepts where rows %s", async (_, rows, expected) => {
    const page = await member(upstreamOf().fetch, { rows });
    const { agents } = await page.read<TalkOptions>("/v1/talk");
    expect(agents.map(({ id }) => id)).toEqual(expected);
    for (const agent of [AGENT_A, AGENT_B]) {
      const { status } = await start(page, { agent });
      expect(status === 201 || status === 429).toBe(expected.includes(agent));
    }
  });

  it("offers no metadata key by which the viewer's own rows go", async () => {
    const page = await member(upstreamOf().fetch, { rows: { metadata: { tenant: "a" } } });
    const { agents } = await page.read<TalkOptions>("/v1/talk");
    expect(agents[0]?.metadata).toEqual(["campaign"]);
  });

  it("is not_found for a site that starts no calls, and not_configured without a key", async () => {
    const silent = await member(upstreamOf().fetch, { site: { talk: undefined } });
    await expectProblem(await silent.get("/v1/talk"), "not_found");
    const keyless = await member(upstreamOf().fetch, { env: { ULTRAVOX_API_KEY: undefined } });
    await expectProblem(await keyless.get("/v1/talk"), "not_configured");
  });

  it("needs the scope calls:start", async () => {
    const page = await member(upstreamOf().fetch, { scopes: ["calls:read"] });
    await expectProblem(await page.get("/v1/talk"), "scope_missing");
  });

  it("is not sent again while it stays the same", async () => {
    const { fetch, asked } = upstreamOf();
    const page = await member(fetch);
    const tag = (await page.get("/v1/talk")).headers.get("ETag") ?? "none";
    const again = await page.get("/v1/talk", { headers: { "If-None-Match": tag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(asked.agents).toBe(1);
  });
});

describe("names of agents that cannot be read", () => {
  restoreClock();

  it.each<[string, () => Response]>([
    ["the upstream fails", () => json({}, 500)],
    ["it answers nonsense", () => json({ results: 7 })],
    ["it breaks off", () => Response.error()],
  ])("are their ids where %s, and the log has the reason", async (_, answer) => {
    const broker = brokerGranting(upstreamOf(answer).fetch, { scopes, site: { talk: TALK } });
    const page = await TestPage.enter(broker, await signAssertion());
    const { agents } = await page.read<TalkOptions>("/v1/talk");
    expect(agents.map(({ name }) => name)).toEqual([AGENT_A, AGENT_B]);
    expect(broker.log.map(({ event }) => event)).toEqual([expect.stringMatching(/^upstream_/)]);
    expect((await start(page, { agent: AGENT_A })).status).toBe(201);
  });

  it("are read again when the failure is forgotten", async () => {
    let isFailing = true;
    const { fetch } = upstreamOf(() => (isFailing ? json({}, 404) : json({ results: NAMED, next: null })));
    const page = await member(fetch);
    expect((await page.read<TalkOptions>("/v1/talk")).agents[0]?.name).toBe(AGENT_A);
    isFailing = false;
    outliveAnswers();
    expect((await page.read<TalkOptions>("/v1/talk")).agents[0]?.name).toBe("Ada");
  });

  it("are waited for three seconds", async () => {
    vi.useFakeTimers();
    try {
      const hanging: typeof globalThis.fetch = async (input, init) => {
        const request = new Request(input, init);
        if (new URL(request.url).pathname !== "/api/agents") return json({}, 404);
        return new Promise((_, reject) =>
          request.signal.addEventListener("abort", () => reject(request.signal.reason)),
        );
      };
      const asking = member(hanging).then((page) => page.read<TalkOptions>("/v1/talk"));
      await vi.advanceTimersByTimeAsync(3_500);
      expect((await asking).agents[0]?.name).toBe(AGENT_A);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("the challenge that GET /v1/talk names", () => {
  it("is for visitors until they have solved one, and for no member", async () => {
    const site = { talk: talkConfig({ turnstile: TURNSTILE }), visitors };
    const broker = brokerGranting(upstreamOf().fetch, { scopes, site, env: { TURNSTILE: SECRET } });
    const challengeOf = async (page: TestPage) => (await page.read<TalkOptions>("/v1/talk")).turnstile;
    const visitor = await visit(broker);
    expect(await challengeOf(visitor)).toEqual({ siteKey: "site-key" });
    const { id } = await (await start(visitor, { turnstile: "answer" })).json<{ id: string }>();
    expect(await challengeOf(visitor)).toBeNull();
    await hangUp(visitor, id);
    expect((await start(visitor)).status).toBe(201);
    expect(await challengeOf(await visit(broker))).toEqual({ siteKey: "site-key" });
    expect(await challengeOf(await TestPage.enter(broker, await signAssertion()))).toBeNull();
  });
});
