import { assert, equal } from "../assert.ts";
import { audioOf, playableCall, recordedSession } from "../call-page.ts";
import { calls } from "../calls.ts";
import { FakeSession, type Reply } from "../fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../mocha.ts";
import {
  find,
  findAll,
  frame,
  mount,
  mountCall,
  mounted,
  type TestCalls,
  unmountAll,
  until,
} from "../mount.ts";
import { type PageErrors, watchPageErrors } from "./page-errors.ts";

let errors: PageErrors;

/** Another place on the page. */
function place(): HTMLElement {
  const box = document.createElement("div");
  box.className = "mounted";
  box.style.inlineSize = "900px";
  return document.body.appendChild(box);
}

/** The first row's call is open. */
async function openFirst(element: TestCalls): Promise<void> {
  find(element, ".call").click();
  await until(() => findAll(element, ".details dl").length === 1, "the call is open");
}

const styleOf = (property: string) => (element: Element) =>
  getComputedStyle(element).getPropertyValue(property);

/** The list scrolls inside: without its styles it would be as high as all rows, and load them all. */
function assertStyled(element: TestCalls): void {
  equal([find(element, ".list")].map(styleOf("overflow-y")), ["auto"], "overflow of the list");
  equal([find(element, ".toolbar")].map(styleOf("display")), ["flex"], "display of the toolbar");
}

/** Nothing is asked for any more, and nobody listens. */
function assertQuiet(session: FakeSession): void {
  const running = session.asked.filter(({ signal }) => signal && !signal.aborted);
  assert(session.listeners === 0, `${session.listeners} listeners are left`);
  assert(running.length === session.asked.length - aborted(session), "all that ran was aborted");
}

function aborted(session: FakeSession): number {
  return session.asked.filter(({ signal }) => signal?.aborted).length;
}

/** A broker that answers the paths that match only when it is let go. */
function holding(session: FakeSession, matches: RegExp): () => void {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const usual = new FakeSession(session.calls);
  usual.state = session.state;
  usual.turns = session.turns;
  usual.ticket = session.ticket;
  session.reply = (path): Promise<Reply> | undefined => {
    if (!matches.test(path)) return undefined;
    return released.then(async () => {
      const answer = await usual.request(path, { parse: (body) => body as object });
      return answer.ok ? { body: answer.value } : { failure: { kind: "network" } };
    });
  };
  return release;
}

describe("element moved or removed", () => {
  beforeEach(() => {
    errors = watchPageErrors();
  });
  afterEach(async () => {
    unmountAll();
    await errors.end();
  });

  it("ignores a late answer after removal", async () => {
    const session = new FakeSession(calls(3));
    const release = holding(session, /calls/);
    const element = mount(session);
    await until(() => session.asked.length === 1, "it asks");
    element.remove();
    release();
    await frame();
    await frame();
    equal([findAll(element, ".row[role=row]").length, session.asked[0]?.signal?.aborted], [0, true]);
    assertQuiet(session);
    session.reply = () => undefined;
    place().append(element);
    await until(() => findAll(element, ".call").length === 3, "rows are there");
    equal(session.listeners, 1);
  });

  it("sends one lasting request when moved many times", async () => {
    const session = new FakeSession(calls(3));
    const element = mount(session);
    const [one, other] = [place(), place()];
    for (let moves = 0; moves < 20; moves += 1) (moves % 2 ? one : other).append(element);
    await until(() => findAll(element, ".call").length === 3, "rows are there");
    equal([session.asked.length, session.listeners], [1, 1]);
  });

  it("keeps rows when removed with an open call", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session);
    await openFirst(element);
    element.remove();
    assertQuiet(session);
    await frame();
    const asked = session.asked.length;
    place().append(element);
    await until(() => findAll(element, ".call").length > 5, "rows are there");
    await frame();
    equal([session.asked.length, findAll(element, ".details").length], [asked, 0]);
    await openFirst(element);
  });

  it("opens no call when removed right after the click", async () => {
    const session = new FakeSession(calls(3));
    const element = await mounted(session);
    find(element, ".call").click();
    element.remove();
    await frame();
    place().append(element);
    await frame();
    equal(findAll(element, ".details").length, 0);
    await openFirst(element);
  });

  it("shows a call again after removal while loading", async () => {
    const session = recordedSession();
    const release = holding(session, /call-0/);
    const element = mountCall(session);
    await until(() => session.asked.length > 0, "it asks");
    element.remove();
    release();
    await frame();
    equal(findAll(element, ".turn").length, 0);
    assertQuiet(session);
    session.reply = () => undefined;
    place().append(element);
    await until(() => findAll(element, ".turn").length > 0, "turns are there");
  });

  it("stops playing when removed", async () => {
    const element = await playableCall(recordedSession());
    const audio = audioOf(element);
    element.play();
    await until(() => !audio.paused && audio.currentTime > 0, "it plays");
    element.remove();
    equal(audio.paused, true);
  });

  it("keeps the open call with moveBefore", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session);
    await openFirst(element);
    const box = place() as HTMLElement & { moveBefore(node: Node, child: Node | null): void };
    box.moveBefore(element, null);
    await frame();
    // The open call stays open, which a removal and an insertion would close.
    equal([findAll(element, ".details").length, session.listeners], [1, 1]);
    equal(session.asked.filter(({ path }) => path.includes("limit")).length, 1, "pages asked for");
    find(element, ".list").scrollTop = 1e9;
    await until(
      () => session.asked.some(({ path }) => path.includes("cursor=50")),
      "the next page is asked for",
    );
  });

  it("works in another document", async () => {
    const session = new FakeSession(calls(200));
    const element = await mounted(session);
    await openFirst(element);
    const inner = document.body.appendChild(document.createElement("iframe"));
    inner.className = "mounted";
    Object.assign(inner, { width: "900", height: "700" });
    const { contentDocument } = inner;
    assert(contentDocument);
    contentDocument.body.append(contentDocument.adoptNode(element));
    await until(() => findAll(element, ".toolbar select").length > 0, "the toolbar is there");
    assertStyled(element);
    find(element, ".list").scrollTop = 1e9;
    await until(
      () => session.asked.some(({ path }) => path.includes("cursor=50")),
      "the next page is asked for",
    );
    await element.refresh();
    await openFirst(element);
    equal(findAll(element, ".details").map(styleOf("display")), ["flex"]);
    place().append(element);
    await until(() => findAll(element, ".toolbar select").length > 0, "the toolbar is there");
    assertStyled(element);
    await openFirst(element);
    equal(findAll(element, ".details").map(styleOf("display")), ["flex"]);
    inner.remove();
  });

  it("works after it was in a template's content", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session);
    await until(() => findAll(element, ".toolbar select").length > 0, "the toolbar is there");
    const template = document.createElement("template");
    template.content.append(element);
    equal(session.listeners, 0);
    place().append(template.content);
    await until(() => findAll(element, ".toolbar select").length > 0, "the toolbar is there");
    assertStyled(element);
    equal([session.asked.length, session.listeners], [1, 1]);
  });
});
