import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { flagOf } from "./flag-of.ts";

describe("flagOf", () => {
  const cases: [unknown, string | boolean][] = [
    ["", true],
    ["true", true],
    ["TRUE", true],
    [" true ", true],
    [true, true],
    ["sync-url", true],
    ["false", false],
    ["False", false],
    [false, false],
    [null, false],
    [undefined, false],
    ["calls", "calls"],
    [" calls ", "calls"],
    ["truest", "truest"],
    [["text", "agent"], "text,agent"],
  ];
  for (const [value, flag] of cases)
    it(`returns ${JSON.stringify(flag)} for ${JSON.stringify(value)}`, () =>
      equal(flagOf(value, "sync-url"), flag));
});
