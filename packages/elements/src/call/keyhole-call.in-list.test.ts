import { sendKeys } from "@web/test-runner-commands";
import { equal } from "../../test/assert.ts";
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

/** Counts the history steps from now on. */
function countSteps(): () => number {
  let count = 0;
  for (const type of ["popstate", "hashchange"]) addEventListener(type, () => (count += 1));
  return () => count;
}

/** Gives a history step time to happen. */
async function settled(): Promise<void> {
  for (let frames = 0; frames < 6; frames += 1) await frame();
}

async function choose(element: TestCalls, place: number): Promise<void> {
  findAll(element, ".call")[place]?.click();
  await until(() => findAll(element, ".turn").length > 0, "turns are there");
}

const rowOfFocus = (element: TestCalls) => focused(element)?.closest(".row")?.getAttribute("aria-rowindex");

describe("a call in <keyhole-calls>", () => {
  afterEach(async () => {
    unmountAll();
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

    it(`closes on Escape without a step in the page's history, at ${widthPx} px`, async () => {
      const element = await mounted(session(), { widthPx });
      await choose(element, 2);
      const steps = countSteps();
      find(element, ".details").focus();
      await sendKeys({ press: "Escape" });
      await until(() => rowOfFocus(element) === "3", "focus is on its row");
      await settled();
      equal(steps(), 0);
    });
  }

  it("closes on Back without a step in the page's history", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    await choose(element, 2);
    const steps = countSteps();
    const key = navigation.currentEntry?.key;
    history.back();
    await until(() => rowOfFocus(element) === "3", "focus is on its row");
    await settled();
    equal([steps(), navigation.currentEntry?.key], [0, key]);
  });

  for (const state of ["home", null, 7, ["a"], { of: "the page" }, new Map([[1, 2]])]) {
    it(`keeps the page's history state ${JSON.stringify(state)}`, async () => {
      history.replaceState(state, "");
      const element = await mounted(session(), { widthPx: 1_100 });
      await choose(element, 1);
      equal(history.state, state);
      find(element, ".close").click();
      await settled();
      equal(history.state, state);
      history.replaceState(null, "");
    });
  }

  it("opens without a history entry when the browser refuses one", async () => {
    const { pushState } = History.prototype;
    History.prototype.pushState = () => {
      throw new DOMException("Attempt to use history.pushState() more than 100 times per 10 seconds");
    };
    try {
      const element = await mounted(session(), { widthPx: 1_100 });
      const { length } = history;
      await choose(element, 1);
      find(element, ".close").click();
      await until(() => rowOfFocus(element) === "2", "focus is on its row");
      equal(history.length, length);
    } finally {
      History.prototype.pushState = pushState;
    }
  });

  it("adds its history entry past the page's own history.pushState", async () => {
    const pushed: unknown[] = [];
    history.pushState = (...args) => void pushed.push(args);
    try {
      const element = await mounted(session(), { widthPx: 1_100 });
      await choose(element, 1);
      equal(pushed, []);
      history.back();
      await until(() => findAll(element, ".details").length === 0, "Back closes it");
    } finally {
      // @ts-expect-error The browser's own method is the prototype's.
      delete history.pushState;
    }
  });

  for (const [what, replacement] of Object.entries({
    "is missing": undefined,
    "is the page's own list of links": [{ href: "/" }],
    throws: null,
  })) {
    it(`leaves the history alone where window.navigation ${what}`, async () => {
      const { navigation } = globalThis;
      const get = () => {
        if (replacement === null) throw new DOMException("No.", "SecurityError");
        return replacement;
      };
      Object.defineProperty(globalThis, "navigation", { get, configurable: true });
      try {
        const element = await mounted(session(), { widthPx: 1_100 });
        const { length } = history;
        await choose(element, 1);
        find(element, ".close").click();
        await until(() => rowOfFocus(element) === "2", "focus is on its row");
        equal(history.length, length);
      } finally {
        Object.defineProperty(globalThis, "navigation", {
          value: navigation,
          configurable: true,
          writable: true,
        });
      }
    });
  }

  it("stays open when the page has cancelled Back", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    const guard = (event: NavigateEvent) => event.navigationType === "traverse" && event.preventDefault();
    navigation.addEventListener("navigate", guard);
    try {
      await choose(element, 1);
      history.back();
      await settled();
      equal(findAll(element, ".details").length, 1);
    } finally {
      navigation.removeEventListener("navigate", guard);
    }
    history.back();
    await until(() => findAll(element, ".details").length === 0, "Back closes it");
  });

  for (const [value, adds] of [
    ["", 0],
    ["true", 0],
    ["false", 1],
  ] as const) {
    it(`adds ${adds} history entries with no-history="${value}"`, async () => {
      const element = await mounted(session(), {
        widthPx: 1_100,
        attributes: { site: "acme", "no-history": value },
      });
      history.pushState(null, "");
      const { length } = history;
      await choose(element, 1);
      equal(history.length - length, adds);
      find(element, ".close").click();
      await until(() => rowOfFocus(element) === "2", "focus is on its row");
    });
  }

  it("closes the call that was opened last when two lists have one", async () => {
    const [left, right] = [await mounted(session()), await mounted(session())];
    await choose(left, 0);
    await choose(right, 1);
    history.back();
    await until(() => findAll(right, ".details").length === 0, "the last one is closed");
    equal(findAll(left, ".details").length, 1);
    history.back();
    await until(() => findAll(left, ".details").length === 0, "the first one is closed");
  });

  it("closes on Back after a frame beside it has navigated", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    const iframe = document.createElement("iframe");
    iframe.srcdoc = "<p>one";
    element.after(iframe);
    await new Promise((resolve) => iframe.addEventListener("load", resolve, { once: true }));
    await choose(element, 0);
    iframe.contentWindow?.history.pushState(null, "");
    find(element, ".close").click();
    await settled();
    await choose(element, 1);
    history.back();
    await until(() => findAll(element, ".details").length === 0, "Back closes it");
    iframe.remove();
  });

  it("adds one history entry for any number of calls opened in a row or closed between", async () => {
    const element = await mounted(session(), { widthPx: 1_100 });
    await choose(element, 0);
    const { length } = history;
    await choose(element, 1);
    find(element, ".close").click();
    await settled();
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
