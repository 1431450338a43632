import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { linkTo, momentOf } from "./moment.ts";

describe("linkTo and momentOf", () => {
  it("writes and reads a moment in a page's URL, with the call if the page lists several", () => {
    const alone = linkTo("https://page.example/a?b=c#t=0:02", { id: null, atMs: 83_000 });
    equal(alone, "https://page.example/a?b=c#t=1:23");
    equal(momentOf(new URL(alone)), { id: null, atMs: 83_000 });
    const listed = linkTo("https://page.example/", { id: "a&t=0/é", atMs: 5_000 });
    equal(new URL(listed).search, "");
    equal(momentOf(new URL(listed)), { id: "a&t=0/é", atMs: 5_000 });
    for (const url of [
      "https://page.example/#section-2",
      "https://page.example/",
      "https://page.example/?keyhole-call=a",
    ])
      equal(momentOf(new URL(url)), { id: null, atMs: null });
  });

  for (const fragment of ["#/calls/42", "#!/calls", "#inbox", "#tab=2&t=3", "#/a?b=c&t=1:00", "#old"]) {
    it(`keeps the page's fragment ${fragment}, and writes into the query`, () => {
      const page = `https://page.example/a?b=%20c&flag&keyhole-call=other&keyhole-t=9:59${fragment}`;
      const listed = linkTo(page, { id: "call-1", atMs: 83_000 });
      equal(listed, `https://page.example/a?b=%20c&flag&keyhole-call=call-1&keyhole-t=1:23${fragment}`);
      equal(
        linkTo(page, { id: null, atMs: 83_000 }),
        `https://page.example/a?b=%20c&flag&keyhole-t=1:23${fragment}`,
      );
    });
  }

  it("reads a moment from the query beside a fragment that is a route", () => {
    const url = new URL("https://page.example/?keyhole-call=call-1&keyhole-t=1:23#/calls/42");
    equal(momentOf(url), { id: "call-1", atMs: 83_000 });
    equal(momentOf(url, "left"), { id: null, atMs: null });
  });

  it("writes into the query with a prefix", () => {
    const link = linkTo(
      "https://page.example/?left-call=x&right-call=y",
      { id: "call-1", atMs: 5_000 },
      "left",
    );
    equal(link, "https://page.example/?right-call=y&left-call=call-1&left-t=0:05");
    equal(momentOf(new URL(link), "left"), { id: "call-1", atMs: 5_000 });
  });
});
