import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { rowAfterKey } from "./row-focus.ts";

const context = {
  index: 20,
  count: 100,
  pageFrom: (index: number, direction: 1 | -1) => index + 8 * direction,
};

describe("rowAfterKey", () => {
  const cases: [string, Partial<typeof context>, number | null][] = [
    ["ArrowDown", {}, 21],
    ["ArrowUp", {}, 19],
    ["Home", {}, 0],
    ["End", {}, 99],
    ["PageDown", {}, 28],
    ["PageUp", {}, 12],
    ["ArrowUp", { index: 0 }, 0],
    ["ArrowDown", { index: 99 }, 99],
    ["PageDown", { index: 97 }, 99],
    ["PageUp", { index: 3 }, 0],
    ["PageDown", { pageFrom: (index) => index }, 21],
    ["PageUp", { pageFrom: (index) => index }, 19],
    ["Enter", {}, null],
    ["a", {}, null],
    ["toString", {}, null],
  ];
  for (const [key, change, expected] of cases) {
    it(`moves from row ${change.index ?? 20} to ${expected} with ${key}`, () => {
      equal(rowAfterKey(key, { ...context, ...change }), expected);
    });
  }
});
