import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../assert.ts";
import { playableCall, recordedSession } from "../call-page.ts";
import { call, calls } from "../calls.ts";
import { FakeSession } from "../fake-session.ts";
import { emulateMedia, resetMedia } from "../media.ts";
import { afterEach, describe, it } from "../mocha.ts";
import { find, findAll, focused, mounted, unmountAll, until } from "../mount.ts";

const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;
const rows = calls(40).map((row, n) => call(n, { ...row, status: STATUSES[n % 4] ?? "ended" }));
const style = (element: Element, pseudo?: string) => getComputedStyle(element, pseudo);

/** A system colour as this browser has it, while colours are forced. */
function systemColour(name: string): string {
  const probe = document.createElement("i");
  probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
  document.body.append(probe);
  const { color } = style(probe);
  probe.remove();
  return color;
}

describe("media queries", () => {
  afterEach(async () => {
    unmountAll();
    await resetMedia();
  });

  it("stop all motion for prefers-reduced-motion", async () => {
    const element = await mounted(new FakeSession(rows));
    const dot = find(element, ".status.active");
    equal(style(dot, "::before").animationName, "fade");
    await emulateMedia({ reducedMotion: "reduce" });
    equal(style(dot, "::before").animationName, "none");
    for (const one of findAll(element, "*")) equal(style(one).animationName, "none", one.className);
  });

  it("keep statuses, open row and focus visible in forced colours", async () => {
    await emulateMedia({ forcedColors: "active" });
    const element = await mounted(new FakeSession(rows));
    for (const status of findAll(element, ".status")) {
      equal([style(status).borderTopStyle, style(status).borderTopWidth], ["solid", "1px"]);
      assert(style(status).borderTopColor !== "rgba(0, 0, 0, 0)");
    }
    find(element, ".call").focus();
    await sendKeys({ press: "Enter" });
    await until(() => findAll(element, ".row.current").length === 1, "a row is open");
    const mark = style(find(element, ".row.current"), "::before");
    equal([mark.borderInlineStartColor, mark.borderInlineStartWidth], [systemColour("Highlight"), "6px"]);
    await until(() => findAll(element, ".close").length === 1, "it can be closed");
    await until(() => focused(element) === find(element, ".details"), "what opened has the focus");
    await sendKeys({ press: "Tab" });
    for (const selector of [".close", ".current .call"]) {
      const control = find(element, selector);
      if (selector !== ".close") control.focus();
      assert(focused(element) === control, `${selector} has the focus`);
      const { outlineStyle, outlineWidth, outlineColor } = style(control);
      assert(
        outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        `${selector}: ${outlineStyle} ${outlineWidth}`,
      );
      assert(outlineColor !== style(control).backgroundColor, `${selector}: ${outlineColor}`);
      control.blur();
      equal(style(control).outlineStyle, "none", `${selector} without the focus`);
    }
  });

  it("keep lanes, current turn and buttons visible in forced colours", async () => {
    await emulateMedia({ forcedColors: "active" });
    const element = await playableCall(recordedSession());
    for (const selector of [".lanes", ".play", ".search > input", ".speed"]) {
      equal(style(find(element, selector)).borderTopStyle, "solid", selector);
    }
    element.seek(1_500);
    await until(() => findAll(element, ".turn.heard").length === 1, "a turn is heard");
    const heard = style(find(element, ".turn.heard"));
    equal([heard.borderInlineStartStyle, heard.borderInlineStartColor], ["solid", systemColour("Highlight")]);
  });

  it("print rows without scroll box and controls, dark on white", async () => {
    const element = await mounted(new FakeSession(rows), { scheme: "dark", widthPx: 700 });
    element.style.setProperty("--keyhole-surface", "rgb(20, 20, 20)");
    element.style.setProperty("--keyhole-text", "rgb(240, 240, 240)");
    await until(() => findAll(element, ".toolbar button").length > 0, "the toolbar is there");
    await emulateMedia({ media: "print" });
    dispatchEvent(new Event("beforeprint"));
    await element.updateComplete;
    const box = find(element, ".box");
    equal([style(box).backgroundColor, style(box).color], ["rgb(255, 255, 255)", "rgb(23, 26, 33)"]);
    equal([style(find(element, ".list")).overflowY, style(box).maxHeight], ["visible", "none"]);
    const below = find(element, ".list").getBoundingClientRect().bottom + 1;
    const printed = findAll(element, ".row:not(.pinned)");
    equal(printed.length, rows.length);
    for (const row of printed) assert(row.getBoundingClientRect().bottom <= below);
    for (const button of findAll(element, ".toolbar, .more button")) equal(button.checkVisibility(), false);
    await resetMedia();
    dispatchEvent(new Event("afterprint"));
    await until(() => findAll(element, ".row").length < rows.length, "only those in view are there again");
  });
});
