import { assert, equal } from "../../test/assert.ts";
import { calls } from "../../test/calls.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../test/mocha.ts";
import { mount, mountCall, shown, TestCalls, unmountAll, until } from "../../test/mount.ts";
import type { KeyholeErrorEvent } from "../events/keyhole-error-event.ts";

const TITLE = "This page keeps the element from working";
const thrower = () => {
  throw new TypeError("planted");
};

describe("an element on a page that breaks it", () => {
  const told: string[] = [];
  const tell = (event: Event) => told.push((event as KeyholeErrorEvent).kind);
  const { error } = console;
  beforeEach(() => {
    told.length = 0;
    console.error = () => {};
    addEventListener("keyhole-error", tell);
  });
  afterEach(() => {
    unmountAll();
    console.error = error;
    removeEventListener("keyhole-error", tell);
  });

  const sessions: [what: string, changes: object][] = [
    ["the session cannot be used", { subscribe: thrower }],
    ["a request throws at once", { request: thrower }],
    ["a request rejects", { request: async () => thrower() }],
  ];
  for (const [what, changes] of sessions) {
    for (const put of [mount, mountCall]) {
      it(`${put.name}: shows a notice and sends one event where ${what}`, async () => {
        const element = put(Object.assign(new FakeSession(calls(3)), changes));
        await until(() => shown(element).includes(TITLE), "it says so");
        assert(shown(element).includes("TypeError: planted"), shown(element));
        equal(told, ["page"]);
      });
    }
  }

  it("shows plain text and sends one event where nothing can be rendered", async () => {
    class Broken extends TestCalls {
      protected override readonly render = thrower as never;
    }
    customElements.define("broken-calls", Broken);
    const element = new Broken();
    element.className = "mounted";
    element.site = "acme";
    document.body.append(element);
    const words = () => element.renderRoot?.textContent ?? "";
    await until(
      () => words().startsWith(`${TITLE}. `) && words().includes("(TypeError: planted)"),
      "it says so",
    );
    equal(told, ["page"]);
  });
});
