import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../../test/assert.ts";
import { calls } from "../../../test/calls.ts";
import { listed } from "../../../test/export-page.ts";
import { FakeSession } from "../../../test/fake-session.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import { find, findAll, focused, frame, mounted, unmountAll, until } from "../../../test/mount.ts";

describe("ExportMenuView", () => {
  afterEach(unmountAll);

  it("opens and closes by keys, and returns focus", async () => {
    const { element } = await listed(calls(3));
    const button = find(element, ".export .tool-button");
    const menu = find(element, ".export-menu");
    button.focus();
    // Focus may have scrolled the page, and scrolling closes the menu.
    await frame();
    await sendKeys({ press: "Enter" });
    await until(() => menu.matches(":popover-open"), "it is open");
    await sendKeys({ press: "Tab" });
    assert(focused(element)?.matches(".export-format"), "Tab leads to the first format");
    await sendKeys({ press: "Escape" });
    assert(!menu.matches(":popover-open"), "it is closed");
    assert(focused(element) === button, "the focus is back");
    button.click();
    await frame();
    document.body.append(Object.assign(document.createElement("div"), { className: "mounted" }));
    document.dispatchEvent(new Event("scroll"));
    equal(menu.matches(":popover-open"), false, "scrolling closes it");
  });

  it("leaves no listener behind when its element is removed", async () => {
    const { element } = await listed(calls(3));
    const menu = find(element, ".export-menu");
    let hidden = 0;
    menu.showPopover();
    await frame();
    element.remove();
    menu.hidePopover = () => {
      hidden += 1;
    };
    for (let scroll = 0; scroll < 3; scroll += 1) dispatchEvent(new Event("scroll"));
    assert(hidden <= 1, `${hidden} scrolls were listened to`);
  });

  it("opens in view, beside the button", async () => {
    for (const [widthPx, dir] of [
      [300, "ltr"],
      [300, "rtl"],
      [700, "ltr"],
      [700, "rtl"],
    ] as const) {
      const { element } = await listed(calls(3), () => undefined, { widthPx, properties: { dir } });
      find(element, ".export .tool-button").click();
      await frame();
      const menu = find(element, ".export-menu").getBoundingClientRect();
      const button = find(element, ".export .tool-button").getBoundingClientRect();
      assert(menu.left >= 0 && menu.right <= innerWidth, `${widthPx} ${dir}: ${menu.left} to ${menu.right}`);
      assert(
        menu.left < button.right && menu.right > button.left && Math.abs(menu.top - button.bottom) < 8,
        `${widthPx} ${dir}: not at its button`,
      );
      unmountAll();
    }
  });

  it("is hidden by hide-controls, and so is refresh", async () => {
    const element = await mounted(new FakeSession(calls(3)), {
      attributes: { site: "acme", "hide-controls": "export refresh" },
    });
    await until(() => findAll(element, ".tools .toolbar").length > 0, "the toolbar is there");
    equal([findAll(element, ".export").length, findAll(element, ".refresh").length], [0, 0]);
  });
});
