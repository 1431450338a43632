import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readTokens } from "@keyhole/playground";
import type { Browser, Page } from "playwright-core";
import { violationsOf } from "../support/axe-run.ts";
import { closeAfterTest } from "../support/close-after-test.ts";
import { settled } from "../support/settled.ts";
import { sharedBrowser } from "../support/shared.ts";
import { elementStyles, type OpenTheme, openTheme, tokenValues } from "../support/theme-page.ts";
import { serveTheme, type ThemeServer } from "../support/theme-server.ts";
import { until } from "../support/until.ts";

let server: ThemeServer;
let browser: Browser;
before(async () => {
  server = await serveTheme();
  browser = await sharedBrowser.acquire();
});
after(async () => {
  if (browser) await sharedBrowser.release();
  server?.close();
});

const open: OpenTheme = (options) => openTheme(browser, server.origin, options);

/** Types into the field of a token; without a side into its only one. */
async function type(page: Page, token: string, value: string, side = "value"): Promise<void> {
  const name = `${token.replace("--keyhole-", "")}, ${side}`;
  await page.getByRole("textbox", { name, exact: true }).fill(value);
}

async function openGroups(page: Page): Promise<void> {
  await page.locator("details.group").evaluateAll((groups) => {
    for (const group of groups) group.setAttribute("open", "");
  });
}

const summary = (page: Page) => page.locator("#contrast-summary");
const failing = (page: Page) => page.getByRole("list", { name: "Pairs that fail" }).getByRole("listitem");
const snippet = async (page: Page) => (await page.locator("#snippet").textContent()) ?? "";

test("every token of the manifest has a control that changes the elements", async () => {
  const { page, complaints } = await open();
  const shown = await page.locator("[data-token]").evaluateAll((all) =>
    all.map((element) => ({
      name: element.getAttribute("data-token") ?? "",
      inputs: element.querySelectorAll("input, select").length,
    })),
  );
  const names = readTokens().map(({ name }) => name);
  assert.deepEqual(shown.map(({ name }) => name).sort(), names.sort());
  assert.deepEqual(
    shown.filter(({ inputs }) => inputs === 0),
    [],
  );
  assert.deepEqual(await tokenValues(page), { unmoved: [], untold: [] });
  assert.deepEqual(complaints, []);
});

