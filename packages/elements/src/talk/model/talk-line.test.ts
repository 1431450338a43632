import { assert, equal } from "../../../test/assert.ts";
import { problem } from "../../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { CALL_ID, TalkPage } from "../../../test/talk-page.ts";
import { settled } from "../../../test/wait.ts";

let page: TalkPage;
beforeEach(async () => {
  page = await new TalkPage().open();
});
afterEach(() => page.close());

const busy = (retryAfterSeconds?: number) => () => ({
  failure: problem("upstream_rate_limited", retryAfterSeconds ? { retryAfterSeconds } : {}),
});

/** Milliseconds until the start is repeated. */
function waitMs(): number {
  assert(page.phase.at === "waiting");
  return page.phase.retryAtMs - page.clock.now();
}

describe("TalkStore.start() in line", () => {
  it("waits as long as the broker says, and asks again with the same key", async () => {
    const { start } = page.session;
    page.session.start = busy(20);
    await page.press();
    assert(waitMs() >= 20_000 && waitMs() <= 25_000, `${waitMs()}`);
    page.session.start = start;
    const leftMs = waitMs();
    await page.clock.pass(leftMs - 1);
    equal(page.session.starts.length, 1);
    await page.clock.pass(1);
    const [first, second] = page.session.starts.map(({ key }) => key);
    equal([first, page.phase.at, page.microphones.asked.length], [second, "joining", 1]);
  });

  it("gives the microphone back on cancel, and asks no more", async () => {
    page.session.start = busy(20);
    await page.press();
    assert(!page.microphones.areClosed);
    page.store.hangUp();
    equal(page.phase, { at: "idle" });
    await page.clock.pass(60_000);
    equal([page.session.starts.length, page.microphones.areClosed], [1, true]);
  });

  it("gives up after ten minutes, with what the broker says", async () => {
    page.session.start = busy();
    await page.press();
    for (let turn = 0; turn < 200 && page.phase.at === "waiting"; turn++) await page.clock.pass(waitMs());
    assert(page.phase.at === "failed" && page.phase.failure.kind === "broker");
    assert(page.clock.monotonicMs > 590_000 && page.microphones.areClosed);
  });

  it("waits for nothing else than the vendor's rates", async () => {
    page.session.start = () => ({ failure: problem("quota_exceeded", { retryAfterSeconds: 5 }) });
    await page.press();
    equal(page.phase.at, "failed");
  });
});

describe("TalkStore.hangUp() during a start", () => {
  it("hangs up the call that is made all the same, before another can be started", async () => {
    let answer = () => {};
    const { start } = page.session;
    page.session.start = async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return start();
    };
    await page.press();
    page.store.hangUp();
    equal([page.phase.at, page.microphones.areClosed], ["leaving", true]);
    await page.press();
    equal(page.session.starts.length, 1);
    answer();
    await settled();
    equal([page.phase, page.session.hungUp], [{ at: "idle" }, [CALL_ID]]);
    equal([page.clients.length, page.store.state.callId], [0, null]);
  });
});
