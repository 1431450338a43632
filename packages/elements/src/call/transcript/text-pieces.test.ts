import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { findMatches } from "./search-store.ts";
import { findLinks, piecesOf } from "./text-pieces.ts";

const found = (text: string) => findLinks(text).map(({ start, end }) => text.slice(start, end));

describe("findLinks", () => {
  it("finds only http and https addresses", () => {
    equal(found("See https://a.example/b?c=d#e and http://b.example."), [
      "https://a.example/b?c=d#e",
      "http://b.example",
    ]);
    const none = [
      "javascript:alert(1)",
      "data:text/html,x",
      "ftp://a.example",
      "file:///etc",
      "a.example",
      "mailto:a@b.example",
    ];
    for (const text of [...none, "https://", "http:// x", "xhttps://a.example", "blob:https"])
      equal(found(text), [], text);
  });

  it("ends before punctuation and unopened brackets", () => {
    equal(found("(see https://a.example/b_(c), or https://a.example/d?)"), [
      "https://a.example/b_(c)",
      "https://a.example/d",
    ]);
    equal(found("“https://a.example/x” «https://b.example/y»"), [
      "https://a.example/x",
      "https://b.example/y",
    ]);
    equal(found("<https://a.example/z>"), ["https://a.example/z"]);
    equal(found("https://a.example/。"), ["https://a.example/"]);
  });

  it("removes brackets of all kinds that were opened before the address", () => {
    equal(found("({[https://a.example/b(c)[d]{e}.]}).!"), ["https://a.example/b(c)[d]{e}"]);
    equal(found("https://a.example/(b"), ["https://a.example/(b"]);
    equal(found("https://a.example/b(c))]"), ["https://a.example/b(c)"]);
  });

  it("leaves an address of more than 2,048 characters as text", () => {
    const address = `https://a.example/${"b".repeat(2_030)}`;
    equal(found(`See ${address}.`), [address]);
    equal(found(`See ${address}b.`), []);
  });

  it("skips addresses with a user name", () => {
    equal(found("https://bank.example@evil.example/ https://a:b@c.example"), []);
  });

  it("returns the address as the browser parses it", () => {
    equal(findLinks('https://EXAMPLE.com/"onclick=')[0]?.href, "https://example.com/");
    equal(findLinks("https://a.example/\u202Egpj.exe")[0]?.href, "https://a.example/%E2%80%AEgpj.exe");
  });
});

describe("piecesOf", () => {
  it("cuts a text where links and matches begin and end, and loses nothing", () => {
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

  it("returns one piece for plain text, and none for an empty text", () => {
    equal(piecesOf("<b>x</b>", [], []), [{ text: "<b>x</b>", href: null, match: null }]);
    equal(piecesOf("", [], []), []);
  });
});
