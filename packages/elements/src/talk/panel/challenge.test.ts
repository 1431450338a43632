import { equal } from "../../../test/assert.ts";
import { FakeTalk, OPTIONS } from "../../../test/fake-talk.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { find, findAll, mountTalk, type TestTalk, unmountAll, until } from "../../../test/mount.ts";

interface Options {
  sitekey: string;
  callback(answer: string): void;
  "expired-callback"(): void;
  "error-callback"(): boolean;
}

const page = globalThis as { turnstile?: object };

describe("the challenge before a talk", () => {
  const drawn: { box: HTMLElement; options: Options }[] = [];
  const removed: string[] = [];
  beforeEach(() => {
    drawn.length = removed.length = 0;
    page.turnstile = {
      render: (box: HTMLElement, options: Options) => `widget-${drawn.push({ box, options })}`,
      remove: (widget: string) => removed.push(widget),
    };
  });
  afterEach(() => {
    unmountAll();
    delete page.turnstile;
  });

  async function challenged(children: Node[] = []): Promise<{ element: TestTalk; store: FakeTalk }> {
    const store = new FakeTalk({ options: { ...OPTIONS, turnstile: { siteKey: "site-key" } } });
    const element = mountTalk(store, { children });
    await until(() => findAll(element, ".start").length > 0, "the button is there");
    equal(drawn, []);
    find(element, ".start").click();
    await until(() => drawn.length > 0, "the challenge is drawn");
    return { element, store };
  }
  const start = (element: TestTalk) => find(element, ".actions > .button");
  const isWaiting = (element: TestTalk) => start(element).ariaDisabled === "true";

  it("is drawn in the light DOM, and holds the start back until it is solved", async () => {
    const { element, store } = await challenged();
    equal([drawn[0]?.options.sitekey, element.contains(drawn[0]?.box ?? null)], ["site-key", true]);
    start(element).click();
    equal(store.requests, []);
    drawn[0]?.options.callback("solved");
    await until(() => !isWaiting(element), "it can be started");
    start(element).click();
    equal(
      store.requests.map(({ turnstile }) => turnstile),
      ["solved"],
    );
    equal([removed, element.children.length], [["widget-1"], 0]);
  });

  it("waits again when the answer expires", async () => {
    const { element } = await challenged();
    drawn[0]?.options.callback("solved");
    await until(() => !isWaiting(element), "it can be started");
    drawn[0]?.options["expired-callback"]();
    await until(() => isWaiting(element), "it waits");
  });

  it("is drawn in the host's own box, which stays", async () => {
    const own = Object.assign(document.createElement("div"), { slot: "turnstile" });
    const { element } = await challenged([own]);
    equal(own.contains(drawn[0]?.box ?? null), true);
    drawn[0]?.options.callback("solved");
    await until(() => !isWaiting(element), "it can be started");
    start(element).click();
    equal([element.contains(own), own.children.length], [true, 0]);
  });

  it("is drawn anew after a failure", async () => {
    const { element } = await challenged();
    drawn[0]?.options["error-callback"]();
    await until(() => findAll(element, ".challenge .button").length > 0, "there is a way on");
    find(element, ".challenge .button").click();
    await until(() => drawn.length === 2, "there is another challenge");
    equal(removed, ["widget-1"]);
  });
});
