import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../../test/assert.ts";
import { call } from "../../../test/calls.ts";
import { FakeSession } from "../../../test/fake-session.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import {
  find,
  findAll,
  focused,
  frame,
  type MountOptions,
  mounted,
  unmountAll,
  until,
} from "../../../test/mount.ts";

const TITLES = ["Billing", "New tyres", "New tyres for a van", "Zebra"];

async function listed(options: MountOptions = {}) {
  const session = new FakeSession();
  const rows = Array.from({ length: 40 }, (_, n) => call(n, { title: TITLES[n] ?? `Row ${n}` }));
  session.calls = [...rows, call(41, { title: "Öl" })];
  const element = await mounted(session, options);
  await until(() => findAll(element, ".toolbar button").length > 0, "the list is whole");
  find(element, ".call").focus();
  return element;
}

async function type(words: string): Promise<void> {
  for (const key of words) await sendKeys({ press: key === " " ? "Space" : key });
  await frame();
}

const at = (element: Awaited<ReturnType<typeof listed>>) =>
  focused(element)?.querySelector(".title")?.textContent;

describe("RowFocus while the viewer types", () => {
  afterEach(unmountAll);

  it("moves to the row that begins with typed words and spaces", async () => {
    const element = await listed();
    await type("new tyres f");
    equal(at(element), "New tyres for a van");
    equal(findAll(element, ".details").length, 0, "calls that a space has opened");
  });

  it("moves to a row that is not rendered", async () => {
    const element = await listed();
    await type("o");
    await until(() => at(element) === "Öl", "the last row has the focus");
    const box = focused(element)?.getBoundingClientRect();
    const list = find(element, ".list").getBoundingClientRect();
    assert(box && box.top >= list.top - 1 && box.bottom <= list.bottom + 1, "it is in view");
  });

  it("suppresses the release of a typed space alone", async () => {
    const element = await listed();
    const row = find(element, ".call");
    const send = (kind: "keydown" | "keyup", key: string) => {
      const event = new KeyboardEvent(kind, { key, bubbles: true, composed: true, cancelable: true });
      row.dispatchEvent(event);
      return event.defaultPrevented;
    };
    // Fingers press the next key before they release the last one.
    send("keydown", "b");
    send("keydown", " ");
    equal([send("keyup", "b"), send("keyup", " "), send("keyup", " ")], [false, true, false]);
  });

  it("opens a call with a space that follows no letter", async () => {
    const element = await listed();
    await sendKeys({ press: "Space" });
    await until(() => findAll(element, ".details").length === 1, "the call is open");
  });

  it("ignores keys with modifiers, and keys typed elsewhere", async () => {
    const renderRowEnd = () => document.createElement("input");
    const element = await listed({ properties: { renderRowEnd } });
    await sendKeys({ press: "Control+z" });
    equal(at(element), "Billing");
    const input = find(element, "input:not(.toolbar input)") as HTMLInputElement;
    input.focus();
    await type("zeb");
    equal([focused(element) === input, input.value], [true, "zeb"]);
  });
});
