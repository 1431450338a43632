import assert from "node:assert/strict";
import { test } from "node:test";
import {
  contrastRatio,
  hexOf,
  luminance,
  neededForText,
  over,
  parseColour,
  ratioText,
} from "../page/theme-colour.js";

function colour(text: string) {
  const parsed = parseColour(text);
  assert(parsed, text);
  return parsed;
}

test("computed colours are read in every form that browsers write", () => {
  assert.deepEqual(colour("rgb(255, 0, 51)"), { r: 1, g: 0, b: 0.2, a: 1 });
  assert.deepEqual(colour("rgba(0, 0, 0, 0.5)"), { r: 0, g: 0, b: 0, a: 0.5 });
  assert.deepEqual(colour("rgb(255 255 255 / 50%)"), { r: 1, g: 1, b: 1, a: 0.5 });
  assert.deepEqual(colour("color(srgb 0.5 none 1e-2 / 0.25)"), { r: 0.5, g: 0, b: 0.01, a: 0.25 });
  assert.deepEqual(colour("color(srgb 1.2 -0.1 0)"), { r: 1, g: 0, b: 0, a: 1 }, "outside of sRGB");
  for (const text of ["", "red", "oklch(0.5 0.1 20)", "rgb(1 2)"]) assert.equal(parseColour(text), null);
});

test("luminance and contrast are those of WCAG 2.2", () => {
  const [black, white] = [colour("rgb(0 0 0)"), colour("rgb(255 255 255)")];
  assert.equal(luminance(black), 0);
  assert.equal(luminance(white), 1);
  assert.equal(contrastRatio(black, white), 21);
  assert.equal(contrastRatio(white, black), 21);
  assert.equal(contrastRatio(white, white), 1);
  // The two greys on either side of 4.5:1 on white.
  assert.equal(ratioText(contrastRatio(colour("rgb(118 118 118)"), white)), "4.54:1");
  assert.equal(ratioText(contrastRatio(colour("rgb(119 119 119)"), white)), "4.47:1");
  assert.equal(ratioText(contrastRatio(colour("rgb(255 0 0)"), white)), "3.99:1");
});

test("a ratio is never rounded up to one that would do", () => {
  assert.equal(ratioText(4.4999), "4.49:1");
  assert.equal(ratioText(4.5), "4.50:1");
});

test("what is half seen is mixed with what it lies on", () => {
  const half = over(colour("rgba(0, 0, 0, 0.5)"), colour("rgb(255 255 255)"));
  assert.deepEqual(half, { r: 0.5, g: 0.5, b: 0.5, a: 1 });
  assert.equal(hexOf(half), "#808080");
  const twice = over(colour("rgb(255 0 0 / 0.5)"), colour("rgb(0 0 255 / 0.5)"));
  assert.equal(twice.a, 0.75);
  assert.equal(hexOf(twice), "#aa0055");
  assert.equal(over(colour("rgb(0 0 0 / 0)"), colour("rgb(0 0 0 / 0)")).a, 0);
});

test("large text needs less", () => {
  assert.equal(neededForText(24, 400), 3);
  assert.equal(neededForText(18.7, 700), 3);
  assert.equal(neededForText(18.7, 600), 4.5);
  assert.equal(neededForText(14, 900), 4.5);
});
