import { setViewport } from "@web/test-runner-commands";
import { assert, equal } from "../assert.ts";
import { playableCall, recordedSession } from "../call-page.ts";
import { call, calls } from "../calls.ts";
import { FakeSession, FULL, problem, type Reply } from "../fake-session.ts";
import { after, afterEach, before, describe, it } from "../mocha.ts";
import {
  find,
  findAll,
  frame,
  mount,
  mountCall,
  type TestCall,
  type TestCalls,
  unmountAll,
  until,
} from "../mount.ts";
import { toolUse, turns } from "../turns.ts";

const WIDTHS_PX = [280, 320, 400, 600, 900, 1600];
const LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2);
const HOUR_MS = 3_600_000;
const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;
const rows = calls(24).map((row, n) =>
  call(n, {
    ...row,
    status: STATUSES[n % 4] ?? "ended",
    durationMs: n % 2 === 0 ? 11 * HOUR_MS : 0,
    title: [LONG, `Say it again ${LONG}`, "يسأل عن موعد جديد", null][n % 4] ?? null,
    agent: { id: "a", name: [LONG, "Front desk", `${LONG} ${LONG}`][n % 3] ?? "" },
    metadata: { [LONG]: LONG, tenant: "north" },
  }),
);
const said = [
  ...turns(4, 1_000).map((one, n) => ({ ...one, text: `${LONG} https://example.com/${LONG}/${n}` })),
  ...toolUse(4, 4_000),
];

type Element = TestCall | TestCalls;

/** What is wider than its place: the page, the frame, and everything that scrolls up and down. */
function tooWide(element: Element): string[] {
  const boxes = [
    document.documentElement,
    ...findAll(element, ".box, .body, .list, .details, .notice, .toolbar"),
  ];
  return boxes
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map((box) => `${box.className || box.localName}: ${box.scrollWidth} in ${box.clientWidth} px`);
}

interface State {
  name: string;
  show: (widthPx: number) => Element | Promise<Element>;
  shows: string;
}

function listOf(reply?: FakeSession["reply"], open = false) {
  return async (widthPx: number): Promise<TestCalls> => {
    const session = new FakeSession(rows);
    session.state = FULL;
    session.turns = said;
    if (reply) session.reply = reply;
    const renderRowEnd = () => LONG;
    const element = mount(session, { widthPx, properties: { renderRowEnd } });
    if (open) {
      await until(() => findAll(element, ".call").length > 0, "rows are there");
      find(element, ".call").click();
    }
    if (reply === failing) {
      await until(() => findAll(element, ".rows .call").length > 0, "rows are there");
      await until(() => {
        find(element, ".list").scrollTop = 1e6;
        return findAll(element, ".strip").length > 0;
      }, "the next page was asked for");
    }
    return element;
  };
}

const failing: FakeSession["reply"] = (path) =>
  path.includes("cursor")
    ? { failure: { kind: "network" } }
    : path.startsWith("/v1/calls?")
      ? { body: { items: rows, next: "1" } }
      : undefined;
const never = () => new Promise<Reply>(() => {});
const STATES: State[] = [
  { name: "a list", show: listOf(), shows: ".rows .call" },
  { name: "a list that loads", show: listOf(never), shows: ".skeleton" },
  { name: "an empty list", show: listOf(() => ({ body: { items: [], next: null } })), shows: ".notice" },
  {
    name: "an error",
    show: listOf(() => ({ failure: problem("origin_not_allowed", { requestId: LONG }) })),
    shows: ".notice code",
  },
  {
    name: "a list whose next page failed",
    show: listOf(failing),
    shows: ".strip",
  },
  { name: "a call in a list", show: listOf(undefined, true), shows: ".details .turn" },
  {
    name: "a call with its recording",
    show: (widthPx) => playableCall(recordedSession(said, 6_000), { widthPx }),
    shows: ".turn",
  },
  {
    name: "a call that is not there",
    show: (widthPx) => mountCall(new FakeSession(), { widthPx }),
    shows: ".notice",
  },
];

describe("element at each width", () => {
  before(() => setViewport({ width: 1_660, height: 900 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => {
    unmountAll();
    document.documentElement.dir = "";
  });

  for (const dir of ["ltr", "rtl"]) {
    for (const { name, show, shows } of STATES) {
      it(`has no horizontal scroll bar: ${name}, ${dir}`, async () => {
        document.documentElement.dir = dir;
        for (const widthPx of WIDTHS_PX) {
          const element = await show(widthPx);
          await until(() => findAll(element, shows).length > 0, `${shows} is there`);
          await frame();
          await frame();
          equal(tooWide(element), [], `${widthPx} px`);
          equal(find(element, ".box").offsetWidth, widthPx);
          unmountAll();
        }
      });
    }
  }

  it("fails for a planted word that does not break", async () => {
    const element = await listOf()(320);
    await until(() => findAll(element, ".rows .call").length > 0, "rows are there");
    const word = document.createElement("p");
    word.style.whiteSpace = "nowrap";
    word.textContent = LONG;
    find(element, ".rows").append(word);
    find(element, ".list").style.overflow = "auto";
    assert(tooWide(element).some((fault) => fault.startsWith("list")));
  });

  it("aligns start and duration when narrow", async () => {
    const element = await listOf()(320);
    await until(() => findAll(element, ".rows .call").length > 3, "rows are there");
    for (const row of findAll(element, ".rows > :not(.pinned)")) {
      const [start, duration] = [".start", ".duration"].map((name) => row.querySelector(name));
      assert(start && duration);
      equal(start.getBoundingClientRect().right, duration.getBoundingClientRect().right);
    }
  });
});
