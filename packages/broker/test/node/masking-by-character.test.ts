import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { maskPersonalData } from "../../src/privacy/mask-personal-data.ts";

const DIGIT = /[\p{Nd}\p{No}]/u;
/** A phone number in the digits of any script. It looks at each character, as the function does not. */
const NUMBER = /[\p{Nd}\p{No}](?:[\s()./_*:'"\p{M}\p{Pd}\p{Cf}]{0,5}[\p{Nd}\p{No}]){6}/u;
const MANY = 7;

describe("maskPersonalData", () => {
  it("masks seven of each digit in Unicode, and seven of no other character", () => {
    for (let code = 0; code <= 0x1ffff; code += 1) {
      const text = `x ${String.fromCodePoint(code).repeat(MANY)} x`;
      assert.equal(maskPersonalData(text) !== text, DIGIT.test(text), `U+${code.toString(16)}`);
    }
  });

  it("leaves no number of seven digits, whatever stands around it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "1",
        "55",
        "0190",
        "+",
        "(",
        ")",
        " ",
        "-",
        ".",
        "a",
        "ö",
        "’",
        "…",
        "電",
        "ア",
        "한",
        "м",
      ),
      fc.constantFrom("٣", "५", "５", "²", "①", "𝟙", "\u200e", "\u0301", "😀", "@", "b.example"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        // A word before each digit's run would make a date of some.
        assert.doesNotMatch(maskPersonalData(pieces.join("")).replace(/\d{1,2}[.:]\d\d/g, "x"), NUMBER);
      }),
      { numRuns: 2_000 },
    );
  });
});