test("a slider, a picker and a choice are as good as a line of text", async () => {
  const { page } = await open();
  await openGroups(page);
  await page.getByRole("slider", { name: "radius, slider" }).fill("20");
  await page.locator("#tokens-both").getByLabel("surface, light, picker").fill("#ffeedd");
  await page.getByRole("spinbutton", { name: "focus, width in pixels" }).fill("5");
  await page.getByRole("combobox", { name: "Density" }).selectOption("0.6");
  const css = await snippet(page);
  assert.match(css, /--keyhole-radius: 20px;/);
  assert.match(css, /--keyhole-surface: light-dark\(#ffeedd, #15171c\);/);
  assert.match(css, /--keyhole-focus: 5px solid /);
  assert.match(css, /--keyhole-density: 0\.6;/);
  const { list } = await elementStyles(page);
  assert.equal(list.radius, "20px");
  assert.equal(list.ground, "rgb(255, 238, 221)");
});

test("a text that is no value says so and changes nothing", async () => {
  const { page } = await open();
  const field = page.getByRole("textbox", { name: "surface, light", exact: true });
  for (const value of ["nonsense", "url(https://third.example)", "red; --x: 1", "4px"]) {
    await field.fill(value);
    assert.equal(await field.getAttribute("aria-invalid"), "true", value);
  }
  assert.doesNotMatch(await snippet(page), /keyhole-calls/);
  await field.fill("white");
  assert.equal(await field.getAttribute("aria-invalid"), null);
});

test("a colour that cannot be read is flagged in words, and one that can is not", async () => {
  const { page } = await open({ colorScheme: "light" });
  await summary(page)
    .filter({ hasText: /^0 of \d+ pairs are under AA$/ })
    .waitFor();
  await type(page, "--keyhole-muted", "#999", "light");
  await summary(page)
    .filter({ hasText: /^[1-9]\d* of \d+ pairs are under AA$/ })
    .waitFor();
  const lines = await failing(page).allInnerTexts();
  assert(
    lines.some((line) => /Muted text on the background/.test(line) && /Fails/.test(line)),
    lines.join(),
  );
  assert(
    lines.every((line) => /light/.test(line) && !/dark/.test(line)),
    "the dark side is as it was",
  );
  assert(
    lines.some((line) => line.includes("2.84:1, needs 4.5:1")),
    lines.join(),
  );
  await type(page, "--keyhole-muted", "#555", "light");
  await summary(page).filter({ hasText: /^0 of/ }).waitFor();
  assert.equal(await failing(page).count(), 0);
});

test("tints, see-through colours, edges and what is shown now are measured too", async () => {
  const { page } = await open({ colorScheme: "light" });
  await openGroups(page);
  await type(page, "--keyhole-waiting", "#b87a00", "light");
  await failing(page).filter({ hasText: "Status “waiting” on the background" }).waitFor();
  await type(page, "--keyhole-waiting", "#8a4a00", "light");
  await type(page, "--keyhole-text", "rgb(0 0 0 / 40%)", "light");
  await failing(page).filter({ hasText: "Text on the background" }).first().waitFor();
  await type(page, "--keyhole-text", "#171a21", "light");
  await type(page, "--keyhole-control-border", "oklch(0.95 0 0)", "light");
  await failing(page).filter({ hasText: "Edges of fields and buttons" }).waitFor();
  await type(page, "--keyhole-control-border", "#777", "light");
  await summary(page).filter({ hasText: /^0 of/ }).waitFor();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("keyhole-calls::part(title) { color: #ccc }");
    document.adoptedStyleSheets = [sheet];
  });
  await page.getByRole("combobox", { name: "The list" }).selectOption("Few rows");
  await failing(page).filter({ hasText: "Shown now: title" }).waitFor();
});

test("benches and elements agree on colours", async () => {
  const { page } = await open({ colorScheme: "light" });
  const status = page.locator("keyhole-calls").locator("[part~='status'][part~='ended']").first();
  await status.waitFor();
  await summary(page)
    .filter({ hasText: /under AA/ })
    .waitFor();
  const seen = await status.evaluate((element) => getComputedStyle(element).backgroundColor);
  const shown = await page.evaluate(() => {
    const roots = [...document.querySelectorAll(".bench > div")].map((host) => host.shadowRoot);
    return roots.flatMap((root) =>
      [...(root?.querySelectorAll(".status.ended") ?? [])].map(
        (element) => getComputedStyle(element).backgroundColor,
      ),
    );
  });
  assert(shown.includes(seen), `${seen} in ${shown}`);
  // The specimens take the styles of the element above them, whose own arrive with its files.
  const flat = () =>
    page.evaluate(() => {
      const root = document.querySelector(".bench > div")?.shadowRoot;
      return [".strip", ".chip", ".icon", ".status"].filter((selector) => {
        const element = root?.querySelector(selector);
        return !element || getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)";
      });
    });
  await until(page, async () => (await flat()).length === 0, "all specimens have their styles");
});

test("the snippet is what was changed, and makes a blank page look the same", async () => {
  const { page } = await open({ colorScheme: "dark" });
  await openGroups(page);
  await type(page, "--keyhole-surface", "#fff8ee", "light");
  await type(page, "--keyhole-surface", "oklch(0.2 0.03 260)", "dark");
  await type(page, "--keyhole-accent", "#f0a", "dark");
  await type(page, "--keyhole-radius", "3px");
  const css = await snippet(page);
  assert.equal([...css.matchAll(/--keyhole-[\w-]+:/g)].length, 3, css);
  const here = await elementStyles(page);
  const blank = await browser.newPage({ colorScheme: "dark" });
  closeAfterTest(blank.context());
  await blank.goto(`${server.origin}/blank`);
  await blank.addStyleTag({ content: `:root { color-scheme: light dark } ${css}` });
  assert.deepEqual(await elementStyles(blank), here);
  await blank.emulateMedia({ colorScheme: "light" });
  await page.emulateMedia({ colorScheme: "light" });
  const light = await elementStyles(page);
  assert.notDeepEqual(light, here);
  assert.deepEqual(await elementStyles(blank), light);
  await page.getByRole("button", { name: "Reset surface" }).click();
  assert.doesNotMatch(await snippet(page), /surface/);
  await page.getByRole("button", { name: "Reset all" }).click();
  assert.doesNotMatch(await snippet(page), /--keyhole/);
});

