import { describe, it } from "../../../test/mocha.ts";
import { equal } from "../../../test/session/assert.ts";
import { findLinks } from "./find-links.ts";

const found = (text: string) => findLinks(text).map(({ start, end }) => text.slice(start, end));

describe("links in a turn", () => {
  it("are http and https alone", () => {
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

  it("end before punctuation and brackets that are not theirs", () => {
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

  it("are not made of what reads like another host", () => {
    equal(found("https://bank.example@evil.example/ https://a:b@c.example"), []);
  });

  it("carry the address as the browser reads it", () => {
    equal(findLinks('https://EXAMPLE.com/"onclick=')[0]?.href, "https://example.com/");
    equal(findLinks("https://a.example/\u202Egpj.exe")[0]?.href, "https://a.example/%E2%80%AEgpj.exe");
  });
});
