import { setViewport } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { mountedCall, playableCall, recordedSession } from "../../test/call-page.ts";
import { call } from "../../test/calls.ts";
import { type FakeSession, problem } from "../../test/fake-session.ts";
import { after, afterEach, before, describe, it } from "../../test/mocha.ts";
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
} from "../../test/mount.ts";
import { turns } from "../../test/turns.ts";

const SIZES = [
  [320, 480],
  [390, 664],
  [600, 600],
  [1000, 700],
] as const;
const LANGUAGES = ["en", "de", "es", "ja", "ar"];
const LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ";

/** A recorded call that says much about itself. */
function talkative(): FakeSession {
  const session = recordedSession(turns(40, 1_000), 40_000);
  session.calls = [
    call(0, {
      durationMs: 3 * 3_600_000,
      agent: { id: "a", name: LONG.repeat(2) },
      title: LONG.repeat(3),
      summary: "Text of some length. ".repeat(20),
      metadata: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`key-${n}`, LONG])),
    }),
  ];
  return session;
}

async function inList(session: FakeSession, widthPx: number): Promise<TestCalls> {
  const element = mount(session, { widthPx });
  await until(() => findAll(element, ".rows .call").length > 0, "rows are there");
  find(element, ".rows .call").click();
  await until(() => findAll(element, ".details .turn").length > 0, "turns are there");
  await until(() => findAll(element, ".controls, .player .strip").length > 0, "the recording is there");
  return element;
}

/** How much of the first turn a viewer sees, in CSS pixels, and how much there is. */
function seenOfFirstTurn(element: TestCall | TestCalls): [number, number] {
  const turn = find(element, ".turn").getBoundingClientRect();
  const tools = find(element, ".transcript > .tools").getBoundingClientRect();
  const player = findAll(element, ".player")[0]?.getBoundingClientRect();
  const scroller = find(element, ".details").getBoundingClientRect();
  const bottom = Math.min(turn.bottom, innerHeight, scroller.bottom, player?.top ?? innerHeight);
  return [bottom - Math.max(turn.top, tools.bottom), turn.height];
}

/** A head and a line of text. */
const READABLE_PX = 44;

describe("an open call", () => {
  before(() => {
    document.body.style.margin = "8px";
  });
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => {
    unmountAll();
    Object.assign(document.documentElement, { dir: "", lang: "" });
  });

  for (const [width, height] of SIZES) {
    for (const lang of LANGUAGES) {
      it(`shows its first turn at ${width} x ${height}, ${lang}`, async () => {
        await setViewport({ width, height });
        Object.assign(document.documentElement, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
        for (const show of [
          inList,
          (session: FakeSession, widthPx: number) => playableCall(session, { widthPx }),
        ]) {
          const element = await show(talkative(), width - 16);
          await frame();
          await frame();
          const [seen, all] = seenOfFirstTurn(element);
          assert(seen >= Math.min(all, READABLE_PX), `${seen} of ${all} px in ${element.localName}`);
          unmountAll();
        }
      });
    }
  }

  it("shows its first turn beside a recording that could not be loaded", async () => {
    await setViewport({ width: 320, height: 480 });
    const session = talkative();
    session.reply = (path) =>
      path.endsWith("/recording") ? { failure: problem("upstream_unavailable") } : undefined;
    for (const show of [inList, (one: FakeSession, widthPx: number) => mountedCall(one, { widthPx })]) {
      const element = await show(session, 304);
      await frame();
      const [seen, all] = seenOfFirstTurn(element);
      assert(seen >= Math.min(all, READABLE_PX), `${seen} of ${all} px in ${element.localName}`);
      unmountAll();
    }
  });

  it("tells agent, start, duration and end reason in one line of a wide call", async () => {
    const element = await mountedCall(recordedSession(), { widthPx: 900 });
    const facts = find(element, ".facts");
    assert(
      /^Front desk · Nov 20, 12:00\sPM · 6 sec · The caller hung up$/.test(facts.textContent?.trim() ?? ""),
      facts.textContent ?? "",
    );
    const { lineHeight } = getComputedStyle(facts);
    assert(facts.offsetHeight < 1.5 * Number.parseFloat(lineHeight), `${facts.offsetHeight} px`);
  });

  it("leaves out what is not known of a call in progress", async () => {
    const session = recordedSession();
    session.calls = [
      call(0, { status: "active", agent: null, durationMs: null, endedAt: null, endReason: null }),
    ];
    const element = await mountedCall(session);
    equal(find(element, ".facts").textContent?.includes("·"), false);
  });

  it("folds summary and fields into a disclosure with a name, and keeps it open when the call changes", async () => {
    const session = recordedSession();
    session.calls = [call(0, { status: "active", endedAt: null })];
    const element = await mountedCall(session);
    const fold = find(element, "details.fields") as HTMLDetailsElement;
    equal([fold.open, find(element, ".fields > summary").textContent], [false, "Details"]);
    equal(find(element, "dl").checkVisibility(), false);
    find(element, ".fields > summary").click();
    equal([find(element, "dl").checkVisibility(), find(element, ".summary").checkVisibility()], [true, true]);
    element.pane?.view?.refresh();
    await frame();
    equal(fold.open, true);
  });

  it("repeats a title that the header cuts", async () => {
    const session = recordedSession();
    session.calls = [call(0, { title: LONG.repeat(5), summary: null })];
    const element = await mountedCall(session, { widthPx: 320 });
    const title = find(element, ".details-header > h2");
    assert(title.scrollHeight > title.clientHeight, "the header cuts it");
    equal(
      findAll(element, ".summary").map(({ textContent }) => textContent),
      [LONG.repeat(5)],
    );
  });

  it("unfolds its fields where there is no transcript", async () => {
    const session = recordedSession();
    session.state = { status: "ready", scopes: ["calls:read"] };
    const element = mountCall(session);
    await until(() => findAll(element, "dl").length > 0, "fields are there");
    equal(find(element, "dl").checkVisibility(), true);
  });

  it("unfolds its fields on paper", async () => {
    const element = await mountedCall(recordedSession());
    dispatchEvent(new Event("beforeprint"));
    equal(find(element, "dl").checkVisibility(), true);
    dispatchEvent(new Event("afterprint"));
    equal(find(element, "dl").checkVisibility(), false);
  });
});
