import { sendKeys } from "@web/test-runner-commands";
import { html } from "lit";
import { equal } from "../../test/assert.ts";
import { recordedSession } from "../../test/call-page.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mountCall, type TestCalls, unmountAll, until } from "../../test/mount.ts";
import { filterable, searcherSession } from "../../test/toolbar-page.ts";

let heard: string[] = [];
let listening = new AbortController();

/** Listens as the shortcuts of a page do, and takes each key that comes. */
function listen(): void {
  const { signal } = listening;
  for (const type of ["keydown", "keypress", "keyup"]) {
    addEventListener(
      type,
      (event) => {
        const { key } = event as KeyboardEvent;
        heard.push(`${type} ${key}`);
        if (["/", "k", "s", " ", "Enter"].includes(key)) event.preventDefault();
      },
      { signal },
    );
  }
}

async function open(): Promise<TestCalls> {
  const element = await filterable(searcherSession(), { attributes: { site: "acme" } });
  listen();
  return element;
}

describe("keys of <keyhole-calls> and the page", () => {
  afterEach(() => {
    listening.abort();
    listening = new AbortController();
    heard = [];
    unmountAll();
  });

  it("keeps what is typed into the search from the page", async () => {
    const element = await open();
    const field = find(element, "[name=q]") as HTMLInputElement;
    field.focus();
    await sendKeys({ type: "billing / refund?" });
    for (const press of ["Backspace", "ArrowLeft", "Home", "End", "Delete", "Enter"])
      await sendKeys({ press });
    equal([field.value, heard], ["billing / refund", []]);
  });

  it("keeps keys of a select and a date field from the page", async () => {
    const element = await open();
    find(element, "[name=status]").focus();
    for (const press of ["s", "ArrowDown", "Home"]) await sendKeys({ press });
    equal(heard, []);
    const date = find(element, "[name=date]") as HTMLSelectElement;
    date.focus();
    await sendKeys({ press: "k" });
    equal(heard, []);
  });

  it("keeps Space and Enter on a button from the page, which could cancel the press", async () => {
    const element = await open();
    find(element, ".export .tool-button").focus();
    // The focus scrolls the button into view, and scrolling closes the menu.
    await frame();
    await frame();
    await sendKeys({ press: "Space" });
    const isOpen = () => find(element, ".export-menu").matches(":popover-open");
    await until(isOpen, "the menu is open");
    await sendKeys({ press: "Escape" });
    await sendKeys({ press: "Enter" });
    await until(isOpen, "the menu is open again");
    equal(heard, []);
  });

  it("keeps letters that move to a row, and keys that open and close a call, from the page", async () => {
    const element = await open();
    findAll(element, ".call")[0]?.focus();
    for (const press of ["k", "ArrowDown", "End", "Home", "Enter"]) await sendKeys({ press });
    await until(() => findAll(element, ".details").length > 0, "the call is open");
    find(element, ".details").focus();
    await sendKeys({ press: "Escape" });
    await until(() => findAll(element, ".details").length === 0, "the call is closed");
    equal(heard, []);
  });

  it("keeps an Escape that clears the search, and gives the next one to the page", async () => {
    const element = await open();
    const field = find(element, "[name=q]") as HTMLInputElement;
    field.focus();
    await sendKeys({ type: "x" });
    await sendKeys({ press: "Escape" });
    equal([field.value, heard], ["", []]);
    await sendKeys({ press: "Escape" });
    equal(heard, ["keydown Escape", "keyup Escape"]);
  });

  it("gives the page modified keys, function keys and Tab", async () => {
    const element = await open();
    find(element, "[name=q]").focus();
    for (const press of ["Control+k", "Alt+s", "Meta+/", "F2"]) await sendKeys({ press });
    find(element, "[name=q]").focus();
    await sendKeys({ press: "Tab" });
    const pressed = heard.filter((line) => line.startsWith("keydown")).map((line) => line.slice(8));
    equal(pressed, ["Control", "k", "Alt", "s", "Meta", "/", "F2", "Tab"]);
  });

  it("gives the page a key that nothing in the element uses", async () => {
    const element = await open();
    find(element, ".body").focus();
    await sendKeys({ press: "/" });
    equal(heard[0], "keydown /");
  });

  it("gives the page the keys of a field that it has put into a slot", async () => {
    const element = await open();
    const field = document.createElement("input");
    field.slot = "header";
    element.append(field);
    field.focus();
    await sendKeys({ press: "x" });
    equal(heard, ["keydown x", "keypress x", "keyup x"]);
  });

  it("keeps keys of a field at the end of a row from the page", async () => {
    const element = await open();
    element.renderRowEnd = () => html`<input class="note" />`;
    await until(() => findAll(element, ".note").length > 0, "it is rendered");
    find(element, ".note").focus();
    await sendKeys({ type: "a/k" });
    equal([(find(element, ".note") as HTMLInputElement).value, heard], ["a/k", []]);
  });

  it("keeps the player's keys and the transcript's search of <keyhole-call> from the page", async () => {
    const element = mountCall(recordedSession());
    await until(() => findAll(element, ".turn").length > 0, "turns are there");
    listen();
    find(element, "input[type=search]").focus();
    await sendKeys({ type: "k/j" });
    equal(heard, []);
    await until(() => findAll(element, ".player [part~=play]").length > 0, "the player is there");
    find(element, ".turn").focus();
    for (const press of ["m", "ArrowRight", "ArrowDown"]) await sendKeys({ press });
    equal(heard, []);
  });
});
