import { assert, equal } from "../../test/assert.ts";
import { calls } from "../../test/calls.ts";
import type { FakeSession } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  mounted,
  mountOverview,
  type TestOverview,
  unmountAll,
  until,
} from "../../test/mount.ts";
import { statsSession } from "../../test/stats.ts";

/** A session with calls and figures. */
function bothSession(): FakeSession {
  const session = statsSession();
  session.calls = calls(3);
  return session;
}

const choose = async (element: TestOverview, words: string) => {
  await until(() => findAll(element, ".plot").length === 4, "charts are there");
  findAll(element, "button")
    .find(({ textContent }) => textContent?.trim() === words)
    ?.click();
  await element.updateComplete;
};

describe("an overview beside a list", () => {
  afterEach(unmountAll);

  it("filters the list by the days that its viewer chooses, and keeps the list's other filters", async () => {
    const session = bothSession();
    const list = await mounted(session, { properties: { filters: { status: "ended", range: "today" } } });
    const overview = mountOverview(session);
    await choose(overview, "7 days");
    equal(list.filters, { status: "ended", range: "last-7-days" });
    await choose(overview, "90 days");
    equal(Object.keys(list.filters ?? {}).sort(), ["from", "status"]);
  });

  it("takes the days of a list that is filtered already, or later", async () => {
    const session = bothSession();
    const list = await mounted(session, { properties: { filters: { range: "last-7-days", q: "x" } } });
    const overview = mountOverview(session);
    await until(() => overview.filters?.range === "last-7-days", "it has the list's days");
    equal(overview.filters, { range: "last-7-days" });
    const date = find(list, "select[name=date]") as HTMLSelectElement;
    date.value = "yesterday";
    date.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => overview.filters?.range === "yesterday", "it follows");
  });

  it("stays as it is where a host prevents the list's change", async () => {
    const session = bothSession();
    const list = await mounted(session);
    const overview = mountOverview(session);
    await choose(overview, "7 days");
    list.addEventListener("keyhole-calls-filter", (event) => event.preventDefault());
    const date = find(list, "select[name=date]") as HTMLSelectElement;
    date.value = "today";
    date.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve));
    equal(overview.filters, { range: "last-7-days" });
  });

  it("leaves lists of other sessions alone, and a list that nobody filters unfiltered", async () => {
    const session = bothSession();
    const list = await mounted(session);
    const other = await mounted(bothSession());
    const overview = mountOverview(session);
    await until(() => findAll(overview, ".plot").length === 4, "charts are there");
    equal([list.filters, overview.filters], [null, null]);
    await choose(overview, "7 days");
    equal([list.filters, other.filters], [{ range: "last-7-days" }, null]);
  });

  it("uses the list's time zone unless it has its own", async () => {
    const session = bothSession();
    await mounted(session, { attributes: { site: "acme", "time-zone": "Asia/Tokyo" } });
    const overview = mountOverview(session, { attributes: { site: "acme" } });
    await until(() => session.asked.some(({ path }) => path.includes("/stats")), "it asks");
    const tokyo = session.asked.find(({ path }) => path.includes("/stats"))?.path ?? "";
    assert(/from=[\d-]+T15:00:00.000Z/.test(tokyo), tokyo);
    overview.timeZone = "UTC";
    await until(() => session.asked.some(({ path }) => /from=[\d-]+T00:00:00.000Z/.test(path)), "its own");
  });
});
