import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { findChromium } from "@keyhole/dev/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import * as limits from "../../../packages/elements/src/base/limits.ts";
import { moreTokens } from "../../../packages/elements/src/base/styles/more-tokens.styles.ts";
import { CONTRAST_PAIRS } from "../../../packages/elements/test/theme/contrast-pairs.ts";
import { type Colour, contrastRatio, over } from "../../playground/src/page/theme-colour.js";
import { elementTags, readElement } from "../reference/read-element.ts";
import { allBlocks, ROOT, readPages } from "./support/pages.ts";

const THEMES = `${ROOT}packages/elements/themes/`;
const text = readPages().find(({ name }) => name === "theming.md")?.text ?? "";
const documented = new Set(elementTags().flatMap((tag) => readElement(tag).tokens.map(({ name }) => name)));

test("the page gives each documented token a role, and names no other token", () => {
  const rows = text.match(/^\| role \|[\s\S]*?\n\n/m)?.[0] ?? "";
  const named = [...rows.matchAll(/`([\w-]+)`/g)].map(([, name]) => `--keyhole-${name}`);
  const known = [...documented].map((name) =>
    name.replace(/^--keyhole-(?:calls?|overview|talk)-(?=(?:block-size|inline-size|offset)$)/, "--keyhole-"),
  );
  assert.deepEqual(named.sort(), [...new Set(known)].sort());
});

const presets = globSync("*.css", { cwd: THEMES }).sort();

test("the page names every preset", () => {
  assert.deepEqual(presets, ["dark.css", "high-contrast.css", "light.css"]);
  for (const name of presets) assert.ok(text.includes(`\`${name}\``), name);
});

/** Lines of a preset that are no documented token, and a rule with other selectors. */
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

test("presets contain only documented tokens", () => {
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
  ["a second rule", "\nkeyhole-calls { --keyhole-radius: 0; }"],
  ["a property that is not a token", "  color: red;\n}"],
  ["an unknown token", "  --keyhole-colour: red;\n}"],
] as const) {
  test(`catches a planted mistake in a preset: ${what}`, () => {
    const dark = readFileSync(`${THEMES}dark.css`, "utf8").trim();
    const planted = css.startsWith("\n") ? dark + css : dark.replace(/\}$/, css);
    assert.equal(presetFaults("dark.css", planted).length, 1);
  });
}

test("the page states the limits of the code", () => {
  assert.ok(text.includes(`at most ${limits.PAPER_ROWS.toLocaleString("en")}`));
});

type Scheme = "light" | "dark";
let browser: Browser;
let page: Page;

before(async () => {
  buildWhenNeeded("elements");
  browser = await chromium.launch(await findChromium());
  page = await browser.newPage();
  // No broker answers, but the box has its colours.
  await page.route("**/*", (route) =>
    new URL(route.request().url()).pathname === "/keyhole.js"
      ? route.fulfill({ path: `${ROOT}packages/elements/dist/keyhole.js`, contentType: "text/javascript" })
      : route.fulfill({ body: HOST_PAGE, contentType: "text/html" }),
  );
  await page.goto("http://host.example/");
  await page.locator("keyhole-calls [part~='box']").waitFor();
  // Nothing is loaded after first rows that never come.
  await page.locator("keyhole-calls").evaluate(
    (element, text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      element.shadowRoot?.adoptedStyleSheets.push(sheet);
    },
    String(moreTokens("calls")),
  );
});
after(() => browser?.close());

const HOST_PAGE = `<!doctype html>
<meta name="color-scheme" content="light dark">
<style></style>
<script type="module" src="/keyhole.js"></script>
<keyhole-calls site="acme"></keyhole-calls>`;

const tokens = [...new Set(CONTRAST_PAIRS.flatMap(({ token, on }) => [token, on]))];

/** The list under a page's style sheet: its colours by token, and the styles of its box. */
async function themed(css: string, colorScheme: Scheme) {
  await page.emulateMedia({ colorScheme });
  await page.locator("style").evaluate((style, text) => style.replaceChildren(text), css);
  return page.locator("keyhole-calls [part~='box']").evaluate((element, names) => {
    const context = document.createElement("canvas").getContext("2d");
    if (!context) throw new Error("There is no canvas.");
    const probe = element.appendChild(document.createElement("i"));
    const colourOf = (name: string): Colour => {
      probe.style.setProperty("color", `var(--_${name})`);
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
      return { r, g, b, a: 1 };
    };
    const { borderRadius, colorScheme, fontFamily, fontSize } = getComputedStyle(element);
    const colours = Object.fromEntries(names.map((name) => [name, colourOf(name)]));
    probe.remove();
    return { colours, box: { borderRadius, colorScheme, fontFamily, fontSize } };
  }, tokens);
}

const recipes = allBlocks("css").filter(({ words }) => words.includes("recipe"));

test("the first recipe is three lines long", () => {
  assert.equal(recipes[0]?.text.trim().split("\n").length, 3);
});

for (const { at, text } of recipes) {
  for (const scheme of ["light", "dark"] as const) {
    test(`the recipe at ${at} changes the element and keeps it readable, ${scheme}`, async () => {
      const plain = await themed("", scheme);
      const changed = await themed(text, scheme);
      const isOnlyScheme = /color-scheme: dark/.test(text) && scheme === "dark";
      const changesBox = /radius|font|color-scheme|accent/.test(text);
      if (changesBox && !isOnlyScheme) assert.notDeepEqual(changed, plain);
      assert.deepEqual(unreadable(changed.colours), []);
    });
  }
}

test("catches a planted recipe with too little contrast", async () => {
  const { colours } = await themed(":root { --keyhole-accent: #9ad }", "light");
  assert.ok(unreadable(colours).includes("link on surface"));
});

/** Pairs with less contrast than WCAG 2.2 AA requires. */
function unreadable(colours: Readonly<Record<string, Colour>>): string[] {
  const black = { r: 0, g: 0, b: 0, a: 1 };
  return CONTRAST_PAIRS.flatMap(({ token, on, tint = 0, kind }) => {
    const { [token]: upper = black, [on]: lower = black } = colours;
    const ratio = contrastRatio(upper, over({ ...upper, a: tint }, lower));
    return ratio >= (kind === "text" ? 4.5 : 3) ? [] : [`${token} on ${on}`];
  });
}
