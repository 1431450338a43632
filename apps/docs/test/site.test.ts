import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findChromium } from "@keyhole/dev/chromium";
import { type Browser, chromium } from "playwright-core";
import config from "../.vitepress/config.ts";
import { linkFaults } from "./checks/link-faults.ts";
import { outsideFaults } from "./checks/outside-faults.ts";
import { accessibilityFaults } from "./support/accessibility-faults.ts";
import { type BuiltSite, buildSite } from "./support/built-site.ts";
import { readPages } from "./support/pages.ts";
import { serveSite } from "./support/serve-site.ts";

let site: BuiltSite;
let browser: Browser;

before(async () => {
  site = buildSite();
  browser = await chromium.launch(await findChromium());
});

after(async () => {
  await browser?.close();
  site?.remove();
});

const paths = readPages().map(({ name }) => name.replace(/(?:index)?\.md$/, ""));

test("dead links end the build", () => {
  assert.equal(config.ignoreDeadLinks, undefined);
});

test("every link inside the site leads somewhere", () => {
  assert.deepEqual(linkFaults(site.files), []);
});

test("every page is in the sidebar", () => {
  const links = JSON.stringify(config.themeConfig?.sidebar);
  // The theme shows a text as HTML.
  assert.doesNotMatch(links, /</);
  for (const path of paths.filter((path) => path !== "")) assert.ok(links.includes(`"/${path}"`), path);
});

test("nothing is loaded from elsewhere", () => {
  assert.deepEqual(outsideFaults(site.files), []);
});

test("what is generated from the code is in the page and can be searched for", () => {
  assert.match(site.files.get("errors.html") ?? "", /id="assertion_reused"/);
  const index = [...site.files].find(([name]) => name.includes("localSearchIndex"))?.[1] ?? "";
  assert.match(index, /errors#assertion_reused/);
  assert.match(
    site.files.get("reference/keyhole-call.html") ?? "",
    /id="keyboard"[\s\S]*turn-actions|turn-actions[\s\S]*id="keyboard"/,
  );
  assert.match(index, /reference\/keyhole-calls#events/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page opens, ${colorScheme} and narrow, whole and accessible, with nothing from elsewhere`, async () => {
    const { origin, stop } = await serveSite(site);
    try {
      const page = await browser.newPage({ viewport: { width: 360, height: 780 }, colorScheme });
      const faults: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(origin)) faults.push(`asked for ${request.url()}`);
      });
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      page.on("pageerror", (error) => faults.push(error.message));
      for (const path of paths) {
        await page.goto(`${origin}/${path}`, { waitUntil: "networkidle" });
        await page.getByRole("heading", { level: 1 }).waitFor();
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 360) faults.push(`/${path} is ${width} px wide`);
        faults.push(...(await accessibilityFaults(page)).map((fault) => `/${path}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    } finally {
      stop();
    }
  });
}

const planted: [what: string, faults: string[]][] = [
  ["a page", linkFaults(new Map([["a.html", '<a href="/b">b</a>']]))],
  ["a heading", linkFaults(new Map([["a.html", '<a class="x" href="#b">b</a>']]))],
  ["a script of others", outsideFaults(new Map([["a.html", '<script async src="https://a.example/x.js">']]))],
  ["a font of others", outsideFaults(new Map([["a.css", "@font-face{src:url(https://a.example/x.woff2)}"]]))],
  [
    "a style of others",
    outsideFaults(new Map([["a.html", '<link rel="stylesheet" href="//a.example/x.css">']])),
  ],
];

for (const [what, faults] of planted) {
  test(`a planted mistake is caught: ${what}`, () => assert.equal(faults.length, 1));
}
