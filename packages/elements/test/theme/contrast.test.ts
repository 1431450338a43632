import { assert, equal } from "../assert.ts";
import { recordedSession } from "../call-page.ts";
import { calls } from "../calls.ts";
import { colourOf, contrast, mixed } from "../colours.ts";
import { FakeSession } from "../fake-session.ts";
import { emulateMedia, resetMedia } from "../media.ts";
import { afterEach, describe, it } from "../mocha.ts";
import { find, mount, mountCall, type TestCall, TestCalls, unmountAll, until } from "../mount.ts";
import { CONTRAST_PAIRS, type ContrastPair } from "./contrast-pairs.ts";

const SCHEMES = ["light", "dark"] as const;
const PRESETS = ["light", "dark", "high-contrast"] as const;

async function presetSheet(name: string): Promise<HTMLStyleElement> {
  const answer = await fetch(new URL(`../../themes/${name}.css`, import.meta.url));
  const sheet = document.createElement("style");
  sheet.className = "preset";
  sheet.textContent = await answer.text();
  return sheet;
}

async function boxOf(element: TestCall | TestCalls): Promise<HTMLElement> {
  if (element instanceof TestCalls) {
    await until(() => element.renderRoot?.querySelector(".call"), "rows are there");
    find(element, ".call").click();
  }
  // A call brings tokens of its own.
  await until(() => element.renderRoot?.querySelector(".details"), "a call is open");
  return find(element, ".box");
}

/** Pairs below their ratio, with what they have. */
function faults(box: Element, ratios: Record<ContrastPair["kind"], number>): string[] {
  return CONTRAST_PAIRS.flatMap(({ token, on, tint = 0, kind }) => {
    const colour = colourOf(box, token);
    const background = mixed(colour, colourOf(box, on), tint);
    const ratio = contrast(colour, background);
    return ratio >= ratios[kind] ? [] : [`${token} on ${on}: ${ratio.toFixed(2)}, wants ${ratios[kind]}`];
  });
}

const AA = { text: 4.5, control: 3 };
const AAA = { text: 7, control: 3 };

describe("contrast", () => {
  afterEach(() => {
    unmountAll();
    for (const sheet of document.querySelectorAll(".preset")) sheet.remove();
  });
  afterEach(resetMedia);

  for (const scheme of SCHEMES) {
    it(`suffices without a theme in list and call, ${scheme}`, async () => {
      const list = mount(new FakeSession(calls(3)), { scheme });
      equal(faults(await boxOf(list), AA), []);
      equal(faults(await boxOf(mountCall(recordedSession(), { scheme })), AA), []);
    });

    it(`is higher with prefers-contrast, ${scheme}`, async () => {
      const box = await boxOf(mount(new FakeSession(calls(3)), { scheme }));
      const usual = contrast(colourOf(box, "muted"), colourOf(box, "surface"));
      await emulateMedia({ contrast: "more" });
      assert(contrast(colourOf(box, "muted"), colourOf(box, "surface")) > Math.max(7, usual + 2));
      assert(contrast(colourOf(box, "border"), colourOf(box, "surface")) > 3);
      equal(faults(box, AA), []);
    });

    for (const preset of PRESETS) {
      it(`suffices with the preset ${preset}, on a page that is ${scheme}`, async () => {
        document.head.append(await presetSheet(preset));
        const box = await boxOf(mount(new FakeSession(calls(3)), { scheme }));
        equal(faults(box, preset === "high-contrast" ? AAA : AA), []);
        const isDark = contrast(colourOf(box, "surface"), [0, 0, 0]) < 4;
        equal(isDark, (preset === "high-contrast" ? scheme : preset) === "dark");
      });
    }
  }

  it("fails for a planted pair", async () => {
    const element = mount(new FakeSession(calls(3)));
    element.style.setProperty("--keyhole-muted", "#999");
    const found = faults(await boxOf(element), AA);
    equal(
      found.map((fault) => fault.split(":")[0]),
      ["muted on surface", "muted on subtle", "muted on selected", "muted on surface-raised"],
    );
  });
});
