import { equal } from "../../../test/assert.ts";
import { problem } from "../../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { CALL_ID, TalkPage } from "../../../test/talk-page.ts";
import { settled } from "../../../test/wait.ts";

let page: TalkPage;
beforeEach(() => {
  page = new TalkPage();
});
afterEach(() => page.close());

const hide = () => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));

/** What has to happen before the task ends, and what may follow. */
async function assertLeft(reason: string, leave: () => unknown): Promise<void> {
  leave();
  equal([page.microphones.areClosed, page.client.hasLeft], [true, true], "at once");
  equal(page.phase as unknown, { at: "ended", reason });
  await settled();
  equal(page.session.hungUp, [CALL_ID]);
}

const LEAVES: [reason: string, what: string, leave: () => unknown][] = [
  ["hidden", "the page is left", hide],
  ["removed", "the element is closed", () => page.store.close()],
  ["signed-out", "the viewer signs out", () => page.session.change({ status: "signed-out" }, 1)],
  ["signed-out", "another member is signed in", () => page.session.change(page.session.state, 1)],
];

for (const [reason, what, leave] of LEAVES) {
  describe(`a talk when ${what}`, () => {
    it("is left and hung up while it is live", async () => {
      await page.talk();
      await assertLeft(reason, leave);
    });

    it("is left and hung up while it is joined", async () => {
      await page.open();
      await page.press();
      equal(page.phase.at, "joining");
      await assertLeft(reason, leave);
      page.client.events.joined();
      page.client.events.activity("speaking");
      equal(page.phase.at, "ended");
    });

    it("gives the microphone back while the browser asks for it", async () => {
      await page.open();
      let allow = (_stream: MediaStream) => {};
      page.microphones.answer = () =>
        new Promise((resolve) => {
          allow = resolve;
        });
      await page.press();
      leave();
      equal(page.phase, { at: "idle" });
      allow(page.microphones.stream());
      await settled();
      equal([page.microphones.areClosed, page.session.starts.length], [true, 0]);
    });

    it("gives the microphone back while it waits in line", async () => {
      await page.open();
      page.session.start = () => ({ failure: problem("upstream_rate_limited") });
      await page.press();
      leave();
      equal(page.phase, { at: "idle" });
      await page.clock.pass(60_000);
      equal([page.microphones.areClosed, page.session.starts.length], [true, 1]);
    });
  });
}

describe("TalkStore.close() by whoever hears of the press", () => {
  it("gives the microphone back", async () => {
    await page.open();
    const unsubscribe = page.store.subscribe(() => {
      unsubscribe();
      page.store.close();
    });
    await page.press();
    equal([page.phase.at, page.microphones.areClosed, page.session.starts.length], ["idle", true, 0]);
  });
});

describe("TalkStore.detach()", () => {
  it("keeps the talk of an element that is moved within a task", async () => {
    await page.talk();
    page.store.detach();
    page.store.open();
    await page.clock.pass(1);
    equal([page.phase.at, page.client.hasLeft], ["live", false]);
  });

  it("ends the talk of an element that is removed", async () => {
    await page.talk();
    page.store.detach();
    equal(page.phase.at, "live");
    await page.clock.pass(0);
    equal([page.phase, page.session.listeners], [{ at: "ended", reason: "removed" }, 0]);
    equal([page.microphones.areClosed, page.session.hungUp], [true, [CALL_ID]]);
  });

  it("lets an element that comes back later start again", async () => {
    await page.talk();
    page.store.detach();
    await page.clock.pass(0);
    page.store.open();
    await page.press();
    equal([page.phase.at, page.session.listeners], ["joining", 1]);
  });
});

describe("TalkStore after the page comes back", () => {
  it("starts another talk", async () => {
    await page.talk();
    hide();
    await settled();
    page.store.retry();
    await settled();
    equal(page.phase.at, "joining");
  });
});

describe("TalkStore for another viewer", () => {
  it("drops what was said, and asks anew what may be started", async () => {
    await page.talk();
    page.client.events.transcript({
      ordinal: 0,
      role: "user",
      medium: "voice",
      text: "My secret.",
      final: true,
    });
    page.session.change(page.session.state, 1);
    equal([page.store.state.turns, page.store.state.callId, page.store.state.loading], [[], null, "loading"]);
    await settled();
    equal(page.store.state.loading, "ready");
    // The variables were the other member's.
    page.store.retry();
    await settled();
    equal(page.session.starts.length, 1);
  });

  it("shows nothing while nobody is signed in, and loads again with the next", async () => {
    await page.open();
    page.session.change({ status: "signed-out" }, 1);
    equal([page.store.state.loading, page.store.state.options], ["signed-out", null]);
    page.session.signIn();
    await settled();
    equal(page.store.state.loading, "ready");
  });

  it("tells why nothing can be started, and loads again once the session is back", async () => {
    page.session.reply = () => ({ failure: problem("not_found") });
    await page.open();
    equal([page.store.state.loading, page.store.state.failure], ["failed", problem("not_found")]);
    page.session.change({ status: "failed", failure: problem("site_disabled") });
    const fresh = new TalkPage();
    page.session.reply = fresh.session.reply;
    fresh.close();
    page.session.signIn();
    await settled();
    equal([page.store.state.loading, page.store.state.failure], ["ready", null]);
  });
});

describe("the request that hangs up", () => {
  it("is signed before it is needed, and anew every 20 s", async () => {
    await page.talk();
    equal(page.session.signed, 1);
    await page.clock.pass(20_000);
    equal([page.session.signed, page.session.hungUp], [2, []]);
    hide();
    await settled();
    equal([page.session.signed, page.session.hungUp], [2, [CALL_ID]]);
  });

  it("is sent once more where the first is refused", async () => {
    await page.talk();
    const { reply } = page.session;
    page.session.reply = () => {
      page.session.reply = reply;
      return { failure: problem("proof_invalid") };
    };
    page.store.hangUp();
    await settled();
    equal(
      [page.session.asked.filter(({ path }) => path.endsWith("/hangup")).length, page.session.hungUp],
      [2, [CALL_ID]],
    );
  });
});
