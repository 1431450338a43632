import { assert, equal } from "../../test/assert.ts";
import { axeViolations } from "../../test/axe.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  frame,
  type MountOptions,
  mount,
  type TestCalls,
  unmountAll,
  until,
} from "../../test/mount.ts";

const never = () => new Promise<Reply>(() => {});
const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;
const rows = calls(40).map((row, n) => ({ ...row, status: STATUSES[n % 4] ?? "ended" }));
const openFirst = (element: TestCalls) => find(element, ".call").click();

interface State {
  name: string;
  reply?: FakeSession["reply"];
  options?: MountOptions;
  act?: (element: TestCalls) => unknown;
  shows: string;
}

const renderRowEnd = () => Object.assign(document.createElement("a"), { href: "#x", textContent: "Open" });
const STATES: State[] = [
  { name: "rows", shows: ".call" },
  {
    name: "rows, narrow, with row ends",
    options: { widthPx: 320, properties: { renderRowEnd } },
    shows: ".end a",
  },
  { name: "details beside the list", act: openFirst, shows: "dl" },
  { name: "details in front of the list", options: { widthPx: 320 }, act: openFirst, shows: "dl" },
];

async function show({ reply, options, act, shows }: State, scheme: "light" | "dark"): Promise<TestCalls> {
  const session = new FakeSession(rows);
  if (reply) session.reply = reply;
  const element = mount(session, { ...options, scheme });
  if (act)
    await until(
      () => findAll(element, ".call").length && findAll(element, ".pill-place").length,
      "the list is there",
    );
  act?.(element);
  await until(() => findAll(element, shows).length > 0, `${shows} is there`);
  await frame();
  return element;
}

describe("<keyhole-calls> accessibility", () => {
  afterEach(unmountAll);

  // The states of the playground are all looked at in its own tests.
  for (const [n, state] of STATES.entries()) {
    const scheme = n % 2 ? "dark" : "light";
    it(`has no axe violation: ${state.name}, ${scheme}`, async () => {
      const element = await show(state, scheme);
      equal(await axeViolations(element), []);
    });
  }

  it("reports a planted violation", async () => {
    const element = await show({ name: "planted", shows: ".call" }, "light");
    find(element, ".status").style.color = "#dddddd";
    element.renderRoot.append(document.createElement("button"));
    const found = await axeViolations(element);
    assert(
      found.some((rule) => rule.startsWith("color-contrast")),
      found.join(),
    );
    assert(
      found.some((rule) => rule.startsWith("button-name")),
      found.join(),
    );
  });

  it("exposes a grid with rows, their indexes and names", async () => {
    const element = await show({ name: "rows", shows: ".call" }, "light");
    const grid = find(element, "[role=grid]");
    equal([grid.getAttribute("aria-label"), grid.getAttribute("aria-rowcount")], ["Calls", "40"]);
    const children = [...grid.children].map((row) => [row.role, row.ariaRowIndex]);
    equal(children.slice(0, 2), [
      ["row", "1"],
      ["row", "2"],
    ]);
    for (const row of grid.children) equal(row.firstElementChild?.role, "gridcell");
  });

  it("exposes an unknown row count while there are more", async () => {
    const reply = () => ({ body: { items: [call(1)], next: "c" } });
    const once = (path: string) => (path.includes("cursor") ? never() : reply());
    const element = await show({ name: "more", reply: once, shows: ".call" }, "light");
    equal(find(element, "[role=grid]").getAttribute("aria-rowcount"), "-1");
  });
});
