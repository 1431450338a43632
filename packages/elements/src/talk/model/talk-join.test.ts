import { assert, equal } from "../../../test/assert.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { CALL_ID, TalkPage } from "../../../test/talk-page.ts";
import { settled } from "../../../test/wait.ts";
import type { Closing } from "./vendor-client.ts";

let page: TalkPage;
beforeEach(() => {
  page = new TalkPage();
});
afterEach(() => page.close());

/** All that a talk has to give back. */
function assertOver(hungUp: readonly string[] = [CALL_ID]): void {
  equal([page.client.hasLeft, page.microphones.areClosed, page.session.hungUp], [true, true, hungUp]);
  equal(page.clock.nextMs, null, "no timer is left");
}

/** Starts again after a failure. */
async function assertRetries(): Promise<void> {
  page.store.retry();
  await settled();
  equal(page.phase.at, "joining");
  page.client.events.joined();
  equal(page.phase.at, "live");
}

/** A browser reports a policy's violation within this. */
const afterReports = () => page.clock.pass(200);

describe("a call that cannot be joined", () => {
  beforeEach(async () => {
    await page.open();
    await page.press();
  });

  for (const [how, kind] of [
    ["refused", "join-refused"],
    ["lost", "connection-lost"],
    ["failed", "client-failed"],
  ] as const) {
    it(`is told as ${kind} where the client is ${how}, and tried again`, async () => {
      page.client.events.closed(how);
      await afterReports();
      equal(page.phase, { at: "failed", failure: { kind } });
      assertOver();
      await assertRetries();
    });
  }

  it("is never stuck: after 20 s it is left, hung up and told", async () => {
    await page.clock.pass(19_999);
    equal(page.phase.at, "joining");
    await page.clock.pass(1);
    equal(page.phase, { at: "failed", failure: { kind: "join-timed-out" } });
    assertOver();
    await assertRetries();
  });

  it("names what the page's policy forbids, where the client only says that it failed", async () => {
    page.client.events.connects("wss://room.example");
    page.client.events.closed("lost");
    const violation = {
      effectiveDirective: "connect-src",
      blockedURI: "wss",
      disposition: "enforce",
    } as const;
    document.dispatchEvent(new SecurityPolicyViolationEvent("securitypolicyviolation", violation));
    const directive = "connect-src wss://room.example https://room.example";
    equal(page.phase, { at: "failed", failure: { kind: "csp-connect", directive } });
    await settled();
    assertOver();
    await assertRetries();
  });

  it("tells a worker that the page's policy forbids", () => {
    const violation = {
      effectiveDirective: "worker-src",
      blockedURI: "blob",
      disposition: "enforce",
    } as const;
    document.dispatchEvent(new SecurityPolicyViolationEvent("securitypolicyviolation", violation));
    equal(page.phase, { at: "failed", failure: { kind: "csp-worker", directive: "worker-src blob:" } });
  });

  it("ignores violations by others, and those that are only reported", () => {
    page.client.events.connects("wss://room.example");
    for (const violation of [
      { effectiveDirective: "connect-src", blockedURI: "https://tracker.example/x", disposition: "enforce" },
      { effectiveDirective: "connect-src", blockedURI: "wss", disposition: "report" },
      { effectiveDirective: "img-src", blockedURI: "wss", disposition: "enforce" },
    ] as const)
      document.dispatchEvent(new SecurityPolicyViolationEvent("securitypolicyviolation", violation));
    equal(page.phase.at, "joining");
  });

  it("has ended where the other side ends it at once", () => {
    page.client.events.closed("ended");
    equal(page.phase, { at: "ended", reason: "agent-hung-up" });
    assertOver([]);
  });

  it("is hung up when the viewer does not want to wait", async () => {
    page.store.hangUp();
    equal(page.phase.at, "leaving");
    await settled();
    equal(page.phase, { at: "ended", reason: "hung-up" });
    page.client.events.joined();
    equal(page.phase.at, "ended");
    assertOver();
  });

  it("is told where the vendor's client throws", async () => {
    page.store.hangUp();
    await settled();
    page.loadClient = async () => ({
      createClient() {
        throw new Error("no sound");
      },
    });
    await page.press();
    equal(page.phase, { at: "failed", failure: { kind: "client-failed" } });
    assert(page.microphones.areClosed);
  });
});

