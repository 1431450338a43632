/** The script runs however a page includes it, and beside whatever the page's policy for trusted markup allows. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { openButton, rows } from "./support/calls.ts";
import { type GuestWorld, openGuestWorld } from "./support/guest-world.ts";

let world: GuestWorld;
before(async () => {
  world = await openGuestWorld({});
});
after(() => world?.close());

const LIST = '<keyhole-calls site="dozen"></keyhole-calls>';
const LISTEN = `<script>addEventListener("keyhole-error", ({ kind }) => { document.documentElement.dataset.error = kind; });</script>`;

const open = (html: string) => world.open("/list", { "/list": LISTEN + html });

/** Opens a call, so that files of every kind have loaded. */
async function showsTurns(page: Page): Promise<void> {
  await openButton(rows(page).nth(1)).click();
  await page.locator("keyhole-calls").locator("[part~='turn']").nth(1).waitFor();
}

describe("a tag without type=module", () => {
  const classic = '<script src="{broker}/keyhole.js"></script>';
  const pages: Readonly<Record<string, string>> = {
    "before the element": classic + LIST,
    "after the element": LIST + classic,
    "with defer": `<script defer src="{broker}/keyhole.js"></script>${LIST}`,
    "with async": `<script async src="{broker}/keyhole.js"></script>${LIST}`,
    "with crossorigin": `<script crossorigin src="{broker}/keyhole.js"></script>${LIST}`,
    "beside names of the page": `<script>var t = 1, url = "mine"; const e = 2; function g() {}</script>${classic}${LIST}`,
    "twice, and once as a module": `${classic}${classic}<!--keyhole-->${LIST}`,
  };
  for (const [where, html] of Object.entries(pages)) {
    it(`shows rows and turns ${where}`, async () => {
      const page = await open(html);
      await showsTurns(page);
      if (where.includes("names")) assert.equal(await page.evaluate("t + url + e"), "1mine2");
      await page.context().close();
    });
  }
});

describe("a policy for trusted markup", () => {
  const required = "; require-trusted-types-for 'script'";
  const policy = (content: string) => `<meta http-equiv="Content-Security-Policy" content="${content}">`;
  const other = `<script>trustedTypes.createPolicy("lit-html", { createHTML: (html) => html });</script>`;
  const again = '<script type="module" src="{broker}/keyhole.js?again"></script>';

  it("may give Lit's own name to another copy of Lit", async () => {
    const page = await open(
      `${policy(`trusted-types lit-html keyhole${required}`)}${other}<!--keyhole-->${LIST}`,
    );
    await showsTurns(page);
    await page.context().close();
  });

  it("is made once for all copies of the script", async () => {
    const page = await open(`${policy(`trusted-types keyhole${required}`)}<!--keyhole-->${again}${LIST}`);
    await showsTurns(page);
    assert.equal(await page.locator("html[data-error]").count(), 0);
    await page.context().close();
  });

  it("may refuse ours where untrusted markup is allowed", async () => {
    const page = await open(`${policy("trusted-types other")}<!--keyhole-->${LIST}`);
    await showsTurns(page);
    await page.context().close();
  });

  it("is named in a notice and an event where nothing can be rendered without it", async () => {
    const page = await open(`${policy(`trusted-types other${required}`)}<!--keyhole-->${LIST}`);
    await page.getByText("This page keeps the element from working").waitFor();
    await page.getByText("TrustedHTML").waitFor();
    assert.equal(await page.locator("html").getAttribute("data-error"), "page");
    await page.context().close();
  });
});
