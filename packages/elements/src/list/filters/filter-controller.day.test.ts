import { equal } from "../../../test/assert.ts";
import { calls } from "../../../test/calls.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { lastQuery, queries } from "../../../test/toolbar-page.ts";
import { settled } from "../../../test/wait.ts";
import { CallsStore } from "../calls-store.ts";
import type { ListHost } from "../list-host.ts";
import { FilterController } from "./filter-controller.ts";

/** A controller with a plain host, a minute before midnight. */
async function lateAtNight() {
  const session = new FakeSession(calls(3));
  const store = new CallsStore(session);
  const host = Object.assign(new EventTarget(), {
    filters: { range: "today" },
    formats: { timeZone: "UTC" },
    isConnected: true,
    session,
    store,
    requestUpdate() {},
    addController() {},
  });
  const clock = new FakeClock();
  clock.nowMs = Date.parse("2026-11-20T23:59:00Z");
  const filters = new FilterController(host as unknown as ListHost, clock);
  filters.start();
  await settled();
  return { session, clock, from: () => lastQuery(session).from?.slice(0, 10) };
}

describe("FilterController at midnight", () => {
  it("asks for the new day", async () => {
    const { session, clock, from } = await lateAtNight();
    equal(from(), "2026-11-20");
    await clock.pass(60_000);
    equal([from(), queries(session).length], ["2026-11-21", 2]);
  });
});
