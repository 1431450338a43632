import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readLoadOptions, readSoakOptions } from "./read-options.ts";

describe("readLoadOptions", () => {
  it("takes 2,000 sessions in five minutes by default", () => {
    assert.deepEqual(readLoadOptions(["--"]), { seconds: 300, sessions: 2_000, seed: 1 });
  });

  it("names an option that is out of bounds", () => {
    assert.deepEqual(readLoadOptions(["--seconds", "30", "--sessions", "50", "--seed", "7"]), {
      seconds: 30,
      sessions: 50,
      seed: 7,
    });
    assert.throws(() => readLoadOptions(["--seconds", "5"]), /^TypeError: --seconds: expects/);
    assert.throws(() => readLoadOptions(["--sessions", "many"]), /^TypeError: --sessions: expects/);
  });
});

describe("readSoakOptions", () => {
  it("takes 500 calls in eight hours by default", () => {
    assert.deepEqual(readSoakOptions([]), { hours: 8, calls: 500 });
    assert.throws(() => readSoakOptions(["--hours", "0"]), /^TypeError: --hours: expects/);
  });
});
