import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import type { Page } from "playwright-core";
import { openButton, rows } from "./support/calls.ts";
import { type HostPage, LIST, openHostPage, scriptTag } from "./support/host-page.ts";
import { collectViolationReports, type ViolationReports } from "./support/violation-reports.ts";
import { openWorld, type World } from "./support/world.ts";

const MEMBER_LIST = '<keyhole-calls site="acme" assertion-src="/keyhole-assertion"></keyhole-calls>';

let world: World;
let reports: ViolationReports;
before(async () => {
  world = await openWorld();
  reports = await collectViolationReports();
});
after(async () => {
  reports?.close();
  await world?.close();
});

/** The strictest policy that the README promises to be enough, and where to report what breaks it. */
function policy(): string {
  const { brokerUrl } = world.demo;
  return [
    "default-src 'none'",
    `script-src ${brokerUrl}`,
    `connect-src 'self' ${brokerUrl}`,
    `media-src ${brokerUrl}`,
    "style-src 'none'",
    "require-trusted-types-for 'script'",
    `report-uri ${reports.url}`,
  ].join("; ");
}

async function openUnderPolicy(html: string): Promise<HostPage> {
  reports.received.length = 0;
  const headers = { "Content-Security-Policy": policy() };
  return openHostPage(world, {
    "/strict": { html: scriptTag(world) + html, headers },
  });
}

async function signIn(page: Page, member: string): Promise<void> {
  await page.evaluate(async (member) => {
    const headers = { "Content-Type": "application/json" };
    await fetch("/sign-in", { method: "POST", headers, body: JSON.stringify({ member }) });
  }, member);
}

async function setScenario(name: string): Promise<void> {
  const response = await fetch(`${world.demo.simulatorUrl}/_simulator/scenario`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
  });
  assert.equal(response.ok, true, await response.text());
}

/** Puts one call on the page, as a script of the page would: the policy allows no inline one. */
async function showCall(page: Page, callId: string): Promise<void> {
  await page.evaluate((id) => {
    document.querySelector("keyhole-call")?.remove();
    const call = document.createElement("keyhole-call");
    for (const [name, value] of [
      ["site", "acme"],
      ["assertion-src", "/keyhole-assertion"],
      ["call-id", id],
    ] as const) {
      call.setAttribute(name, value);
    }
    document.body.append(call);
  }, callId);
}

/** Reads, searches, plays and saves the call on the page. */
async function useCall(page: Page): Promise<void> {
  const call = page.locator("keyhole-call");
  await call.locator("[part~='turn']").first().waitFor();
  await call.getByRole("button", { name: "Play", exact: true }).click();
  await call.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.waitForFunction(() => {
    const bar = document.querySelector("keyhole-call")?.shadowRoot?.querySelector<HTMLInputElement>(".seek");
    return Number(bar?.value) > 0.3;
  });
  await call.getByRole("button", { name: "Pause", exact: true }).click();
  await call.getByRole("searchbox").fill("the");
  await call.locator("[part~='match']").first().waitFor();
  await call.getByRole("searchbox").fill("");
  for (const format of ["Text", "JSON", "WebVTT"]) {
    await call.getByText("Download", { exact: true }).click();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      call.getByRole("button", { name: format }).click(),
    ]);
    assert.match(saved.suggestedFilename(), /^call-[\w-]+\.(txt|json|vtt)$/);
  }
  await call.getByText("Events", { exact: true }).click();
  await call.locator("[part~='event']").first().waitFor();
}

/** Narrows the list by each kind of control, asks again, and saves it. */
async function useToolbar(page: Page): Promise<void> {
  const list = page.locator("keyhole-calls");
  await list.getByRole("combobox", { name: "Status" }).selectOption("ended");
  await list.getByRole("combobox", { name: "Date" }).selectOption("last-30-days");
  await list.getByRole("combobox", { name: "Duration" }).selectOption({ index: 1 });
  await list.getByRole("searchbox").first().fill("call");
  await list.getByRole("list", { name: "Active filters" }).waitFor();
  await list.getByRole("button", { name: "Clear all" }).click();
  await rows(page).first().waitFor();
  await list.getByRole("button", { name: "Refresh" }).click();
  await list.getByText("Export", { exact: true }).click();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    list.getByText("CSV, for spreadsheets").click(),
  ]);
  assert.match(saved.suggestedFilename(), /\.csv$/);
}

