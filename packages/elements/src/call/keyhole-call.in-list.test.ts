import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { recordedSession } from "../../test/call-page.ts";
import { call } from "../../test/calls.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  focused,
  frame,
  mounted,
  type TestCalls,
  unmountAll,
  until,
} from "../../test/mount.ts";

const session = () => {
  const fake = recordedSession();
  fake.calls = [call(0), call(1), call(2)];
  return fake;
};

async function choose(element: TestCalls, place: number): Promise<void> {
  findAll(element, ".call")[place]?.click();
  await until(() => findAll(element, ".turn").length > 0, "turns are there");
}

const rowOfFocus = (element: TestCalls) => focused(element)?.closest(".row")?.getAttribute("aria-rowindex");

describe("a call in <keyhole-calls>", () => {
  afterEach(async () => {
    unmountAll();
    // Wait for the history step that closing a call takes.
    await frame();
    await frame();
    history.replaceState(history.state, "", location.pathname + location.search);
  });

  for (const widthPx of [400, 1_100]) {
    it(`closes on the browser's Back without leaving the page, at ${widthPx} px`, async () => {
      const element = await mounted(session(), { widthPx });
      const closed: string[] = [];
      element.addEventListener("keyhole-call-close", (event) => closed.push(event.call.id));
      await choose(element, 1);
      history.back();
      await until(() => rowOfFocus(element) === "2", "focus is on its row");
      equal([findAll(element, ".details").length, closed], [0, ["call-1"]]);
    });

    it(`closes on Escape and removes its history entry, at ${widthPx} px`, async () => {
      history.replaceState({ of: "the page" }, "");
      const element = await mounted(session(), { widthPx });
      await choose(element, 2);
      equal((history.state as { of: string }).of, "the page");
      assert("keyhole" in history.state, "an entry of its own");
      find(element, ".details").focus();
      await sendKeys({ press: "Escape" });
      await until(() => rowOfFocus(element) === "3", "focus is on its row");
      await until(() => !("keyhole" in history.state), "the entry is gone");
    });
  }

  it("adds one history entry for any number of calls opened in a row", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    await choose(element, 0);
    const { length } = history;
    await choose(element, 1);
    await choose(element, 2);
    equal(history.length, length);
    await frame();
    history.back();
    await until(() => findAll(element, ".details").length === 0, "it is closed");
  });

  it("stays open when opened right after another call was closed", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    await choose(element, 0);
    find(element, ".close").click();
    await choose(element, 1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    equal(findAll(element, ".details").length, 1);
    history.back();
    await until(() => findAll(element, ".details").length === 0, "Back closes it");
  });

  it("opens at the moment that the page's URL names", async () => {
    history.replaceState(history.state, "", "#keyhole-call=call-1&t=0:03");
    const element = await mounted(session(), { widthPx: 1_100 });
    await until(
      () => findAll(element, "[aria-current]").some((one) => one.ariaPosInSet === "4"),
      "the turn is marked",
    );
    equal(find(element, ".current .title").textContent, "Call number 1");
  });

  it("lets Escape clear a search and close a menu before it closes the call", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    await choose(element, 0);
    find(element, "input[type=search]").focus();
    await sendKeys({ type: "book" });
    await until(() => findAll(element, "mark").length > 0, "matches are marked");
    await sendKeys({ press: "Escape" });
    await until(() => findAll(element, "mark").length === 0, "the search is over");
    const menu = find(element, ".menu") as HTMLDetailsElement;
    find(element, ".menu > summary").focus();
    menu.open = true;
    await sendKeys({ press: "Escape" });
    equal([menu.open, findAll(element, ".details").length], [false, 1]);
    await sendKeys({ press: "Escape" });
    await until(() => findAll(element, ".details").length === 0, "the call is closed");
  });

  it("handles arrow keys apart from those of the list", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    await choose(element, 0);
    findAll(element, ".call")[0]?.focus();
    await sendKeys({ press: "ArrowDown" });
    equal(rowOfFocus(element), "2");
    find(element, ".turn").focus();
    await sendKeys({ press: "ArrowDown" });
    equal(focused(element)?.ariaPosInSet, "2");
  });
});
