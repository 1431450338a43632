import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { ALL_STATES, type State } from "@keyhole/playground";
import type { Page } from "playwright-core";
import { type Heard, heardOn } from "../support/ax-tree.ts";
import { openNamed, openState } from "../support/open-state.ts";
import { openPlaygroundWorld, type PlaygroundWorld } from "../support/playground-world.ts";
import { until } from "../support/until.ts";

/** The live region speaks a second after the last change. */
const QUIET_MS = 1_400;

let world: PlaygroundWorld;
let page: Page;
before(async () => {
  world = await openPlaygroundWorld();
  page = await world.newPage();
  await page.addInitScript(keepWhatIsSaid);
});
after(() => world?.close());

/** Keeps all that the element's own live region ever held. */
function keepWhatIsSaid(): void {
  const said: string[] = [];
  Object.assign(globalThis, { said });
  let last = "";
  setInterval(() => {
    const region = document.querySelector("#state > *")?.shadowRoot?.querySelector(".box > [role=status]");
    const words = region?.textContent?.trim() ?? "";
    if (words !== last && words) said.push(words);
    last = words;
  }, 20);
}

function stateOf(name: string, query: State["query"]): State {
  const state = ALL_STATES.find((each) => each.name === name);
  assert(state);
  return { ...state, query };
}

const open = (name: string) => openNamed(world, page, name);

