import { describe, it } from "../../../test/mocha.ts";
import { equal } from "../../../test/session/assert.ts";
import { findLinks } from "./find-links.ts";
import { findMatches } from "./find-matches.ts";
import { piecesOf } from "./pieces.ts";

describe("a search in a transcript", () => {
  it("finds words in any case and across blanks and lines", () => {
    equal(findMatches(["Good  Morning", "good\nmorning, GOOD morning"], "good morning").length, 3);
    equal(findMatches(["ÄRGER Straße"], "ärger"), [{ index: 0, start: 0, end: 5 }]);
    equal(findMatches(["abc"], "  "), []);
  });

  it("takes what is searched for as it is, not as a pattern", () => {
    for (const query of [".*", "(", "[a-z]", "\\", "a|b", "^x$", "-", "/", "{1}", "?", "+"])
      equal(findMatches([`one ${query} two`], query).length, 1, query);
  });

  it("stops counting where nobody steps through", () => {
    equal(findMatches([`${"a".repeat(5_000)}`], "a").length, 999);
  });
});

describe("the pieces of a text", () => {
  it("are cut where links and matches begin and end, and lose nothing", () => {
    const text = "See https://a.example/see now";
    const pieces = piecesOf(text, findLinks(text), findMatches([text], "see"));
    equal(pieces.map((piece) => piece.text).join(""), text);
    equal(
      pieces.map(({ text: words, href, match }) => [words, href !== null, match]),
      [
        ["See", false, 0],
        [" ", false, null],
        ["https://a.example/", true, null],
        ["see", true, 1],
        [" now", false, null],
      ],
    );
  });

  it("are one for a text without either, and none for an empty one", () => {
    equal(piecesOf("<b>x</b>", [], []), [{ text: "<b>x</b>", href: null, match: null }]);
    equal(piecesOf("", [], []), []);
  });
});
