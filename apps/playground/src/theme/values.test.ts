import assert from "node:assert/strict";
import { test } from "node:test";
import { isHarmless, sideOf, withFallbacks } from "../page/theme-values.js";

test("values that a theme needs are let in", () => {
  for (const value of [
    "#b4530a",
    "light-dark(#fff, oklch(0.4 0.1 20 / 50%))",
    "color-mix(in srgb, var(--keyhole-accent) 9%, var(--keyhole-surface))",
    "0 4px 16px light-dark(#0002, #0008)",
    "2px solid var(--keyhole-accent, light-dark(#000, #fff))",
    "clamp(10px, 1em + 2px, 20px)",
    "\"Inter Tight\", 'Noto', system-ui, sans-serif",
    "-2px",
  ]) {
    assert(isHarmless(value), value);
  }
});

test("what reaches out, ends the declaration or hides something is not", () => {
  for (const value of [
    "",
    " ",
    "url(https://third.example/x.png)",
    "URL(//third.example)",
    "u\\72l(//third.example)",
    "image-set('x' 1x)",
    "src('x')",
    "red; background: blue",
    "red } body { color: red",
    "var(--secret)",
    "var(--keyhole-x, url(x))",
    "env(x)",
    "attr(data-x)",
    "red /* x */",
    "red !important",
    "<script>",
    "@import",
    '"a',
    '"(" 1',
    "rgb(1 2 3",
    "rgb(1 2 3))",
    ")(",
    "é",
    `#${"f".repeat(300)}`,
  ]) {
    assert(!isHarmless(value), value);
  }
});

test("one side of a scheme, however deep", () => {
  assert.equal(sideOf("light-dark(#fff, #000)", "light"), "#fff");
  assert.equal(sideOf("light-dark(rgb(1, 2, 3), #000)", "light"), "rgb(1, 2, 3)");
  assert.equal(sideOf("0 1px light-dark(#111, light-dark(#222, #333)) inset", "dark"), "0 1px #333 inset");
  assert.equal(sideOf("var(--a, light-dark(#111, #222))", "dark"), "var(--a, #222)");
  assert.equal(sideOf("#abc", "dark"), "#abc");
});

test("variables without a fallback get that of their token", () => {
  const bases: Record<string, string> = {
    "--keyhole-link": "var(--keyhole-accent)",
    "--keyhole-accent": "light-dark(#001, #eef)",
    "--keyhole-a": "var(--keyhole-b)",
    "--keyhole-b": "var(--keyhole-a)",
  };
  const full = (value: string) => withFallbacks(value, (name) => bases[name]);
  assert.equal(
    full("var(--keyhole-link)"),
    "var(--keyhole-link, var(--keyhole-accent, light-dark(#001, #eef)))",
  );
  assert.equal(full("var(--keyhole-accent, red)"), "var(--keyhole-accent, red)");
  assert.equal(full("var(--other)"), "var(--other)");
  assert.equal(full("var(--keyhole-a)"), "var(--keyhole-a, var(--keyhole-b, var(--keyhole-a)))", "a circle");
});
