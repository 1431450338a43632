import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { JOIN_URL, OPTIONS } from "../../../test/talk-page.ts";
import { parseCallStarted, parseTalkOptions } from "./parse-talk.ts";

const [AGENT] = OPTIONS.agents;

describe("parseTalkOptions", () => {
  it("reads what the contract says, and nothing else", () => {
    const full = { ...OPTIONS, consent: { version: "1", text: "x" }, turnstile: { siteKey: "k" } };
    equal(parseTalkOptions({ ...full, secret: 1 }), full);
    equal(parseTalkOptions({ ...OPTIONS, agents: [] }), { ...OPTIONS, agents: [] });
  });

  it("keeps the site's first medium first", () => {
    const agents = [{ ...AGENT, mediums: ["text", "voice", "smoke"] }];
    equal(parseTalkOptions({ ...OPTIONS, agents })?.agents[0]?.mediums, ["text", "voice"]);
  });

  it("leaves out agents that do not parse, and refuses where none does", () => {
    equal(parseTalkOptions({ ...OPTIONS, agents: [{ id: 1 }, AGENT] }), OPTIONS);
    for (const agent of [
      null,
      { ...AGENT, mediums: [] },
      { ...AGENT, maxDurationMs: -1 },
      { ...AGENT, name: 1 },
    ])
      equal(parseTalkOptions({ ...OPTIONS, agents: [agent] }), undefined, JSON.stringify(agent));
  });

  it("refuses a consent or a challenge that it cannot show", () => {
    equal(parseTalkOptions({ ...OPTIONS, consent: { version: 1 } }), undefined);
    equal(parseTalkOptions({ ...OPTIONS, turnstile: {} }), undefined);
    equal(parseTalkOptions(null), undefined);
  });
});

describe("parseCallStarted", () => {
  const started = { id: "1", joinUrl: JOIN_URL, joinBefore: "2026-11-20T12:00:30.000Z", maxDurationMs: 1 };

  it("takes an encrypted join URL, and one of this machine", () => {
    equal(parseCallStarted({ ...started, more: 1 }), started);
    const here = { ...started, joinUrl: "ws://127.0.0.1:8790/calls/1?token=x" };
    equal(parseCallStarted(here), here);
  });

  it("refuses any other", () => {
    for (const joinUrl of [
      "ws://voice.example/calls/1",
      "https://voice.example/calls/1",
      "javascript:x",
      "x",
      null,
    ])
      equal(parseCallStarted({ ...started, joinUrl }), undefined, `${joinUrl}`);
  });
});
