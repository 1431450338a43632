import { assert, equal } from "../assert.ts";
import { playableCall, recordedSession } from "../call-page.ts";
import { calls } from "../calls.ts";
import { FakeSession } from "../fake-session.ts";
import { afterEach, describe, it } from "../mocha.ts";
import { find, findAll, mount, mounted, unmountAll, until } from "../mount.ts";

const PRESETS = ["light", "dark"] as const;

describe("tokens", () => {
  afterEach(() => {
    unmountAll();
    document.documentElement.removeAttribute("data-keyhole-theme");
    for (const sheet of document.querySelectorAll(".preset")) sheet.remove();
  });

  it("resolve to the element's, then the theme's, then a literal", async () => {
    const list = await mounted(new FakeSession(calls(3)));
    const call = await playableCall(recordedSession());
    const radius = (element: typeof list | typeof call) =>
      getComputedStyle(find(element, ".box")).borderRadius;
    equal([radius(list), radius(call)], ["12px", "12px"]);
    for (const element of [list, call]) {
      element.style.setProperty("--keyhole-radius", "5px");
      element.style.setProperty("--keyhole-calls-caller", "rgb(1, 2, 3)");
      element.style.setProperty("--keyhole-call-caller", "rgb(4, 5, 6)");
    }
    equal([radius(list), radius(call)], ["5px", "5px"]);
    list.style.setProperty("--keyhole-calls-radius", "1px");
    list.style.setProperty("--keyhole-call-radius", "2px");
    call.style.setProperty("--keyhole-calls-radius", "1px");
    call.style.setProperty("--keyhole-call-radius", "2px");
    equal([radius(list), radius(call)], ["1px", "2px"]);
    equal(getComputedStyle(find(call, ".by-user .speaker")).color, "rgb(4, 5, 6)");
  });

  it("scale rows and controls with density, down to targets of 24 px", async () => {
    const heights: [row: number, field: number, button: number][] = [];
    for (const density of ["1", "0.6", "0"]) {
      const element = await playableCall(recordedSession(), { widthPx: 700 });
      element.style.setProperty("--keyhole-density", density);
      const height = (selector: string) => find(element, selector).getBoundingClientRect().height;
      heights.push([height(".turn"), height(".search > input"), height(".tool-button")]);
      for (const target of findAll(element, "button, input, select, summary")) {
        const box = target.getBoundingClientRect();
        if (!target.checkVisibility() || box.width === 0) continue;
        assert(
          box.height >= 23.9 && box.width >= 23.9,
          `${target.className} is ${box.width} × ${box.height}`,
        );
      }
      unmountAll();
    }
    const [comfortable, compact, none] = heights;
    assert(comfortable && compact && none);
    for (const place of [0, 1, 2] as const) assert(comfortable[place] > compact[place], `${place}`);
    equal(none.slice(1), [24, 24]);
  });

  it("apply a preset to the page or a part of it", async () => {
    for (const name of PRESETS) {
      const answer = await fetch(new URL(`../../themes/${name}.css`, import.meta.url));
      const sheet = document.createElement("style");
      sheet.className = "preset";
      sheet.textContent = await answer.text();
      document.head.append(sheet);
    }
    const surface = (element: HTMLElement) =>
      getComputedStyle(element.shadowRoot?.querySelector(".box") ?? element).backgroundColor;
    const [light, dark] = ["rgb(255, 255, 255)", "rgb(21, 23, 28)"];
    const elements = ["light", "dark", ""].map((theme) =>
      mount(
        new FakeSession(calls(2)),
        theme ? { attributes: { site: "acme", "data-keyhole-theme": theme } } : {},
      ),
    );
    await until(
      () => elements.every((element) => element.shadowRoot?.querySelector(".box")),
      "they are there",
    );
    // The last of the page's sheets is the page's, unless it says otherwise.
    equal(elements.map(surface), [light, dark, dark]);
    document.documentElement.dataset.keyholeTheme = "light";
    equal(elements.map(surface), [light, dark, light]);
    equal(
      elements.map((element) => getComputedStyle(find(element, ".box")).colorScheme),
      ["light", "dark", "light"],
    );
    // Whatever the owner writes counts more.
    const own = document.createElement("style");
    own.className = "preset";
    own.textContent = "test-calls { --keyhole-surface: rgb(1, 1, 1) }";
    document.head.prepend(own);
    equal(elements.map(surface), Array(3).fill("rgb(1, 1, 1)"));
  });
});
