import { equal } from "../../../test/assert.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession, problem } from "../../../test/fake-session.ts";
import { AGENT, FakeTalk, live, OPTIONS, said } from "../../../test/fake-talk.ts";
import { describe, it } from "../../../test/mocha.ts";
import { enTalkCall } from "../../i18n/en-talk-call.ts";
import { addTexts, textIn } from "../../i18n/localize.ts";
import type { Text } from "../../i18n/text.ts";
import type { TalkHost } from "./talk-host.ts";
import { TalkReporter } from "./talk-reporter.ts";

addTexts(enTalkCall);

/** What a reporter tells of a store. */
function reported() {
  const said: string[] = [];
  const events: object[] = [];
  const clock = new FakeClock();
  const store = new FakeTalk();
  const session = new FakeSession();
  const text: Text = (key, values) => textIn("en", {}, key, values);
  const host = {
    text,
    site: "acme",
    formats: { locale: "en", duration: (ms: number) => `${ms / 1000} s` },
    say: (message: string) => said.push(message),
    explain: () => ({ title: "Title", text: "Text" }),
    failed: async () => {},
    signedOut: () => events.push({ type: "out" }),
    dispatchEvent({ type, ...own }: Event) {
      const { isTrusted: _, ...fields } = own as object & { isTrusted?: boolean };
      return events.push({ type: type.replace("keyhole-", ""), ...fields });
    },
  } as unknown as TalkHost;
  const reporter = new TalkReporter(host, session, clock);
  store.subscribe((state, previous) => reporter.report(state, previous));
  const at = (change = {}) => live({ startedMs: clock.now(), endsMs: clock.now() + 300_000, ...change });
  return { said, events, clock, store, reporter, at };
}

describe("TalkReporter", () => {
  it("dispatches an event for each step of a call, without what was said", () => {
    const { events, store, at } = reported();
    store.set({ loading: "ready", options: OPTIONS });
    store.set({ agentId: AGENT.id, callId: "call-1", phase: { at: "joining" } });
    store.set({ phase: at() });
    store.set({ phase: at({ agent: "speaking" }) });
    store.set({ turns: [said(0, { isFinal: false })] });
    store.set({ turns: [said(0, { isFinal: false, text: "Words and more" })] });
    store.set({ turns: [said(0)] });
    store.set({ phase: { at: "ended", reason: "agent-hung-up" } });
    equal(events, [
      { type: "ready", scopes: ["calls:read"] },
      { type: "talk-start", callId: "call-1" },
      { type: "talk-join", callId: "call-1" },
      { type: "talk-state", callId: "call-1", state: "listening" },
      { type: "talk-state", callId: "call-1", state: "speaking" },
      { type: "talk-turn", callId: "call-1", speaker: "agent", isFinal: false },
      { type: "talk-turn", callId: "call-1", speaker: "agent", isFinal: true },
      { type: "talk-end", callId: "call-1", reason: "agent-hung-up" },
    ]);
  });

  it("dispatches the code of a failure", () => {
    const { events, store } = reported();
    store.set({ phase: { at: "failed", failure: { kind: "microphone-denied" } } });
    store.set({ phase: { at: "failed", failure: { kind: "broker", failure: problem("quota_exceeded") } } });
    equal(events, [
      { type: "talk-fail", code: "microphone-denied" },
      { type: "talk-fail", code: "quota_exceeded" },
    ]);
  });

  it("announces what the agent does at most every 15 seconds", () => {
    const { said, clock, store, at } = reported();
    store.set({ loading: "ready", options: OPTIONS, agentId: AGENT.id, phase: at() });
    const flip = (agent: "thinking" | "speaking") => store.set({ phase: at({ agent }) });
    flip("thinking");
    flip("speaking");
    clock.nowMs += 15_000;
    flip("thinking");
    flip("speaking");
    equal(said, ["You are connected. You can speak now.", "Front desk: Thinking"]);
  });

  it("announces the end a minute and ten seconds before, once each", () => {
    const { said, clock, store, reporter, at } = reported();
    store.set({ phase: at() });
    const phase = store.state.phase;
    for (let second = 0; second < 300; second += 1) {
      reporter.tick({ ...store.state, phase });
      clock.nowMs += 1_000;
    }
    equal(said.slice(1), ["The call ends in 60 s.", "The call ends in 10 s."]);
  });

  it("knows how long a call was that ended by itself or was hung up", () => {
    for (const leaving of [false, true]) {
      const { clock, store, reporter, at } = reported();
      store.set({ phase: at() });
      clock.nowMs += 42_000;
      if (leaving) store.set({ phase: { at: "leaving" } });
      store.set({ phase: { at: "ended", reason: "hung-up" } });
      equal(reporter.durationMs, 42_000);
    }
  });

  it("forgets the duration of the call before", () => {
    const { store, reporter, at } = reported();
    store.set({ phase: at() });
    store.set({ phase: { at: "ended", reason: "hung-up" } });
    store.set({ phase: { at: "joining" } });
    store.set({ phase: { at: "ended", reason: "connection-lost" } });
    equal(reporter.durationMs, null);
  });
});
