import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { choosePorts } from "@keyhole/dev/processes";
import type { Browser, Page } from "playwright-core";
import { sharedBrowser } from "../support/shared.ts";
import { copyWorkspace, type WorkspaceCopy } from "../support/workspace-copy.ts";

const NAMES = ["PAGE", "PLAYGROUND", "BROKER", "SIMULATOR"] as const;

let copy: WorkspaceCopy;
let dev: ChildProcess;
let browser: Browser;
let page: Page;
let playground: Page;
let brokerUrl = "";

before(async () => {
  copy = copyWorkspace();
  const ports = await choosePorts(NAMES.map((name) => ({ name, port: 0, setting: name })));
  const settings = NAMES.map((name, index) => [`KEYHOLE_${name}_PORT`, String(ports[index])]);
  dev = spawn(process.execPath, ["apps/launch/src/start.ts", "--dev"], {
    cwd: copy.root,
    env: { ...process.env, ...Object.fromEntries(settings), KEYHOLE_CALLS: "200" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: dev.stdout ?? process.stdin });
  let isReady = false;
  for await (const line of lines) {
    isReady = line.includes("Ctrl-C");
    if (isReady) break;
  }
  assert(isReady, "dev ended before it was ready");
  dev.stdout?.resume();
  brokerUrl = `http://127.0.0.1:${ports[2]}`;
  browser = await sharedBrowser.acquire();
  page = await open(`http://localhost:${ports[0]}`);
  playground = await open(`http://localhost:${ports[1]}`);
});
after(async () => {
  if (browser) await sharedBrowser.release();
  const ended = new Promise((resolve) => dev?.once("exit", resolve));
  dev?.kill("SIGINT");
  if (dev) await ended;
  copy?.remove();
});

async function open(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  context.setDefaultTimeout(60_000);
  const opened = await context.newPage();
  await opened.goto(url);
  await opened.locator("keyhole-calls").getByRole("row").nth(1).waitFor();
  return opened;
}

/** Changes a source and waits until it has arrived. The time is told and not judged: it is the machine's too. */
async function change(
  [path, text, by]: [path: string, text: string, by: string],
  arrives: () => Promise<unknown>,
  tell: (text: string) => void,
): Promise<void> {
  const startedMs = performance.now();
  copy.edit(path, text, by);
  await arrives();
  tell(`${path}: ${Math.round(performance.now() - startedMs)} ms`);
}

describe("dev", () => {
  it("shows a changed element on the page and in the playground", async (t) => {
    const mark = 'document.documentElement.dataset.changed = "element";\ndefineElements();';
    const shown = (where: Page) => where.locator("html[data-changed=element]").waitFor();
    await change(
      ["packages/elements/src/keyhole.ts", "defineElements();", mark],
      () => Promise.all([shown(page), shown(playground)]),
      (text) => t.diagnostic(text),
    );
  });

  it("shows a changed page", async (t) => {
    await change(
      ["apps/demo/src/page/index.html", "Who is looking?", "Who is there?"],
      () => page.getByText("Who is there?").waitFor(),
      (text) => t.diagnostic(text),
    );
    await change(
      ["apps/demo/src/page/page.css", ".account {", ".account { outline: 3px solid red;"],
      () =>
        page.waitForFunction("getComputedStyle(document.querySelector('.account')).outlineWidth === '3px'"),
      (text) => t.diagnostic(text),
    );
  });

  it("shows a changed page of the playground", async (t) => {
    await change(
      ["apps/playground/src/page/index.html", "<h1>Theme</h1>", "<h1>Colours</h1>"],
      () => playground.getByRole("heading", { name: "Colours" }).waitFor(),
      (text) => t.diagnostic(text),
    );
  });

  it("reloads the page with a changed broker", async (t) => {
    const answer = () => fetch(`${brokerUrl}/v1/health`);
    const isChanged = async () => (await answer()).headers.get("x-content-type-options") === "changed";
    await change(
      [copy.find("packages/broker/src/**/*.ts", '"nosniff"'), '"nosniff"', '"changed"'],
      async () => {
        do await page.waitForEvent("load");
        while (!(await isChanged()));
      },
      (text) => t.diagnostic(text),
    );
  });
});
