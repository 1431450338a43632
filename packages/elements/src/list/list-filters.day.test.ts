import { CallsStore } from "../calls/calls-store.ts";
import { equal } from "../session/testing/assert.ts";
import { calls } from "../testing/calls.ts";
import { FakeClock, settled } from "../testing/fake-clock.ts";
import { FakeSession } from "../testing/fake-session.ts";
import { describe, it } from "../testing/mocha.ts";
import { lastQuery, queries } from "../testing/toolbar-page.ts";
import { ListFilters } from "./list-filters.ts";
import type { ListHost } from "./list-host.ts";

/** A list without an element around it, a minute before midnight. */
async function lateAtNight() {
  const session = new FakeSession(calls(3));
  const store = new CallsStore(session, { changed() {}, loaded() {}, failed() {} });
  const host = Object.assign(new EventTarget(), {
    filters: { range: "today" },
    formats: { timeZone: "UTC" },
    isConnected: true,
    session,
    store,
    requestUpdate() {},
  });
  const clock = new FakeClock();
  clock.nowMs = Date.parse("2026-11-20T23:59:00Z");
  const filters = new ListFilters(host as unknown as ListHost, clock);
  filters.start();
  await settled();
  return { session, clock, from: () => lastQuery(session).from?.slice(0, 10) };
}

describe("a range of days at midnight", () => {
  it("moves on with the day", async () => {
    const { session, clock, from } = await lateAtNight();
    equal(from(), "2026-11-20");
    await clock.pass(60_000);
    equal([from(), queries(session).length], ["2026-11-21", 2]);
  });
});
