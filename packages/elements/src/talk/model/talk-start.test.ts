import { assert, equal } from "../../../test/assert.ts";
import { problem } from "../../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { AGENT_ID, CALL_ID, JOIN_URL, OPTIONS, TalkPage } from "../../../test/talk-page.ts";
import { settled } from "../../../test/wait.ts";

let page: TalkPage;
beforeEach(() => {
  page = new TalkPage();
});
afterEach(() => page.close());

describe("TalkStore.start()", () => {
  it("opens the microphone in the click, and makes the call only once it is open", async () => {
    await page.open();
    let allow = (_stream: MediaStream) => {};
    page.microphones.answer = () =>
      new Promise((resolve) => {
        allow = resolve;
      });
    page.store.start({ agentId: AGENT_ID, variables: { name: "Ada" }, metadata: { campaign: "may" } });
    equal([page.phase.at, page.microphones.asked.length], ["microphone", 1]);
    await settled();
    equal(page.session.starts.length, 0);
    allow(page.microphones.stream());
    await settled();
    equal(
      page.session.starts.map(({ body }) => body),
      [{ agent: AGENT_ID, variables: { name: "Ada" }, metadata: { campaign: "may" }, medium: "voice" }],
    );
    equal([page.phase.at, page.client.joinUrl, page.store.state.callId], ["joining", JOIN_URL, CALL_ID]);
    page.client.events.joined();
    const startedMs = page.clock.now();
    equal(page.phase, {
      at: "live",
      agent: "idle",
      startedMs,
      endsMs: startedMs + 600_000,
      isReconnecting: false,
    });
  });

  it("names the version of the text that the viewer agreed to, and the answer of the challenge", async () => {
    page.session.options = {
      ...OPTIONS,
      consent: { version: "7", text: "Recorded." },
      turnstile: { siteKey: "k" },
    };
    await page.open();
    page.store.start({ agentId: null, consent: true, turnstile: "solved" });
    await settled();
    equal(page.session.starts[0]?.body, { medium: "voice", consent: { version: "7" }, turnstile: "solved" });
    equal([page.store.state.options?.turnstile, page.store.state.agentId], [null, AGENT_ID]);
  });

  it("asks anew what is required when the broker says that something else is", async () => {
    page.session.start = () => ({ failure: problem("consent_required") });
    await page.open();
    page.session.options = { ...OPTIONS, consent: { version: "8", text: "Newer." } };
    await page.press();
    equal([page.phase.at, page.store.state.options?.consent?.version], ["failed", "8"]);
  });

  it("does nothing on a second press during a start, and makes another call with the next", async () => {
    await page.open();
    page.store.start({ agentId: AGENT_ID });
    page.store.start({ agentId: AGENT_ID });
    await settled();
    page.store.start({ agentId: AGENT_ID });
    await settled();
    equal([page.session.starts.length, page.microphones.asked.length, page.clients.length], [1, 1, 1]);
    page.store.hangUp();
    await settled();
    await page.press();
    const [first, second] = page.session.starts.map(({ key }) => key);
    assert(first && /^[A-Za-z0-9_-]{16,128}$/.test(first) && first !== second);
  });

  it("asks without a microphone for a caller who types", async () => {
    await page.open();
    page.store.start({ agentId: AGENT_ID, medium: "text" });
    equal(page.phase.at, "starting");
    await settled();
    const { options, joinUrl } = page.client;
    equal([page.microphones.asked.length, joinUrl], [0, JOIN_URL]);
    equal(
      [options.track?.readyState, page.store.state.isMicMuted, page.store.state.medium],
      ["live", true, "text"],
    );
  });

  it("takes the same key where an answer was lost, and another one for another call", async () => {
    page.session.start = () => ({ failure: { kind: "network" } });
    await page.open();
    await page.press();
    equal(page.phase, { at: "failed", failure: { kind: "broker", failure: { kind: "network" } } });
    assert(page.microphones.areClosed);
    page.store.retry();
    await settled();
    page.store.start({ agentId: AGENT_ID, variables: { name: "Ada" } });
    await settled();
    const [first, again, other] = page.session.starts.map(({ key }) => key);
    equal(first, again);
    assert(other !== first);
  });

  it("takes another key by itself where the call of the lost answer has ended", async () => {
    const { start } = page.session;
    page.session.start = () => ({ failure: problem("upstream_unavailable") });
    await page.open();
    await page.press();
    page.session.start = () =>
      page.session.starts.length === 2 ? { failure: problem("conflict") } : start();
    page.store.retry();
    await settled();
    const [first, again, other] = page.session.starts.map(({ key }) => key);
    equal([again, page.phase.at], [first, "joining"]);
    assert(other !== first);
  });

  for (const code of ["quota_exceeded", "challenge_required", "invalid_request"] as const) {
    it(`tells ${code}, gives the microphone back, and starts anew on retry`, async () => {
      const failure = problem(code);
      const { start } = page.session;
      page.session.start = () => ({ failure });
      await page.open();
      await page.press();
      equal(page.phase, { at: "failed", failure: { kind: "broker", failure } });
      assert(page.microphones.areClosed);
      page.session.start = start;
      page.store.retry();
      await settled();
      equal(page.phase.at, "joining");
      const [first, second] = page.session.starts.map(({ key }) => key);
      assert(first !== second);
    });
  }

  it("hangs up, and tells why, where a file of the elements is missing", async () => {
    await page.open();
    const { loadClient } = page;
    page.loadClient = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
    await page.press();
    equal(page.phase, { at: "failed", failure: { kind: "broker", failure: { kind: "part" } } });
    equal([page.session.hungUp, page.microphones.areClosed], [[CALL_ID], true]);
    page.loadClient = loadClient;
    page.store.retry();
    await settled();
    equal(page.phase.at, "joining");
  });

  it("keeps the join URL out of the state", async () => {
    await page.talk();
    assert(!JSON.stringify(page.store.state).includes("secret"));
  });
});
