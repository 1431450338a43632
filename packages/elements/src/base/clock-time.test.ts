import { describe, it } from "../../test/mocha.ts";
import { equal } from "../../test/session/assert.ts";
import { linkTo, momentOf } from "../call/moment.ts";
import { clockTime, parseClockTime } from "./clock-time.ts";

describe("times in a call", () => {
  it("are written as players write them", () => {
    const times = [0, 999, 42_000, 60_000, 754_900, 3_599_999, 3_600_000, 36_061_000, -5];
    equal(times.map(clockTime), [
      "0:00",
      "0:00",
      "0:42",
      "1:00",
      "12:34",
      "59:59",
      "1:00:00",
      "10:01:01",
      "0:00",
    ]);
  });

  it("are read in any form that a link may have", () => {
    equal(
      ["83", "83.5", "1:23", "01:23", "1:02:03", "90:00", "0"].map(parseClockTime),
      [83_000, 83_500, 83_000, 83_000, 3_723_000, 5_400_000, 0],
    );
  });

  it("are not read from anything else", () => {
    for (const text of ["", "x", "-1", "1:2:3:4", "1:234", "1e3", "1:", ":1", " 1", "99999999"])
      equal(parseClockTime(text), null, text);
  });

  it("come back from what was written", () => {
    for (const ms of [0, 59_000, 60_000, 3_600_000, 86_399_000]) equal(parseClockTime(clockTime(ms)), ms);
  });

  it("are in a page's URL, with the call where the page has several", () => {
    const alone = linkTo("https://page.example/a?b=c#old", null, 83_000);
    equal(alone, "https://page.example/a?b=c#t=1:23");
    equal(momentOf(new URL(alone).hash), { id: null, atMs: 83_000 });
    const listed = linkTo("https://page.example/", "a&t=0/é", 5_000);
    equal(momentOf(new URL(listed).hash), { id: "a&t=0/é", atMs: 5_000 });
    equal(momentOf("#section-2"), { id: null, atMs: null });
    equal(momentOf(""), { id: null, atMs: null });
  });
});
