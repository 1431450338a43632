import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { until } from "../../test/wait.ts";
import { browserPage } from "./watch-page.ts";

async function connected() {
  const page = new PageStandIn();
  const session = page.open();
  const unsubscribe = session.subscribe(() => {});
  await listed(session);
  return { page, session, unsubscribe, mints: () => page.broker.mints.length };
}

describe("Session after the machine slept", () => {
  it("mints before a request, though timers and monotonic clock stood still", async () => {
    const { page, session, unsubscribe, mints } = await connected();
    unsubscribe();
    page.time.sleep(3_600_000);
    assert(Array.isArray(await listed(session)));
    equal(mints(), 2, "mints");
    equal(page.broker.lists.length, 2, "lists: none was refused");
  });

  it("renews when the page is shown", async () => {
    const { page, session, mints } = await connected();
    page.time.sleep(3_600_000);
    page.wake();
    await until(() => mints() === 2, "it is renewed");
    equal(session.state.status, "ready");
  });

  it("renews within a tick without an event", async () => {
    const { page, mints } = await connected();
    page.time.sleep(3_600_000);
    await page.time.advance(15_000);
    await until(() => mints() === 2, "it is renewed");
  });

  it("does not renew a young token", async () => {
    const { page, mints } = await connected();
    page.time.sleep(60_000);
    page.wake();
    await page.time.advance(1_000);
    equal(mints(), 1, "mints");
  });

  it("does not let a clock that was set back make a token younger", async () => {
    const { page, session, unsubscribe, mints } = await connected();
    unsubscribe();
    await page.time.advance(297_000);
    page.time.nowMs -= 86_400_000;
    page.broker.aheadMs += 86_400_000;
    assert(Array.isArray(await listed(session)));
    equal(page.broker.lists.length, 2, "lists: the old token was not sent");
    assert(mints() > 1);
  });

  it("listens to visibilitychange and pageshow", async () => {
    let woken = 0;
    const unwatch = browserPage.onWake(() => woken++);
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    equal(woken, 2, "wakes");
    unwatch();
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new PageTransitionEvent("pageshow"));
    equal(woken, 2, "wakes");
  });
});