async function said(): Promise<string[]> {
  await page.waitForTimeout(QUIET_MS);
  return page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

const CONTROLS = [
  "button",
  "link",
  "searchbox",
  "combobox",
  "slider",
  "DisclosureTriangle",
  "grid",
  "region",
  "log",
  "group",
];

/** What is heard of a state: role, name, and what is open or busy. Names of rows and turns are looked at apart. */
function outline(heard: readonly Heard[]): string[] {
  return heard
    .filter(
      ({ role, name, inside }) =>
        CONTROLS.includes(role) &&
        !inside.includes("row") &&
        !(inside.includes("listitem") && inside.includes("log")) &&
        (name || role !== "group"),
    )
    .map(({ role, name, properties: { expanded } }) => {
      const state = expanded === undefined ? "" : expanded ? ", open" : ", closed";
      return `${role} ${name}${role === "combobox" ? "" : state}`;
    });
}

const TOOLBAR = [
  "group Filters",
  "searchbox Search calls",
  "combobox Agent",
  "combobox Status",
  "combobox Duration",
  "combobox Date",
  "button Refresh",
  "button Export, closed",
];
const PLAYER = [
  "group Recording",
  "slider Position",
  "button Back 10 seconds",
  "button Play",
  "button Forward 10 seconds",
  "combobox Speed",
  "button Mute",
  "slider Volume",
];
const TITLE =
  "Caller wanted to know whether the shop in the old town is open on the public holiday, and how to get there by train";
const CALL = [
  `region ${TITLE}`,
  "DisclosureTriangle Details, closed",
  "DisclosureTriangle Events, closed",
  "region Transcript",
  "searchbox Search transcript",
  "DisclosureTriangle Download, closed",
  "log Transcript",
  ...PLAYER,
];
const TALK = [
  "region Call",
  "region Transcript",
  "log Transcript",
  "button Mute me",
  "button Mute agent",
  "button Write",
  "button Hang up",
];
const CHIPS = [
  "button Remove filter: Ended",
  "button Remove filter: 30 secs or longer",
  "button Remove filter: Last 30 days",
  "button Clear all",
];

/** What a state consists of for whoever hears it. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "list-skeleton": [],
  "list-rows": [...TOOLBAR, "grid Calls"],
  "list-few-scopes": [...TOOLBAR.filter((name) => !name.startsWith("searchbox")), "grid Calls"],
  "list-empty": TOOLBAR,
  "list-paused": [...TOOLBAR, "button Load more"],
  "list-filtered": [...TOOLBAR, ...CHIPS, "grid Calls"],
  "list-no-match": [
    ...TOOLBAR,
    ...CHIPS.map((chip) => chip.replace("30 secs", "24 hrs")),
    "button Clear filters",
  ],
  "list-new-calls": [...TOOLBAR, "button 3 new calls", "grid Calls"],
  "list-export-progress": [...TOOLBAR, "button Cancel", "grid Calls"],
  "list-export-done": [...TOOLBAR, "link Save file", "button Close", "grid Calls"],
  "list-signed-out": ["button Show calls again"],
  "call-full": CALL,
  "call-few-scopes": [
    `region ${TITLE}`,
    "DisclosureTriangle Details, open",
    "DisclosureTriangle Events, closed",
  ],
  "call-recording-none": ["region تغيير موعد التسليم إلى يوم الخميس", ...CALL.slice(1, 7)],
  "call-download-menu": [
    ...CALL.slice(0, 5),
    "DisclosureTriangle Download, open",
    "button Text",
    "button JSON",
    "button WebVTT",
    "log Transcript",
    ...PLAYER,
  ],
  "talk-choice": [
    "region Call",
    "button Close",
    "combobox Who do you want to talk to?",
    "group Before you start",
    "button I agree, start",
    "button Write instead",
  ],
  "talk-listening": TALK,
  "talk-writing": TALK.toSpliced(3, 0, "button Send"),
  "talk-ended": ["region Call", "button Close", "button Start again", "region Transcript", "log Transcript"],
  "talk-waiting": ["region Call", "button Cancel"],
};

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`${name}: roles and names are heard in an order that makes sense`, async () => {
    await open(name);
    // Agents and turns come after what the state is recognised by.
    const heard = async () => outline(await heardOn(page));
    await until(page, async () => isDeepStrictEqual(await heard(), expected), name).catch(() => {});
    assert.deepEqual(await heard(), expected);
  });
}

test("a row is heard as title, agent, status, start, duration, and says its place", async () => {
  const { element } = await open("list-rows-with-ends");
  const heard = await heardOn(page);
  const rows = heard.filter(({ role }) => role === "row").map(({ name }) => name);
  assert.match(
    rows[2] ?? "",
    new RegExp(`^${TITLE} northside-reception Ended \\d+ \\w+, \\d+:\\d\\d 4 mins 43 secs tenant-a$`),
  );
  const cells = heard.filter(({ role, inside }) => role === "gridcell" && inside[0] === "row");
  assert.equal(cells.length, rows.length * 2);
  assert(
    cells.every(({ name }) => name),
    "a cell cannot be read",
  );
  const grid = element.getByRole("grid");
  assert.equal(await grid.getAttribute("aria-rowcount"), "3");
  const places = await element.getByRole("row").evaluateAll((all) => all.map((row) => row.ariaRowIndex));
  assert.deepEqual(places, ["1", "2", "3"]);
});

test("the number of rows is -1 while nobody knows it, and exact at the end", async () => {
  const filters = JSON.stringify({ status: "ended" });
  const { element } = await openState(world, page, stateOf("list-filtered", { site: "rows", filters }));
  const count = () => element.getByRole("grid").getAttribute("aria-rowcount");
  // More than a page matches, and nobody counts what matches.
  assert.equal(await count(), "-1");
  for (let tries = 0; tries < 600 && (await count()) === "-1"; tries += 1) {
    await element.locator(".list").evaluate((list) => {
      list.scrollTop = list.scrollHeight;
    });
    await page.waitForTimeout(100);
  }
  assert.match((await count()) ?? "", /^[1-9]\d*$/);
});

test("what arrives, fails and is narrowed is said, each once", async () => {
  const { element } = await open("list-rows");
  assert.deepEqual(await said(), ["50 calls loaded, scroll for more"]);
  await element.locator(".list").evaluate((list) => {
    list.scrollTop = list.scrollHeight;
  });
  assert.deepEqual((await said()).slice(1), ["60 calls, all loaded"]);
  await element.getByRole("button", { name: "Refresh" }).click();
  assert.deepEqual((await said()).slice(2), ["No new calls"]);
  await element.getByLabel("Status").selectOption("In progress");
  assert.deepEqual((await said()).slice(3), ["3 calls match"]);
});

for (const [name, words] of [
  ["list-new-calls", ["3 new calls"]],
  ["list-empty", ["0 calls, all loaded"]],
  ["list-refresh-fails", ["The calls are unavailable."]],
  ["list-internal", ["Broker error."]],
  ["token-origin_not_allowed", ["This page may not show calls."]],
  ["list-export-done", ["The file with 60 calls is ready"]],
  ["call-new-turns", ["new turn"]],
  ["talk-listening", ["You are connected. You can speak now."]],
  ["talk-reconnecting", ["Connection lost"]],
  ["talk-ended", ["Call ended"]],
] as const) {
  test(`${name}: the live region says it once`, async () => {
    await open(name);
    const all = await said();
    for (const each of words)
      assert.equal(
        all.filter((one) => one.includes(each)).length,
        1,
        `${each} once in ${JSON.stringify(all)}`,
      );
  });
}

test("the turns of a transcript are a list that tells how many there are, in a log that does not speak by itself", async () => {
  const { element } = await open("call-long");
  const log = element.getByRole("log", { name: "Transcript" });
  assert.equal(await log.getAttribute("aria-live"), "off");
  const turns = log.getByRole("listitem");
  await until(
    page,
    async () => /^40\d$/.test((await turns.first().getAttribute("aria-setsize")) ?? ""),
    "all turns",
  );
  assert.equal(await turns.first().getAttribute("aria-posinset"), "1");
  assert((await turns.count()) < 60, "turns out of view are not in the document");
  const heard = (await heardOn(page)).filter(({ role }) => role === "listitem");
  const turn = /^Caller auto-transcribed .*Hello\. I have a delivery on Tuesday/;
  assert(
    heard.some(({ text }) => turn.test(text)),
    heard.map(({ text }) => text).join("\n"),
  );
});

test("the position of a recording is heard as a time", async () => {
  const { element } = await open("call-full");
  const slider = element.getByRole("slider", { name: "Position" });
  await until(
    page,
    async () => (await slider.getAttribute("aria-valuetext")) === "0:00 of 4:42, Agent",
    "a time",
  );
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await until(
    page,
    async () => /^0:05 of 4:42, Caller$/.test((await slider.getAttribute("aria-valuetext")) ?? ""),
    "5 s",
  );
  const heard = (await heardOn(page)).find(({ role, name }) => role === "slider" && name === "Volume");
  assert(heard);
  assert.equal(await element.getByRole("slider", { name: "Volume" }).getAttribute("aria-valuetext"), "100%");
});

test("fields are not so small that a phone enlarges the page", async () => {
  const phone = await world.newPage({
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  for (const name of ["list-filters-unfolded", "list-days", "call-search", "call-events"]) {
    const state = ALL_STATES.find((each) => each.name === name);
    assert(state);
    const wide = { ...state, steps: state.steps ?? (async () => {}) };
    const { element } = await openState(world, phone, wide);
    const folded = element.getByRole("button", { name: /^Filters/, expanded: false });
    if (await folded.isVisible()) await folded.click();
    const fields = await element.evaluate((host) =>
      [...(host.shadowRoot?.querySelectorAll("input:not([type=range]),select") ?? [])]
        .filter((field) => field.checkVisibility())
        .map(
          (field) =>
            [
              `${field.localName} ${field.getAttribute("name") ?? field.getAttribute("aria-label")}`,
              Number.parseFloat(getComputedStyle(field).fontSize),
            ] as const,
        ),
    );
    assert(fields.length > 0, name);
    for (const [field, px] of fields) assert(px >= 16, `${name}: ${field} has ${px} px`);
  }
  await phone.context().close();
});
