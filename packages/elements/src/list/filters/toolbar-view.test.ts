import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../../test/assert.ts";
import { axeViolations } from "../../../test/axe.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import {
  find,
  findAll,
  focused,
  frame,
  mount,
  type TestCalls,
  unmountAll,
  until,
} from "../../../test/mount.ts";
import { AGENTS, chips, choose, filterable, queries, searcherSession } from "../../../test/toolbar-page.ts";
import type { CallFilters } from "../../base/call-filters.ts";

const THREE: CallFilters = { status: "ended", minDurationMs: 300_000, range: "today" };

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
  await frame();
}

/** Names of the visible fields. */
const fields = (element: TestCalls) =>
  findAll(element, "[data-value]")
    .filter((field) => field.getClientRects().length > 0)
    .map((field) => field.getAttribute("name"));

const at = (element: TestCalls) => focused(element)?.getAttribute("name") ?? focused(element)?.className;

describe("ToolbarView", () => {
  afterEach(unmountAll);

  it("fits in one line of a wide list, as high as its placeholder", async () => {
    for (const widthPx of [800, 1100]) {
      const without = mount(searcherSession(), { widthPx, properties: { listFails: true } });
      await until(() => findAll(without, ".call").length > 0, "rows are there");
      const place = find(without, ".toolbar");
      equal(place.childElementCount, 0);
      const keptPx = place.getBoundingClientRect().height;
      assert(keptPx > 24, `${keptPx} px are kept`);
      unmountAll();
      const element = await filterable(searcherSession(), { widthPx });
      equal(fields(element), ["q", "agent", "status", "duration", "date"]);
      const tops = findAll(element, ".filters [data-value]").map(
        (field) => field.getBoundingClientRect().top,
      );
      equal(new Set(tops).size, 1);
      equal(find(element, ".toolbar").getBoundingClientRect().height, keptPx);
      equal(find(element, ".filters-button").getClientRects().length, 0);
      unmountAll();
    }
  });

  for (const widthPx of [280, 600]) {
    it(`is a button with a panel at ${widthPx} px, and works by keys`, async () => {
      const element = await filterable(searcherSession(), { widthPx, properties: { filters: THREE } });
      const button = find(element, ".filters-button");
      equal([fields(element), button.ariaExpanded, button.ariaLabel], [[], "false", "Filters, 3 active"]);
      equal(find(element, ".filters-count").textContent, "3");
      button.focus();
      await press("Enter");
      equal([button.ariaExpanded, fields(element).length], ["true", 5]);
      equal(button.getAttribute("aria-controls"), find(element, ".filters").id);
      await press("Tab");
      equal(at(element), "q");
      await press("Escape");
      equal([button.ariaExpanded, fields(element), focused(element) === button], ["false", [], true]);
      await press("Space");
      equal(fields(element).length, 5);
      await press("Space");
      equal(fields(element), []);
    });
  }

  it("reaches every control with Tab, and chooses with arrows", async () => {
    const session = searcherSession();
    const element = await filterable(session);
    find(element, "[name=q]").focus();
    const reached = [at(element)];
    for (let step = 0; step < 4; step += 1) {
      await press("Tab");
      reached.push(at(element));
    }
    equal(reached, ["q", "agent", "status", "duration", "date"]);
    await press("ArrowDown");
    await until(() => chips(element)[0] === "Today", "a range is chosen");
    equal([at(element), queries(session).length], ["date", 2]);
  });

  it("removes a filter, and moves focus to the next chip, the one before, or a control", async () => {
    const session = searcherSession();
    const element = await filterable(session, { properties: { filters: THREE } });
    equal(chips(element), ["Ended", "5 min or longer", "Today"]);
    findAll(element, ".chip > button")[0]?.focus();
    equal(focused(element)?.ariaLabel, "Remove filter: Ended");
    await press("Enter");
    await until(() => chips(element).length === 2, "it is gone");
    equal(focused(element)?.ariaLabel, "Remove filter: 5 min or longer");
    await press("Tab", "Space");
    await until(() => chips(element).length === 1, "it is gone");
    equal(
      [chips(element), focused(element)?.ariaLabel],
      [["5 min or longer"], "Remove filter: 5 min or longer"],
    );
    await press("Enter");
    await until(() => chips(element).length === 0, "it is gone");
    equal([at(element), findAll(element, ".clear").length], ["q", 0]);
  });

  it("clears all filters and typed words", async () => {
    const session = searcherSession();
    const element = await filterable(session, { properties: { filters: THREE }, widthPx: 320 });
    find(element, ".clear").focus();
    await press("Enter");
    await until(() => chips(element).length === 0, "all are gone");
    equal([element.filters, at(element)], [{}, "filters-button"]);
    unmountAll();
    const wide = await filterable(searcherSession(), { properties: { filters: { q: "words" } } });
    find(wide, "[name=q]").focus();
    await sendKeys({ type: " and" });
    find(wide, ".clear").click();
    await until(() => chips(wide).length === 0, "all are gone");
    equal((find(wide, "[name=q]") as HTMLInputElement).value, "");
  });

  it("folds chosen days without dates when all filters are cleared", async () => {
    const element = await filterable(searcherSession());
    choose(element, "status", "ended");
    choose(element, "date", "days");
    await until(() => findAll(element, "[type=date]").length === 2, "the day fields are there");
    find(element, ".clear").click();
    await until(() => findAll(element, "[type=date]").length === 0, "the day fields are gone");
    equal((find(element, "[name=date]") as HTMLSelectElement).value, "");
  });

  it("keeps typed words when another filter changes", async () => {
    const session = searcherSession();
    const element = await filterable(session);
    find(element, "[name=q]").focus();
    await sendKeys({ type: "a" });
    element.filters = { status: "ended" };
    await until(() => chips(element).length === 1, "the host has filtered");
    equal((find(element, "[name=q]") as HTMLInputElement).value, "a");
  });

  const hidden: [value: string, left: string[]][] = [
    ["agent", ["q", "status", "duration", "date"]],
    ["date  duration\n status", ["q", "agent"]],
    ["text nonsense toString", ["agent", "status", "duration", "date"]],
    ["agent date duration status text", []],
  ];
  for (const [value, left] of hidden) {
    it(`hides controls by name: ${JSON.stringify(value)}`, async () => {
      const element = await filterable(searcherSession());
      element.setAttribute("hide-controls", value);
      await element.updateComplete;
      equal([fields(element), findAll(element, ".filters-button").length], [left, left.length ? 1 : 0]);
    });
  }

  it("hides all controls with an empty hide-controls", async () => {
    const element = await filterable(searcherSession());
    element.setAttribute("hide-controls", "");
    await element.updateComplete;
    equal(findAll(element, ".toolbar").length, 0);
    element.setAttribute("hide-controls", "agent date duration status text refresh export");
    await element.updateComplete;
    equal(find(element, ".toolbar").getClientRects().length, 0);
    element.removeAttribute("hide-controls");
    await element.updateComplete;
    equal(fields(element).length, 5);
  });

  it("keeps filters of hidden controls, without a chip", async () => {
    const agent = AGENTS[0]?.id ?? "";
    const session = searcherSession();
    const attributes = { site: "acme", "hide-controls": "agent" };
    const filters = { agent, ...THREE };
    const element = await filterable(session, { attributes, properties: { filters } });
    equal(chips(element), ["Ended", "5 min or longer", "Today"]);
    find(element, ".clear").click();
    await until(() => chips(element).length === 0, "the others are gone");
    equal(element.filters, { agent });
    session.calls = [];
    await element.store?.load();
    await until(() => findAll(element, ".notice").length > 0, "nothing is left");
    equal(findAll(element, ".notice .button").length, 0);
  });

  it("is replaced by the slot toolbar", async () => {
    const slotted = Object.assign(document.createElement("b"), { slot: "toolbar", textContent: "Mine" });
    const element = await filterable(searcherSession(), {
      children: [slotted],
      properties: { filters: THREE },
    });
    equal([fields(element), slotted.getClientRects().length], [[], 1]);
  });

  it("fits in 280 px in every language", async () => {
    for (const lang of ["en", "de", "ar"]) {
      const filters = { ...THREE, range: "last-30-days" } as const;
      const element = await filterable(searcherSession(), { widthPx: 280, properties: { filters, lang } });
      find(element, ".filters-button").click();
      await until(() => find(element, ".box").getAttribute("lang") === lang, "the language is there");
      const toolbar = find(element, ".toolbar");
      const { left, right } = toolbar.getBoundingClientRect();
      for (const part of findAll(element, ".toolbar [part]")) {
        if (part.getClientRects().length === 0) continue;
        const box = part.getBoundingClientRect();
        assert(box.left >= left && box.right <= right, `${lang}: ${part.className} sticks out`);
      }
      equal(toolbar.scrollWidth, toolbar.clientWidth);
      unmountAll();
    }
  });

  it("has targets of at least 24 px and a focus ring", async () => {
    const element = await filterable(searcherSession(), { widthPx: 320, properties: { filters: THREE } });
    find(element, ".filters-button").click();
    await frame();
    for (const target of findAll(element, ".toolbar button, .toolbar [data-value]")) {
      const { width, height } = target.getBoundingClientRect();
      if (width > 0) assert(width >= 24 && height >= 24, `${target.className} has ${width} x ${height} px`);
    }
    find(element, ".filters-button").focus();
    await press("Tab");
    equal(getComputedStyle(focused(element) as Element).outlineStyle, "solid");
  });

  const states: [name: string, widthPx: number, filters: CallFilters | null, open: boolean][] = [
    ["wide", 1000, null, false],
    ["wide, with filters and days", 1000, { ...THREE, q: "words", from: "2026-11-01" }, false],
    ["narrow, folded", 320, THREE, false],
    ["narrow, unfolded", 320, { from: "2026-11-01", to: "2026-11-02" }, true],
  ];
  for (const scheme of ["light", "dark"] as const) {
    for (const [name, widthPx, filters, open] of states) {
      it(`has no axe violation: ${name}, ${scheme}`, async () => {
        const element = await filterable(searcherSession(), { widthPx, scheme, properties: { filters } });
        if (open) find(element, ".filters-button").click();
        await frame();
        equal(await axeViolations(element), []);
      });
    }
    it(`has no axe violation without matches: ${scheme}`, async () => {
      const session = searcherSession(0);
      const element = await filterable(session, { scheme, properties: { filters: THREE } });
      await until(() => findAll(element, ".notice .button").length > 0, "it says so");
      equal(await axeViolations(element), []);
    });
  }
});
