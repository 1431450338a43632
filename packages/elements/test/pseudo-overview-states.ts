import type { FakeSession, Reply } from "./fake-session.ts";
import { findAll, type TestOverview } from "./mount.ts";
import { answering, never, type State, unavailable } from "./pseudo-look.ts";
import { FIVE_DAYS } from "./stats.ts";

const figures = (change: Partial<typeof FIVE_DAYS> = {}) =>
  answering("/v1/stats", { body: { ...FIVE_DAYS, ...change } });

const press = (place: number) => (element: TestOverview) => findAll(element, ".choice")[place]?.click();

/** Figures, and then none any more. */
const failingLater = (session: FakeSession) => {
  let asked = 0;
  const first: Reply = { body: FIVE_DAYS };
  session.reply = (path) => (path.startsWith("/v1/stats") ? (asked++ ? unavailable : first) : undefined);
};

/** All that an overview can show. */
export const OVERVIEW_STATES: State<TestOverview>[] = [
  { name: "charts", session: figures(), shows: ".plot" },
  {
    name: "tables",
    session: figures(),
    first: ".plot",
    act: press(3),
    shows: "table",
    says: "overview.verdictsTable",
  },
  {
    name: "another range",
    session: figures(),
    first: ".plot",
    act: press(0),
    shows: ".plot",
    says: "overview.loaded.other",
  },
  { name: "loading", session: never("/v1/stats"), shows: ".waiting" },
  { name: "no calls", session: figures({ items: [] }), shows: ".notice" },
  { name: "no figures", session: figures({ items: null, verdicts: null }), shows: ".notice" },
  { name: "failed", session: answering("/v1/stats", unavailable), shows: ".notice .button" },
  {
    name: "a refresh failed",
    session: failingLater,
    first: ".plot",
    act: (element) => element.refresh(),
    shows: ".strip",
  },
];
