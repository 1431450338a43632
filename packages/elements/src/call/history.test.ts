import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { linkTo, momentOf } from "./history.ts";

describe("linkTo and momentOf", () => {
  it("writes and reads a moment in a page's URL, with the call if the page lists several", () => {
    const alone = linkTo("https://page.example/a?b=c#old", null, 83_000);
    equal(alone, "https://page.example/a?b=c#t=1:23");
    equal(momentOf(new URL(alone).hash), { id: null, atMs: 83_000 });
    const listed = linkTo("https://page.example/", "a&t=0/é", 5_000);
    equal(momentOf(new URL(listed).hash), { id: "a&t=0/é", atMs: 5_000 });
    equal(momentOf("#section-2"), { id: null, atMs: null });
    equal(momentOf(""), { id: null, atMs: null });
  });
});