test("list and call work under the strictest page policy, and ask page and broker alone", async () => {
  const { page, complaints, origins, mints } = await openUnderPolicy(MEMBER_LIST);
  const list = page.locator("keyhole-calls");
  await list.getByText("You are not signed in").waitFor();
  await signIn(page, "ines");
  await list.getByRole("button", { name: "Try again" }).click();
  await rows(page).first().waitFor();

  await openButton(rows(page).first()).focus();
  for (let pages = 0; pages < 4; pages += 1) {
    await page.keyboard.press("End");
    await page.waitForTimeout(300);
  }
  await page.keyboard.press("Home");
  await useToolbar(page);
  await openButton(rows(page).first()).click();
  await list.getByText("Call ID").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await list.getByText("Call ID").waitFor({ state: "detached" });

  await showCall(page, SHOWCASE_CALL_IDS.conversation);
  await useCall(page);
  for (const id of [SHOWCASE_CALL_IDS.difficult, SHOWCASE_CALL_IDS.rightToLeft]) {
    await showCall(page, id);
    await page.locator("keyhole-call").locator("[part~='turn']").first().waitFor();
  }

  await setScenario("unauthorised");
  try {
    await showCall(page, SHOWCASE_CALL_IDS.direct);
    await page.locator("keyhole-call").getByText("rejects the API key").first().waitFor();
  } finally {
    await setScenario("normal");
  }
  // The Worker may know the call itself from another page; then its parts alone failed, the transcript first.
  await page.locator("keyhole-call").getByRole("button", { name: "Try again" }).first().click();
  await page.locator("keyhole-call").locator("[part~='turn']").first().waitFor();
  await list.evaluate((element: HTMLElement & { signOut(): Promise<void> }) => element.signOut());
  await list.getByText("You are signed out").waitFor();

  assert.deepEqual(complaints, []);
  assert.deepEqual(reports.received, []);
  assert.deepEqual(origins(), [world.demo.brokerUrl, world.demo.pageUrl].sort());
  assert.equal(mints(), 1, "list and calls share one token");
});

for (const [what, attribute, headers] of [
  [
    "a nonce and 'strict-dynamic'",
    'nonce="abc"',
    () => ({
      "Content-Security-Policy": policy().replace(
        /script-src [^;]+/,
        "script-src 'nonce-abc' 'strict-dynamic'",
      ),
    }),
  ],
  [
    "cross-origin isolation",
    "",
    () => ({
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Opener-Policy": "same-origin",
    }),
  ],
] as const) {
  test(`list and call work under ${what}`, async () => {
    const { page, context, complaints } = await openHostPage(world, {
      "/strict": {
        html: scriptTag(world).replace("<script", `<script ${attribute}`) + LIST,
        headers: headers(),
      },
    });
    await rows(page).first().waitFor();
    await signIn(page, "ines");
    await showCall(page, SHOWCASE_CALL_IDS.conversation);
    await useCall(page);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("the styles apply though the page allows none of its own", async () => {
  const { page } = await openUnderPolicy('<keyhole-calls site="northside"></keyhole-calls>');
  await rows(page).first().waitFor();
  const radius = await page
    .locator("keyhole-calls")
    .locator("[part~='box']")
    .evaluate((element) => getComputedStyle(element).borderTopLeftRadius);
  assert.equal(radius, "12px");
});

test("both collectors catch what a page plants", async () => {
  const plants: [string, RegExp, (page: Page) => Promise<unknown>][] = [
    [
      "a style",
      /style-src/,
      (page) => page.evaluate(() => document.body.setAttribute("style", "color: red")),
    ],
    [
      "markup",
      /require-trusted-types-for/,
      (page) =>
        page.evaluate(() => {
          try {
            document.body.innerHTML = "<b>x</b>";
          } catch {
            // What the policy is for.
          }
        }),
    ],
    [
      "a request elsewhere",
      /connect-src/,
      (page) => page.evaluate(() => fetch("https://third.example/x").catch(() => {})),
    ],
  ];
  for (const [what, directive, plant] of plants) {
    const { page, context, complaints } = await openUnderPolicy(
      '<keyhole-calls site="northside"></keyhole-calls>',
    );
    await rows(page).first().waitFor();
    assert.deepEqual([...complaints, ...reports.received], [], `before ${what}`);
    await plant(page);
    const areTold = () => complaints.length > 0 && reports.received.length > 0;
    for (let tries = 0; tries < 1_200 && !areTold(); tries += 1) await page.waitForTimeout(50);
    assert.match(complaints.join("\n"), directive, what);
    assert.match(reports.received.join("\n"), directive, what);
    await context.close();
  }
});

test("a request to somebody else is noticed", async () => {
  const { page, origins } = await openHostPage(world, {
    "/loose": { html: `${scriptTag(world)}<keyhole-calls site="northside"></keyhole-calls>` },
  });
  await rows(page).first().waitFor();
  assert.deepEqual(origins(), [world.demo.brokerUrl, world.demo.pageUrl].sort());
  await page.evaluate((url) => fetch(url).catch(() => {}), world.demo.simulatorUrl);
  assert.deepEqual(origins(), [world.demo.brokerUrl, world.demo.pageUrl, world.demo.simulatorUrl].sort());
});
