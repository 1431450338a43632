import { equal } from "../../test/assert.ts";
import { axeViolations } from "../../test/axe.ts";
import { type FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { findAll, frame, mountOverview, type TestOverview, unmountAll, until } from "../../test/mount.ts";
import { statsSession } from "../../test/stats.ts";

const waiting: Reply | Promise<Reply> = new Promise<Reply>(() => {});
const silent = (): FakeSession => {
  const session = statsSession();
  session.reply = () => waiting;
  return session;
};
const tables = (element: TestOverview) =>
  findAll(element, "button")
    .find(({ textContent }) => textContent?.trim() === "Table")
    ?.click();

const STATES: { name: string; session: FakeSession; shows: string; act?: (element: TestOverview) => void }[] =
  [
    { name: "charts", session: statsSession(), shows: ".plot" },
    { name: "tables", session: statsSession(), shows: "table", act: tables },
    { name: "loading", session: silent(), shows: ".waiting" },
    { name: "empty", session: statsSession({ items: [] }), shows: ".notice" },
    { name: "unavailable", session: statsSession({ items: null, verdicts: null }), shows: ".notice" },
    { name: "failed", session: statsSession({ failure: problem("internal") }), shows: ".notice .button" },
  ];

describe("<keyhole-overview> breaks no rule of axe", () => {
  afterEach(unmountAll);

  for (const [n, { name, session, shows, act }] of STATES.entries()) {
    const scheme = n % 2 ? "dark" : "light";
    it(`${name}, ${scheme}`, async () => {
      session.agents = [
        { id: "a", name: "Front desk" },
        { id: "b", name: "Support" },
      ];
      const element = mountOverview(session, { scheme, widthPx: scheme === "dark" ? 320 : 900 });
      await until(() => findAll(element, ".toolbar").length === 1, "it is there");
      await until(() => name === "loading" || findAll(element, ".waiting").length === 0, "figures are there");
      act?.(element);
      await until(() => findAll(element, shows).length > 0, shows);
      await frame();
      equal(await axeViolations(element), []);
    });
  }
});
