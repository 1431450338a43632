import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { clockTime, parseClockTime } from "./clock-time.ts";

describe("clock times", () => {
  it("writes times as players do", () => {
    const times = [0, 999, 42_000, 60_000, 754_900, 3_599_999, 3_600_000, 36_061_000, -5];
    equal(
      times.map((ms) => clockTime(ms, "en")),
      ["0:00", "0:00", "0:42", "1:00", "12:34", "59:59", "1:00:00", "10:01:01", "0:00"],
    );
  });

  it("writes times in the digits of a locale", () => {
    equal(
      ["ar-EG", "fa", "hi-u-nu-deva", "ar-u-nu-latn"].map((locale) => clockTime(3_723_000, locale)),
      ["١:٠٢:٠٣", "۱:۰۲:۰۳", "१:०२:०३", "1:02:03"],
    );
  });

  it("reads any form that a link may have", () => {
    equal(
      ["83", "83.5", "1:23", "01:23", "1:02:03", "90:00", "0"].map(parseClockTime),
      [83_000, 83_500, 83_000, 83_000, 3_723_000, 5_400_000, 0],
    );
  });

  it("rejects anything else", () => {
    for (const text of ["", "x", "-1", "1:2:3:4", "1:234", "1e3", "1:", ":1", " 1", "99999999"])
      equal(parseClockTime(text), null, text);
  });

  it("reads back what it wrote", () => {
    for (const ms of [0, 59_000, 60_000, 3_600_000, 86_399_000])
      equal(parseClockTime(clockTime(ms, "en")), ms);
  });
});
