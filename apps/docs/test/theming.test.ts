import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { findChromium } from "@keyhole/dev/chromium";
import { type Browser, chromium } from "playwright-core";
import * as limits from "../../../packages/elements/src/base/limits.ts";
import { CONTRAST_PAIRS } from "../../../packages/elements/test/theme/contrast-pairs.ts";
import { elementTags, readElement } from "../reference/read-element.ts";
import { allBlocks, ROOT, readPages } from "./support/pages.ts";
import { type ThemeColours, themedElement } from "./support/themed-element.ts";

const THEMES = `${ROOT}packages/elements/themes/`;
const page = readPages().find(({ name }) => name === "theming.md")?.text ?? "";
const documented = new Set(elementTags().flatMap((tag) => readElement(tag).tokens.map(({ name }) => name)));

test("every token has its role on the page, and every token of the page is documented", () => {
  const rows = page.match(/^\| role \|[\s\S]*?\n\n/m)?.[0] ?? "";
  const named = [...rows.matchAll(/`([\w-]+)`/g)].map(([, name]) => `--keyhole-${name}`);
  const known = [...documented].map((name) =>
    name.replace(/^--keyhole-calls?-(?=block-size$)/, "--keyhole-"),
  );
  assert.deepEqual(named.sort(), [...new Set(known)].sort());
});

const presets = globSync("*.css", { cwd: THEMES }).sort();

test("the page has the presets that there are", () => {
  assert.deepEqual(presets, ["dark.css", "high-contrast.css", "light.css"]);
  for (const name of presets) assert.ok(page.includes(`\`${name}\``), name);
});

/** What of a preset is no token; empty for one that holds tokens alone. */
function presetFaults(name: string, css: string): string[] {
  const theme = name.replace(".css", "");
  const rule = css.replace(/\/\*[\s\S]*?\*\//g, "").trim();
  const selectors = `:where(:root:not([data-keyhole-theme])),\n:where([data-keyhole-theme="${theme}"])`;
  const [, head, body = "", rest] = /^([^{]*) \{\n([^{}]*)\}([\s\S]*)$/.exec(rule) ?? [];
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  return [
    ...(head === selectors && rest === "" ? [] : [`${name}: is not one rule for page and attribute`]),
    ...lines.flatMap((line) => {
      const token = /^ {2}(--keyhole-[\w-]+): [^;]+;$/.exec(line)?.[1] ?? "";
      return documented.has(token) ? [] : [`${name}: ${line.trim()}`];
    }),
  ];
}

test("presets hold tokens that are documented, and nothing else", () => {
  for (const name of presets)
    assert.deepEqual(presetFaults(name, readFileSync(`${THEMES}${name}`, "utf8")), []);
});

test("presets set the same colours", () => {
  const sizes = /color-scheme|focus|border-width|font/;
  const [one, ...others] = presets.map((name) =>
    [...readFileSync(`${THEMES}${name}`, "utf8").matchAll(/^ {2}(--keyhole-[\w-]+)/gm)]
      .map(([, token = ""]) => token)
      .filter((token) => !sizes.test(token))
      .sort(),
  );
  assert.ok((one?.length ?? 0) > 20);
  for (const other of others) assert.deepEqual(other, one);
});

for (const [what, css] of [
  ["a rule for more", "\nkeyhole-calls { --keyhole-radius: 0; }"],
  ["a property that is no token", "  color: red;\n}"],
  ["a token that there is not", "  --keyhole-colour: red;\n}"],
] as const) {
  test(`a planted mistake in a preset is caught: ${what}`, () => {
    const dark = readFileSync(`${THEMES}dark.css`, "utf8").trim();
    const planted = css.startsWith("\n") ? dark + css : dark.replace(/\}$/, css);
    assert.equal(presetFaults("dark.css", planted).length, 1);
  });
}

test("the page states the limits of the code", () => {
  assert.ok(page.includes(`at most ${limits.PAPER_ROWS.toLocaleString("en")}`));
});

let browser: Browser;
before(async () => {
  browser = await chromium.launch(await findChromium());
});
after(() => browser?.close());

const recipes = allBlocks("css").filter(({ words }) => words.includes("recipe"));
const names = [...new Set(CONTRAST_PAIRS.flatMap(({ token, on }) => [token, on]))];

test("the first recipe is three lines long", () => {
  assert.equal(recipes[0]?.text.trim().split("\n").length, 3);
});

for (const { at, text } of recipes) {
  for (const scheme of ["light", "dark"] as const) {
    test(`the recipe at ${at} does something and stays readable, ${scheme}`, async () => {
      const plain = await themedElement(browser, "", scheme, names);
      const themed = await themedElement(browser, text, scheme, names);
      const isOnlyScheme = /color-scheme: dark/.test(text) && scheme === "dark";
      const changesBox = /radius|font|color-scheme|accent/.test(text);
      if (changesBox && !isOnlyScheme) assert.notDeepEqual(themed, plain);
      assert.deepEqual(unreadable(themed.colours), []);
    });
  }
}

test("a planted recipe is caught", async () => {
  const { colours } = await themedElement(browser, ":root { --keyhole-accent: #9ad }", "light", names);
  assert.ok(unreadable(colours).includes("link on surface"));
});

/** Pairs with less contrast than WCAG 2.2 AA wants. */
function unreadable(colours: ThemeColours): string[] {
  return CONTRAST_PAIRS.flatMap(({ token, on, tint = 0, kind }) => {
    const [colour, under] = [colours[token] ?? [], colours[on] ?? []];
    const background = under.map((part, place) => part * (1 - tint) + (colour[place] ?? 0) * tint);
    const [low = 0, high = 0] = [luminance(colour), luminance(background)].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05) >= (kind === "text" ? 4.5 : 3) ? [] : [`${token} on ${on}`];
  });
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
