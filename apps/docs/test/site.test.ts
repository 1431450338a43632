import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findChromium } from "@keyhole/dev/chromium";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import config from "../.vitepress/config.ts";
import { linkFaults, outsideFaults } from "./checks/site-faults.ts";
import { type BuiltFiles, buildSite, type SiteServer, serveSite } from "./support/built-site.ts";
import { readPages } from "./support/pages.ts";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
let files: BuiltFiles;
let site: SiteServer;
let browser: Browser;

before(async () => {
  files = await buildSite();
  site = await serveSite(files);
  browser = await chromium.launch(await findChromium());
});
after(async () => {
  await browser?.close();
  site?.close();
});

const paths = readPages().map(({ name }) => name.replace(/(?:index)?\.md$/, ""));

test("a dead link fails the build", () => {
  assert.equal(config.ignoreDeadLinks, undefined);
});

test("every link inside the site has a target", () => {
  assert.deepEqual(linkFaults(files), []);
});

test("every page is in the sidebar", () => {
  const links = JSON.stringify(config.themeConfig?.sidebar);
  // The theme renders a text as HTML.
  assert.doesNotMatch(links, /</);
  for (const path of paths.filter((path) => path !== "")) assert.ok(links.includes(`"/${path}"`), path);
});

test("the built files load nothing from other hosts", () => {
  assert.deepEqual(outsideFaults(files), []);
});

test("generated text is in the page and in the search index", () => {
  assert.match(files.get("errors.html") ?? "", /id="assertion_reused"/);
  const index = [...files].find(([name]) => name.includes("localSearchIndex"))?.[1] ?? "";
  assert.match(index, /errors#assertion_reused/);
  assert.match(
    files.get("reference/keyhole-call.html") ?? "",
    /id="keyboard"[\s\S]*turn-actions|turn-actions[\s\S]*id="keyboard"/,
  );
  assert.match(index, /reference\/keyhole-calls#events/);
});

test("every page is accessible in light and dark, fits 360 px and loads nothing from other hosts", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 780 }, reducedMotion: "reduce" });
  const faults: string[] = [];
  const others = new Set<string>();
  page.on("request", (request) => {
    if (!request.url().startsWith(`${site.origin}/`)) others.add(request.url());
  });
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  for (const path of paths) {
    await page.goto(`${site.origin}/${path}`);
    // The theme has taken the page over.
    await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
    await page.getByRole("heading", { level: 1 }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) faults.push(`/${path} is ${width} px wide`);
  }
  // In one document, by links: in each new one axe would begin cold, which takes most of the time.
  await page.evaluate(AXE);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(colorScheme === "dark" ? "html.dark" : "html:not(.dark)").waitFor();
    for (const path of paths) {
      await followLink(page, `/${path}`);
      // A scheme changes nothing but colours.
      const asked = colorScheme === "dark" ? "colours" : "all";
      const found = await accessibilityFaults(page, asked);
      faults.push(...found.map((fault) => `/${path}, ${colorScheme}: ${fault}`));
    }
  }
  assert.deepEqual([...faults, ...others], []);
  await page.evaluate(() => {
    const text = Object.assign(document.createElement("p"), { textContent: "Planted" });
    text.style.cssText = "color: #777; background: #888";
    document.querySelector("h1")?.after(text, document.createElement("img"));
  });
  assert.match((await accessibilityFaults(page, "all")).join(), /color-contrast[\s\S]*image-alt/);
  await page.close();
});

const planted: [what: string, faultsOf: (files: BuiltFiles) => string[], text: string][] = [
  ["a link to no page", linkFaults, '<a href="/b">b</a>'],
  ["a link to no heading", linkFaults, '<a class="x" href="#b">b</a>'],
  ["a foreign script", outsideFaults, '<script async src="https://a.example/x.js">'],
  ["a foreign font", outsideFaults, "@font-face{src:url(https://a.example/x.woff2)}"],
  ["a foreign style", outsideFaults, '<link rel="stylesheet" href="//a.example/x.css">'],
];

for (const [what, faultsOf, text] of planted) {
  test(`catches a planted mistake: ${what}`, () => {
    assert.equal(faultsOf(new Map([["a.html", text]])).length, 1);
  });
}

/** Goes to another page of the site as its links do; resolves when the theme shows it. */
async function followLink(page: Page, path: string): Promise<void> {
  await page.evaluate((path) => {
    const link = Object.assign(document.createElement("a"), { href: path });
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  // The theme names the text of a page after its path; the first page is of another kind.
  const text = path === "/" ? ".VPHome" : `.vp-doc.${path.replace(/[./]+/g, "_")}`;
  await page.locator(text).waitFor();
}

/** What axe finds serious or worse on a page. */
async function accessibilityFaults(page: Page, asked: "all" | "colours"): Promise<string[]> {
  const options = {
    resultTypes: ["violations"],
    preload: false,
    ...(asked === "colours" && { runOnly: ["color-contrast", "link-in-text-block"] }),
  };
  const violations = await page.evaluate<AxeResults["violations"]>(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id} in ${nodes[0]?.html}, ${nodes.length} in all`);
}