describe("a call that is live", () => {
  beforeEach(() => page.talk());

  it("tells what the agent does, and what both say", () => {
    const { events } = page.client;
    events.activity("speaking");
    assert(page.phase.at === "live");
    equal(page.phase.agent, "speaking");
    events.transcript({ ordinal: 0, role: "agent", medium: "voice", delta: "Good day.", final: false });
    equal(page.store.state.turns, [
      { id: 0, speaker: "agent", medium: "voice", text: "Good day.", isFinal: false },
    ]);
    assert(Object.isFrozen(page.store.state) && Object.isFrozen(page.phase));
  });

  it("forgets what was said when the next call is started, and not before", async () => {
    page.client.events.transcript({ ordinal: 0, role: "agent", medium: "voice", text: "Bye.", final: true });
    page.client.events.closed("ended");
    equal([page.store.state.turns.length, page.store.state.callId], [1, CALL_ID]);
    page.store.start({ agentId: null });
    equal([page.store.state.turns.length, page.store.state.callId], [0, null]);
  });

  it("says so while the connection is lost, and goes on when it is back", async () => {
    page.client.events.reconnecting(true);
    assert(page.phase.at === "live" && page.phase.isReconnecting);
    await page.clock.pass(19_000);
    page.client.events.reconnecting(false);
    await page.clock.pass(60_000);
    assert(page.phase.at === "live" && !page.phase.isReconnecting);
  });

  it("gives up a connection that is not back after 20 s", async () => {
    page.client.events.reconnecting(true);
    await page.clock.pass(10_000);
    page.client.events.reconnecting(true);
    await page.clock.pass(10_000);
    equal(page.phase, { at: "ended", reason: "connection-lost" });
    assertOver();
    await assertRetries();
  });

  for (const [how, reason, hungUp] of [
    ["ended", "agent-hung-up", []],
    ["lost", "connection-lost", [CALL_ID]],
    ["refused", "connection-lost", [CALL_ID]],
  ] as [Closing, string, string[]][]) {
    it(`ends with ${reason} where the client is ${how}`, async () => {
      page.client.events.closed(how);
      await settled();
      equal(page.phase as unknown, { at: "ended", reason });
      assertOver(hungUp);
      await assertRetries();
    });
  }

  it("has reached its limit where it ends there", async () => {
    await page.clock.pass(599_000);
    page.client.events.closed("ended");
    equal(page.phase, { at: "ended", reason: "time-limit" });
  });

  it("is hung up at its limit where upstream does not", async () => {
    await page.clock.pass(602_999);
    equal(page.phase.at, "live");
    await page.clock.pass(1);
    equal(page.phase, { at: "ended", reason: "time-limit" });
    assertOver();
  });

  it("is told as client-failed where the client throws", async () => {
    page.client.events.closed("failed");
    await settled();
    equal(page.phase, { at: "failed", failure: { kind: "client-failed" } });
    assertOver();
  });

  it("is left, then hung up at the broker, when the viewer hangs up", async () => {
    page.store.hangUp();
    equal([page.phase.at, page.microphones.areClosed, page.client.hasLeft], ["leaving", true, true]);
    await settled();
    equal(page.phase, { at: "ended", reason: "hung-up" });
    assertOver();
  });

  it("does not wait longer than 3 s for a broker that does not answer", async () => {
    const { reply } = page.session;
    page.session.reply = (path, asked) =>
      path.endsWith("/hangup") ? new Promise(() => {}) : reply(path, asked);
    page.store.hangUp();
    await page.clock.pass(2_999);
    equal(page.phase.at, "leaving");
    await page.clock.pass(1);
    equal(page.phase, { at: "ended", reason: "hung-up" });
  });
});
