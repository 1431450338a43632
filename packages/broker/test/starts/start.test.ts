import type { CallStarted } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { visitorStamp } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { AGENT_A, AGENT_B } from "../support/raw-call.ts";
import { enter, newKey, start, startingBroker, visit } from "../support/start-page.ts";
import { StartingUpstream, talkConfig } from "../support/starting-upstream.ts";

const LATER = { [AGENT_A]: {}, [AGENT_B]: {} };

describe("POST /v1/calls", () => {
  it("starts a call with what the page may set and what the owner has set, and nothing else", async () => {
    const upstream = new StartingUpstream();
    const page = await visit(startingBroker(upstream, { talk: { throttle: "web" } }));
    const key = newKey();
    const body = {
      agent: AGENT_A.toUpperCase(),
      variables: { name: "Ada" },
      metadata: { campaign: "c" },
      medium: "text",
    };
    const answer = await start(page, body, key);
    expect(answer.status).toBe(201);
    const started = await answer.json<CallStarted>();
    const { callId, joinUrl, created } = upstream.only;
    expect(started).toEqual({
      id: callId,
      joinUrl,
      joinBefore: new Date(Date.parse(created) + 30_000).toISOString(),
      maxDurationMs: 600_000,
    });
    expect(upstream.queries).toEqual(["?throttle=web"]);
    expect(upstream.starts).toEqual([
      {
        templateContext: { name: "Ada" },
        medium: { webRtc: {} },
        joinTimeout: "30s",
        maxDuration: "600s",
        recordingEnabled: true,
        initialOutputMedium: "MESSAGE_MEDIUM_TEXT",
        metadata: {
          campaign: "c",
          keyhole_visitor: await visitorStamp("acme", page.thumbprint),
          keyhole_start: expect.stringMatching(/^[\w-]{43}$/),
        },
      },
    ]);
    expect(JSON.stringify(upstream.starts)).not.toContain(key);
  });

  it("shows the visitor the call that it has started, without its join URL", async () => {
    const upstream = new StartingUpstream();
    const page = await visit(startingBroker(upstream));
    const { id } = await (await start(page)).json<CallStarted>();
    const text = await (await page.get(`/v1/calls/${id}`)).text();
    expect(text).toContain(id);
    expect(text).not.toContain("joinUrl");
  });

  it("stamps a member's call with the rows of its grant, so that the member sees it", async () => {
    const upstream = new StartingUpstream();
    const page = await enter(startingBroker(upstream, { rows: { metadata: { tenant: "a" } } }));
    const { id } = await (await start(page)).json<CallStarted>();
    expect(upstream.only.metadata).toMatchObject({ tenant: "a", keyhole_member: expect.any(String) });
    expect((await page.get(`/v1/calls/${id}`)).status).toBe(200);
  });

  it.each<[string, unknown, RegExp]>([
    ["an agent that is not listed", { agent: AGENT_B }, /agent/],
    ["an agent that is no id", { agent: "sales" }, /agent/],
    ["a variable that is not listed", { variables: { prompt: "x" } }, /variables\.prompt/],
    ["a variable that is no text", { variables: { name: 7 } }, /variables\.name/],
    ["a variable that is too long", { variables: { order: "x".repeat(21) } }, /variables\.order.*20/],
    ["a line end in a variable", { variables: { name: "a\nb" } }, /variables\.name.*control/],
    ["a C1 character", { variables: { name: "a\u0085b" } }, /variables\.name.*control/],
    ["variables that are a list", { variables: ["x"] }, /variables/],
    ["a metadata key that is not listed", { metadata: { tenant: "b" } }, /metadata\.tenant/],
    ["a stamp of the broker", { metadata: { keyhole_visitor: "x" } }, /metadata\.keyhole_visitor/],
    ["a key of the prototype", '{"metadata":{"__proto__":"x"}}', /metadata\.__proto__/],
    ["metadata that is too long", { metadata: { campaign: "x".repeat(257) } }, /metadata\.campaign.*256/],
    ["another medium", { medium: "video" }, /medium/],
    ["a field that is the owner's", { systemPrompt: "x" }, /systemPrompt/],
    ["consent without a version", { consent: true }, /consent/],
    ["a body that is no object", [], /object/],
  ])("refuses %s by name, and starts nothing", async (_, body, words) => {
    const upstream = new StartingUpstream();
    const page = await visit(startingBroker(upstream));
    const { detail } = await expectProblem(await start(page, body), "invalid_request");
    expect(detail).toMatch(words);
    expect(upstream.starts).toEqual([]);
  });

  it.each([null, "", "short", "x".repeat(129), "has a space in it", "äöüäöüäöüäöüäöüä"])(
    "refuses the key %j",
    async (key) => {
      const upstream = new StartingUpstream();
      const page = await visit(startingBroker(upstream));
      const printable = key === null ? null : encodeURI(key);
      const { detail } = await expectProblem(await start(page, {}, printable), "invalid_request");
      expect(detail).toMatch(/Idempotency-Key/);
      expect(upstream.starts).toEqual([]);
    },
  );

  it("asks for an agent where several are allowed, and takes the one that the rows leave", async () => {
    const upstream = new StartingUpstream();
    const talk = talkConfig({ agents: LATER });
    const free = await enter(startingBroker(upstream, { talk }));
    await expectProblem(await start(free), "invalid_request");
    const narrow = await enter(startingBroker(upstream, { talk, rows: { agents: [AGENT_B] } }));
    expect((await start(narrow)).status).toBe(201);
    expect(upstream.only.agentId).toBe(AGENT_B);
    await expectProblem(await start(narrow, { agent: AGENT_A }), "invalid_request");
    const none = await enter(startingBroker(upstream, { talk, rows: { agents: [] } }));
    await expectProblem(await start(none), "invalid_request");
  });

  it("lets no page set metadata that its own rows go by", async () => {
    const upstream = new StartingUpstream();
    const page = await enter(startingBroker(upstream, { rows: { metadata: { campaign: "spring" } } }));
    await expectProblem(await start(page, { metadata: { campaign: "autumn" } }), "invalid_request");
    expect((await start(page)).status).toBe(201);
    expect(upstream.only.metadata.campaign).toBe("spring");
  });

  it.each([
    [429, "7", "upstream_rate_limited"],
    [400, undefined, "upstream_invalid"],
    [404, undefined, "upstream_invalid"],
    [403, undefined, "upstream_key_rejected"],
  ] as const)(
    "tells in its own words that the vendor answered %i, and counts no start",
    async (status, retryAfter, code) => {
      const upstream = new StartingUpstream();
      upstream.manners = [retryAfter === undefined ? { status } : { status, retryAfter }];
      const limits = { visitor: { startsPerDay: 1 } };
      const page = await visit(startingBroker(upstream, { talk: { limits } }));
      const key = newKey();
      const problem = await expectProblem(await start(page, {}, key), code);
      if (retryAfter !== undefined) expect(problem.retryAfterSeconds).toBe(7);
      expect((await start(page, {}, key)).status).toBe(201);
    },
  );

  it("answers not_found where the site starts no calls, and scope_missing without the scope", async () => {
    const upstream = new StartingUpstream();
    const { brokerGranting } = await import("../support/enter-as.ts");
    const silent = brokerGranting(upstream.fetch, { scopes: ["calls:read", "calls:start"] });
    await expectProblem(await start(await enter(silent)), "not_found");
    const reading = brokerGranting(upstream.fetch, { site: { talk: talkConfig() } });
    await expectProblem(await start(await enter(reading)), "scope_missing");
    expect(upstream.starts).toEqual([]);
  });
});
