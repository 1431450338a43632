import { equal } from "../../../test/assert.ts";
import { call, calls } from "../../../test/calls.ts";
import { describe, it } from "../../../test/mocha.ts";
import { mergeNewest } from "./fetch-newest.ts";

describe("mergeNewest", () => {
  it("replaces the first calls and keeps the older ones", () => {
    const known = calls(200);
    const merged = mergeNewest([call(-1), ...calls(49)], false, known);
    equal([merged.head.length, merged.replaced, merged.newCalls], [50, 49, 1]);
    equal([merged.keepsOlder, merged.changed], [true, true]);
    equal(merged.head[1] === known[0], true, "the same object");
  });

  it("drops missing calls among the newest, also when the last of them is new", () => {
    const known = calls(200).filter((_, n) => n !== 5);
    const newest = calls(6).filter((_, n) => n !== 3);
    const merged = mergeNewest(newest, false, known);
    equal(
      merged.head.map(({ id }) => id),
      newest.map(({ id }) => id),
    );
    equal(merged.replaced, 5);
  });

  it("keeps calls created at the same time as the last of the newest", () => {
    const { createdAt } = call(2);
    const known = [call(0), call(1), call(2), call(7, { createdAt }), call(8)];
    const merged = mergeNewest(calls(3), false, known);
    equal([merged.head.map(({ id }) => id), merged.replaced], [known.slice(0, 4).map(({ id }) => id), 4]);
    equal(merged.changed, false);
  });

  it("replaces all calls when none overlap, and none when none arrive", () => {
    const apart = mergeNewest(calls(3), false, [call(50), call(51)]);
    equal([apart.head.length, apart.replaced, apart.keepsOlder, apart.newCalls], [3, 2, false, 3]);
    const empty = mergeNewest([], false, calls(9));
    equal([empty.head.length, empty.replaced, empty.keepsOlder, empty.changed], [0, 0, true, false]);
    const gone = mergeNewest([], true, calls(9));
    equal([gone.head.length, gone.replaced, gone.keepsOlder, gone.changed], [0, 9, false, true]);
  });
});
