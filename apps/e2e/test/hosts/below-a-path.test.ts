import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildWhenNeeded } from "@keyhole/dev/build";
import type { Browser } from "playwright-core";
import { openButton, rows } from "../support/calls.ts";
import { type Deployment, prepareDeployment } from "../support/deployment.ts";
import { type EmbeddedScript, type EmbeddingPage, serveEmbeddingPage } from "../support/embedding-page.ts";
import { startOwnZone } from "../support/own-zone.ts";
import { type PathProxy, servePathProxy } from "../support/path-proxy.ts";
import { sharedBrowser } from "../support/shared.ts";

const PATH = "/voice";
const ELEMENTS = fileURLToPath(new URL("../../../../packages/elements/dist/", import.meta.url));

let version: string;
let browser: Browser;
let host: EmbeddingPage;
let proxy: PathProxy;
let deployment: Deployment;

before(async () => {
  buildWhenNeeded("elements");
  version = JSON.parse(readFileSync(`${ELEMENTS}keyhole/manifest.json`, "utf8")).latest;
  browser = await sharedBrowser.acquire();
  host = await serveEmbeddingPage();
  proxy = await servePathProxy(PATH, () => deployment.brokerUrl);
  deployment = await prepareDeployment(host.origin, `${proxy.origin}${PATH}`);
  await deployment.deploy(ELEMENTS);
});
after(async () => {
  if (browser) await sharedBrowser.release();
  await deployment?.stop();
  proxy?.close();
  host?.close();
});

/** Opens a list and a call of it. Answers the paths of all requests below the proxy's origin. */
async function listAndOpen(script: EmbeddedScript): Promise<string[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const paths: string[] = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === proxy.origin) paths.push(pathname);
  });
  await page.goto(host.embed(script));
  await openButton(rows(page).first()).click();
  await page.locator('keyhole-calls [part~="details-fields"]').waitFor();
  await context.close();
  assert.deepEqual(proxy.strays, []);
  return paths;
}

for (const manner of ["keeps the path", "takes the path away"] as const) {
  test(`the script's own broker lists and opens calls below a path, where the proxy ${manner}`, async () => {
    proxy.setManner(manner);
    const paths = await listAndOpen({ src: `${proxy.origin}${PATH}/keyhole.js` });
    for (const path of ["/v1/token", `/keyhole/${version}/call.js`])
      assert(paths.includes(`${PATH}${path}`), `${path} is not among ${paths.join(" ")}`);
  });
}

test("a released script below a path finds the files of its version, and its broker", async () => {
  const paths = await listAndOpen({ src: `${proxy.origin}${PATH}/keyhole/${version}/keyhole.js` });
  assert(paths.includes(`${PATH}/v1/token`));
  assert(paths.includes(`${PATH}/keyhole/${version}/call.js`));
});

test("a page of the same origin needs no other host in its policy, and no preflight", async (t) => {
  const zone = await startOwnZone(PATH);
  t.after(() => zone.close());
  const page = await browser.newPage();
  t.after(() => page.close());
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(zone.page);
  await openButton(rows(page).first()).click();
  await page.locator("keyhole-calls [part~='details']").waitFor();
  assert(zone.requests.includes(`POST ${PATH}/v1/token`));
  assert.deepEqual(
    zone.requests.filter((request) => request.startsWith("OPTIONS ")),
    [],
  );
  assert.deepEqual(complaints, []);
});

for (const end of ["", "/"]) {
  test(`the attribute broker takes a path that ends with "${PATH}${end}"`, async () => {
    const broker = `${proxy.origin}${PATH}${end}`;
    const paths = await listAndOpen({ src: `${deployment.brokerUrl}/keyhole.js`, broker });
    assert(paths.includes(`${PATH}/v1/token`), paths.join(" "));
  });
}
