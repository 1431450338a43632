import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { calls } from "../../test/calls.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  focused,
  frame,
  mounted,
  type TestCalls,
  unmountAll,
  until,
} from "../../test/mount.ts";

const COUNT = 100_000;
/** The most nodes of a view with its overscan. */
const NODES_MAX = 900;

/** A list with all its rows from one answer. */
async function many(): Promise<TestCalls> {
  const session = new FakeSession();
  const body = { items: calls(COUNT), next: null };
  session.reply = (path) => (path.startsWith("/v1/calls?") ? { body } : undefined);
  const element = await mounted(session);
  equal(find(element, ".rows").getAttribute("aria-rowcount"), `${COUNT}`);
  return element;
}

const nodes = (element: TestCalls) => findAll(element, "*").length;

/** Numbers of the rows that are entirely in view. */
function inView(element: TestCalls): number[] {
  const list = find(element, ".list").getBoundingClientRect();
  return findAll(element, ".row:not(.pinned)")
    .filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return top >= list.top - 1 && bottom <= list.bottom + 1;
    })
    .map((row) => Number(row.ariaRowIndex));
}

const rowOfFocus = (element: TestCalls) =>
  Number(focused(element)?.closest(".row")?.getAttribute("aria-rowindex"));

describe(`<keyhole-calls> with ${COUNT} rows`, () => {
  afterEach(unmountAll);

  it("moves to the last row with End and to the first with Home, without more nodes", async () => {
    const element = await many();
    find(element, ".call").focus();
    for (const [key, row] of [
      ["End", COUNT],
      ["ArrowUp", COUNT - 1],
      ["Home", 1],
    ] as const) {
      await sendKeys({ press: key });
      await until(
        () => rowOfFocus(element) === row && inView(element).includes(row),
        `${key} leads to ${row}`,
      );
      assert(nodes(element) < NODES_MAX, `${nodes(element)} nodes after ${key}`);
    }
  });

  it("scrolls to the last row without more nodes or gaps", async () => {
    const element = await many();
    const list = find(element, ".list");
    const counts: number[] = [];
    for (let part = 1; part <= 10; part += 1) {
      list.scrollTop = (list.scrollHeight * part) / 10;
      await frame();
      await frame();
      counts.push(nodes(element));
      const middle = inView(element)[1] ?? Number.NaN;
      assert(Math.abs(middle - (COUNT * part) / 10) < COUNT / 1_000, `row ${middle} at part ${part}`);
    }
    equal(inView(element).at(-1), COUNT);
    assert(Math.max(...counts) < NODES_MAX, `${Math.max(...counts)} nodes`);
    assert(Math.max(...counts) - Math.min(...counts) < 5 * 30, `between ${counts.sort((a, b) => a - b)}`);
    list.scrollTop = 0;
    await until(() => inView(element)[0] === 1, "the first is in view again");
  });
});
