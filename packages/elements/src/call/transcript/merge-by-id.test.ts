import { describe, it } from "../../../test/mocha.ts";
import { assert, equal } from "../../../test/session/assert.ts";
import { mergeById } from "./merge-by-id.ts";

const items = (...names: string[]) => names.map((name) => ({ id: name[0] ?? "", name }));

describe("mergeById", () => {
  it("adds what is new at the end, and each id once", () => {
    equal(
      mergeById(items("a", "b"), items("b", "c", "c")).map(({ id }) => id),
      ["a", "b", "c"],
    );
  });

  it("gives the same array where nothing is new", () => {
    const known = items("a", "b");
    assert(mergeById(known, items("b")) === known);
    assert(mergeById(known, []) === known);
  });

  it("keeps places, and the objects of what has not changed", () => {
    const known = items("a", "b", "c");
    const merged = mergeById(known, items("b2", "c", "d"));
    equal(
      merged.map(({ name }) => name),
      ["a", "b2", "c", "d"],
    );
    assert(merged[0] === known[0] && merged[2] === known[2] && merged[1] !== known[1]);
  });
});
