import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { findMatches } from "./search-store.ts";

describe("findMatches", () => {
  it("ignores case, white space and line breaks", () => {
    equal(findMatches(["Good  Morning", "good\nmorning, GOOD morning"], "good morning").length, 3);
    equal(findMatches(["ÄRGER Straße"], "ärger"), [{ index: 0, start: 0, end: 5 }]);
    equal(findMatches(["abc"], "  "), []);
  });

  it("treats the query as text, not as a pattern", () => {
    for (const query of [".*", "(", "[a-z]", "\\", "a|b", "^x$", "-", "/", "{1}", "?", "+"])
      equal(findMatches([`one ${query} two`], query).length, 1, query);
  });

  it("stops at the maximum", () => {
    equal(findMatches([`${"a".repeat(5_000)}`], "a").length, 999);
  });
});