test("an address carries the theme, and no harm", async () => {
  const { page } = await open();
  await page.getByRole("combobox", { name: "Preset" }).selectOption("dark");
  await type(page, "--keyhole-accent", "#0f0", "dark");
  await page.waitForURL(/#preset=dark&accent\.dark=/);
  const { page: other } = await open({ hash: new URL(page.url()).hash });
  assert.equal(await snippet(other), await snippet(page));
  assert.deepEqual(await elementStyles(other), await elementStyles(page));
  await other.getByRole("link", { name: "Contrast" }).click();
  assert.equal(await snippet(other), await snippet(page), "a jump is no theme");

  const hostile = new URLSearchParams({
    preset: "__proto__",
    "surface.light": "url(https://third.example/a.png)",
    "text.light": "red;} body{display:none",
    "accent.light": "var(--x, url(https://third.example/b.png))",
    shadow: "<img src=x onerror=alert(1)>",
    space: "expression(alert(1))",
    radius: "5px",
  });
  const { page: attacked, complaints, origins } = await open({ hash: `#${hostile}&%E0%A4%A=%` });
  assert.match(
    await snippet(attacked),
    /^keyhole-calls,\nkeyhole-call \{\n {2}--keyhole-radius: 5px;\n\}\n$/,
  );
  assert.deepEqual(complaints, []);
  assert.deepEqual([...origins], [server.origin]);
});

test("every state, language and direction can be looked at", async () => {
  const { page } = await open();
  const list = page.locator("keyhole-calls");
  const call = page.locator("keyhole-call");
  const choose = (name: string, label: string) =>
    page.getByRole("combobox", { name }).selectOption({ label });
  await choose("The list", "Empty");
  await list.locator("[part~='notice']").waitFor();
  await choose("The list", "Rate limited");
  await list.getByText("Too many").first().waitFor();
  await choose("The list", "Ten thousand");
  await list.getByRole("row").nth(3).waitFor();
  await choose("The call", "Missing");
  await call.locator("[part~='notice']").waitFor();
  await choose("The call", "Live");
  await call.locator("[part~='turn']").first().waitFor();
  await choose("Language", "German");
  await list.locator("[part~='status']").filter({ hasText: "Beendet" }).first().waitFor();
  await choose("Direction", "Right to left");
  assert.equal(await list.evaluate((element) => getComputedStyle(element).direction), "rtl");
  await choose("Scheme", "Dark");
  assert.equal((await elementStyles(page)).list.ground, "rgb(21, 23, 28)");
  await page.getByRole("slider", { name: "Width" }).fill("400");
  assert.equal(await page.locator("#frame").evaluate((frame) => frame.getBoundingClientRect().width), 400);
  await page.getByText("400 px").waitFor();
});

test("axe finds nothing in light and dark, in a wide window and a narrow one", async () => {
  const { page, complaints } = await open({ colorScheme: "light" });
  await page.locator("keyhole-call").locator("[part~='turn']").first().waitFor();
  await openGroups(page);
  await type(page, "--keyhole-text", "#555", "light");
  await page.getByText("Pairs that pass").click();
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1400, 320]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      await summary(page)
        .filter({ hasText: /under AA/ })
        .waitFor();
      const how = `${colorScheme}, ${width} px wide`;
      const asked = colorScheme === "light" ? "all" : "colours";
      for (const fault of await violationsOf(page.locator(":root"), { asked }))
        faults.push(`${how}: ${fault}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) faults.push(`${how}: ${overflow} px wider than the window`);
    }
  }
  assert.deepEqual([...faults, ...complaints], []);
});
