import { assert, equal } from "../../test/assert.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  focused,
  frame,
  mount,
  mounted,
  type TestCalls,
  unmountAll,
  until,
} from "../../test/mount.ts";

async function choose(element: TestCalls, place: number): Promise<void> {
  findAll(element, ".call")[place]?.click();
  await until(() => findAll(element, ".details").length === 1, "details are open");
}

const inDetails = (element: TestCalls) => find(element, ".details").textContent ?? "";
const ofCall = (path: string) => path.startsWith("/v1/calls/");

describe("<keyhole-calls> details", () => {
  afterEach(unmountAll);

  it("shows the details of a call", async () => {
    const summary = "First line.\n<b>Second</b> line.";
    const element = await mounted(
      new FakeSession([call(0), call(1, { summary, metadata: { tenant: "north", ref: "R-7" } })]),
    );
    await choose(element, 1);
    await until(() => findAll(element, "dl").length === 1, "fields are there");
    for (const words of [
      "Call number 1",
      summary,
      "Front desk",
      "3 min 4 sec",
      "The caller hung up",
      "Phone",
      "tenant",
      "R-7",
      "Yes",
      "call-1",
    ]) {
      assert(inDetails(element).includes(words), words);
    }
    equal(findAll(element, ".details b").length, 0);
    equal(find(element, ".details").getAttribute("aria-labelledby"), find(element, ".details h2").id);
    equal(find(element, ".current .title").textContent, "Call number 1");
    equal(find(element, ".current .call").getAttribute("aria-current"), "true");
  });

  it("encodes the id of a call in the path", async () => {
    const odd = call(0, { id: "a/../b?c#d" });
    const session = new FakeSession([odd]);
    const element = await mounted(session);
    await choose(element, 0);
    equal(session.asked.at(-1)?.path, "/v1/calls/a%2F..%2Fb%3Fc%23d");
    await until(() => findAll(element, "dl").length === 1, "fields are there");
  });

  it("dispatches keyhole-call-select, and stays closed when that is prevented", async () => {
    const element = await mounted(new FakeSession(calls(3)));
    const chosen: string[] = [];
    document.body.addEventListener(
      "keyhole-call-select",
      (event) => {
        chosen.push((event as HTMLElementEventMap["keyhole-call-select"]).call.id);
        event.preventDefault();
      },
      { once: true },
    );
    findAll(element, ".call")[2]?.click();
    await frame();
    equal([chosen, findAll(element, ".details").length], [["call-2"], 0]);
    await choose(element, 1);
  });

  it("dispatches keyhole-call-close, and returns focus to the row", async () => {
    const element = await mounted(new FakeSession(calls(3)));
    const closed: string[] = [];
    element.addEventListener("keyhole-call-close", (event) => closed.push(event.call.id));
    await choose(element, 2);
    find(element, ".close").click();
    await until(() => focused(element)?.matches(".call"), "focus is on a row");
    equal(focused(element)?.closest(".row")?.getAttribute("aria-rowindex"), "3");
    equal([closed, findAll(element, ".details, .current").length], [["call-2"], 0]);
  });

  it("shows a skeleton while loading", async () => {
    const session = new FakeSession(calls(3));
    session.reply = (path) => (ofCall(path) ? new Promise<Reply>(() => {}) : undefined);
    const element = await mounted(session);
    await choose(element, 0);
    assert(inDetails(element).includes("Loading call"), inDetails(element));
    assert(focused(element)?.matches(".details"));
  });

  it("says that a call was not found", async () => {
    const session = new FakeSession(calls(3));
    session.reply = (path) => (ofCall(path) ? { failure: problem("not_found") } : undefined);
    const element = await mounted(session);
    await choose(element, 0);
    await until(() => inDetails(element).includes("Call not found"), "it is said");
    equal(findAll(element, ".details .button").length, 0);
  });

  it("shows a failure, and retries", async () => {
    const session = new FakeSession(calls(3));
    let fails = true;
    session.reply = (path) => (ofCall(path) && fails ? { failure: { kind: "network" } } : undefined);
    const element = await mounted(session);
    await choose(element, 0);
    await until(() => inDetails(element).includes("The request was stopped on its way"), "it is said");
    fails = false;
    find(element, ".details .button").click();
    await until(() => findAll(element, "dl").length === 1, "fields are there");
    assert(focused(element)?.matches(".details"), "focus is in the details");
  });

  it("refuses an answer about another call", async () => {
    const session = new FakeSession(calls(3));
    session.reply = (path) => (ofCall(path) ? { body: call(2) } : undefined);
    const element = await mounted(session);
    await choose(element, 0);
    await until(() => inDetails(element).includes("Unexpected answer"), "it is said");
  });

  it("drops the answer for a call that was closed meanwhile", async () => {
    const session = new FakeSession(calls(3));
    let answer: (reply: Reply) => void = () => {};
    session.reply = (path) =>
      path.endsWith("call-0") ? new Promise<Reply>((resolve) => (answer = resolve)) : undefined;
    const element = await mounted(session);
    await choose(element, 0);
    findAll(element, ".call")[1]?.click();
    await until(() => inDetails(element).includes("call-1"), "the second call is there");
    answer({
      body: { ...call(0), joinTimeoutMs: null, maxDurationMs: null, languageHint: null, stages: null },
    });
    await frame();
    assert(inDetails(element).includes("call-1") && !inDetails(element).includes("call-0"));
  });

  it("offers a retry when the module for calls fails to load", async () => {
    const element = await mounted(new FakeSession(calls(3)), { properties: { laterFails: true } });
    const kinds: string[] = [];
    element.addEventListener("keyhole-error", ({ kind }) => kinds.push(kind));
    findAll(element, ".call")[0]?.click();
    await until(() => findAll(element, ".strip").length === 1, "it is shown");
    equal(kinds, ["part"]);
    const title = findAll(element, ".strip b")[0]?.textContent ?? "";
    await until(() => title && announced(element).startsWith(title), "it is said");
    element.laterFails = false;
    find(element, ".strip .button").click();
    await until(() => findAll(element, "dl").length === 1, "fields are there");
    equal(findAll(element, ".strip").length, 0);
  });

  it("loads the rest of the list once the device is online again", async () => {
    const element = mount(new FakeSession(calls(3)), { properties: { listFails: true } });
    await until(() => findAll(element, ".strip").length === 1, "it is shown");
    equal(findAll(element, ".call").length, 3);
    element.listFails = false;
    dispatchEvent(new Event("online"));
    await until(() => findAll(element, ".toolbar > *").length > 0, "the controls are there");
    equal(findAll(element, ".strip").length, 0);
  });

  it("opens in front of a narrow list, and beside a wide one", async () => {
    for (const [widthPx, listShown] of [
      [320, false],
      [719, false],
      [740, true],
      [1_600, true],
    ] as const) {
      const element = await mounted(new FakeSession(calls(30)), { widthPx });
      find(element, ".list").scrollTop = 500;
      await choose(element, 3);
      await frame();
      const list = find(element, ".list");
      const details = find(element, ".details");
      equal(list.checkVisibility({ visibilityProperty: true }), listShown, `list at ${widthPx}`);
      const beside = details.getBoundingClientRect().left >= list.getBoundingClientRect().right - 1;
      equal(beside, listShown, `beside at ${widthPx}`);
      assert(details.clientHeight > 300 && details.scrollWidth <= details.clientWidth, `${widthPx} px`);
      find(element, ".close").click();
      await until(() => focused(element)?.matches(".call"), "focus is on a row");
      unmountAll();
    }
  });

  it("has room beside a list of one row", async () => {
    const element = await mounted(new FakeSession(calls(1)), { widthPx: 320 });
    await choose(element, 0);
    await until(() => findAll(element, "dl").length === 1, "fields are there");
    assert(find(element, ".details").clientHeight >= 300, `${find(element, ".details").clientHeight} px`);
  });

  it("stays open when filters change the rows, and moves focus to the first row on close", async () => {
    const session = new FakeSession(calls(3));
    const element = await mounted(session);
    const closed: string[] = [];
    element.addEventListener("keyhole-call-close", (event) => closed.push(event.call.id));
    await choose(element, 2);
    const details = find(element, ".details");
    session.calls = [call(7), call(8)];
    element.filters = { status: "ended" };
    await until(() => findAll(element, ".call").length === 2, "other rows are there");
    assert(find(element, ".details") === details && inDetails(element).includes("call-2"), "they stay");
    equal([closed, findAll(element, ".current").length], [[], 0]);
    find(element, ".close").click();
    await until(() => focused(element)?.matches(".call"), "focus is on a row");
    equal([focused(element)?.closest(".row")?.getAttribute("aria-rowindex"), closed], ["1", ["call-2"]]);
  });

  it("stays open beside a list without matches, and moves focus to the box on close", async () => {
    const session = new FakeSession(calls(3));
    const element = await mounted(session, { widthPx: 320 });
    await choose(element, 2);
    session.calls = [];
    element.filters = { status: "active" };
    const clear = () => findAll(element, ".body > .notice .button")[0];
    await until(clear, "the list says that it is empty");
    equal(clear()?.checkVisibility({ visibilityProperty: true }), false, "behind the call");
    find(element, ".close").click();
    await until(() => focused(element)?.matches(".body"), "focus is in the box");
    equal(findAll(element, ".details").length, 0);
  });

  it("closes when the viewer changes or signs out", async () => {
    const session = new FakeSession(calls(3));
    const element = await mounted(session);
    await choose(element, 0);
    session.change(session.state, 1);
    await until(() => findAll(element, ".details").length === 0, "they are gone");
    await until(() => findAll(element, ".call").length === 3, "rows are there");
    await choose(element, 0);
    await element.signOut();
    await until(() => findAll(element, ".details").length === 0, "they are gone");
  });
});
