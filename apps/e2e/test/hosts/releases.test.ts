import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildWhenNeeded } from "@keyhole/dev/build";
import type { Browser, Page } from "playwright-core";
import { buildDist } from "../../../../packages/elements/build/build-dist.ts";
import { differences, readReleases } from "../../../../packages/elements/build/release-files.ts";
import { openButton, rows } from "../support/calls.ts";
import { type Deployment, prepareDeployment } from "../support/deployment.ts";
import { type EmbeddingPage, serveEmbeddingPage } from "../support/embedding-page.ts";
import { releaseElements } from "../support/release-elements.ts";
import { sharedBrowser } from "../support/shared.ts";

/** What the package is built to. */
const BUILT = fileURLToPath(new URL("../../../../packages/elements/dist/", import.meta.url));
buildWhenNeeded("elements");
/** The version that a page names: that of now. */
const FIRST: string = JSON.parse(readFileSync(join(BUILT, "keyhole/manifest.json"), "utf8")).latest;
/** The version that is deployed after it. */
const SECOND = "9.1.0";
const IMMUTABLE = "public, max-age=31536000, immutable";

interface Manifest {
  latest: string;
  releases: {
    version: string;
    bundle: string;
    files: Record<string, { bytes: number; integrity: string }>;
  }[];
}

const folder = mkdtempSync(join(tmpdir(), "keyhole-releases-"));
const folders = (dist: string) => ({ releases: join(folder, "releases"), dist: join(folder, dist) });
let browser: Browser;
let host: EmbeddingPage;
let deployment: Deployment;
/** A page that was opened with the moving script while the first version was deployed. */
let early: Page;
/** What the first version's deployment answered, by path. */
const answered = new Map<string, Buffer>();

before(async () => {
  cpSync(join(BUILT, "keyhole", FIRST), join(folder, "releases", FIRST), { recursive: true });
  await releaseElements(SECOND, folders("second"));
  browser = await sharedBrowser.acquire();
  host = await serveEmbeddingPage();
  deployment = await prepareDeployment(host.origin);

  await deployment.deploy(BUILT);
  const paths = Object.keys(releaseOf(await manifest(), FIRST).files).map((name) => pathOf(FIRST, name));
  for (const path of ["/keyhole.js", ...paths]) answered.set(path, await bytesOf(await get(path)));
  early = await openPage({ src: `${deployment.brokerUrl}/keyhole.js` });
  await rows(early).first().waitFor();

  await deployment.deploy(folders("second").dist);
});
after(async () => {
  if (browser) await sharedBrowser.release();
  await deployment?.stop();
  host?.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(`${deployment.brokerUrl}${path}`, init);
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const manifest = async () => (await (await get("/keyhole/manifest.json")).json()) as Manifest;
const pathOf = (version: string, name: string) => `/keyhole/${version}/${name}`;

function releaseOf({ releases }: Manifest, version: string) {
  const release = releases.find((one) => one.version === version);
  assert.ok(release, `there is no ${version}`);
  return release;
}

const requests = new WeakMap<Page, string[]>();
/** Paths of everything that a page asked for below `/keyhole`. */
const scriptsOf = (page: Page) => requests.get(page) ?? [];

async function openPage(script: { src: string; integrity?: string }): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(60_000);
  const paths: string[] = [];
  requests.set(page, paths);
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/keyhole")) paths.push(pathname);
  });
  await page.goto(host.embed(script));
  return page;
}

/** Opens the first call of the list, which takes a part that is loaded when it is needed. */
async function openCall(page: Page): Promise<void> {
  await openButton(rows(page).first()).click();
  await page.locator('keyhole-calls [part~="details-fields"]').waitFor({ state: "attached" });
}

test("both versions are listed, and every file has the bytes and the hash that the list says", async () => {
  const { latest, releases } = await manifest();
  assert.equal(latest, SECOND);
  assert.deepEqual(
    releases.map(({ version }) => version),
    [SECOND, FIRST],
  );
  for (const { version, files, bundle } of releases) {
    assert.ok(Object.keys(files).includes(bundle));
    for (const [name, { bytes, integrity }] of Object.entries(files)) {
      const answer = await get(pathOf(version, name));
      assert.equal(answer.status, 200, name);
      assert.equal(answer.headers.get("Cache-Control"), IMMUTABLE, name);
      const body = await bytesOf(answer);
      const hash = createHash("sha384").update(body).digest("base64");
      assert.deepEqual({ bytes: body.length, integrity: `sha384-${hash}` }, { bytes, integrity }, name);
    }
  }
});

test("the files of the first version are those that they were, and the moving script moved on", async () => {
  assert.ok(answered.size > 5);
  for (const [path, bytes] of answered) {
    const now = await bytesOf(await get(path));
    assert.equal(now.equals(bytes), path !== "/keyhole.js", path);
  }
  const moved = await get("/keyhole.js");
  assert.equal(moved.headers.get("Cache-Control"), "public, max-age=300, must-revalidate");
  assert.deepEqual(await bytesOf(moved), await bytesOf(await get(pathOf(SECOND, "keyhole.js"))));
  assert.notDeepEqual(answered.get("/keyhole.js"), undefined);
});

test("who has a file is told that it is the same, and HEAD tells its headers", async () => {
  const path = pathOf(FIRST, "keyhole.js");
  const etag = (await get(path)).headers.get("ETag") ?? "none";
  assert.equal((await get(path, { headers: { "If-None-Match": etag } })).status, 304);
  const head = await get(path, { method: "HEAD" });
  assert.equal(head.headers.get("Content-Type"), "text/javascript; charset=utf-8");
  assert.equal(head.headers.get("Cross-Origin-Resource-Policy"), "cross-origin");
});

test("nothing else of the static files is answered", async () => {
  const there = ["/keyhole/", `/keyhole/${FIRST}`, `/keyhole/${FIRST}/`, "/keyhole"];
  for (const path of there) assert.equal((await get(path)).status, 404, path);
});

test("a page that was open before the second deployment loads the rest of its own version", async () => {
  assert.ok(!scriptsOf(early).includes(pathOf(FIRST, "call.js")));
  await openCall(early);
  const [script, ...parts] = scriptsOf(early);
  assert.equal(script, "/keyhole.js");
  assert.ok(parts.includes(pathOf(FIRST, "call.js")));
  assert.deepEqual(
    parts.filter((path) => !path.startsWith(pathOf(FIRST, ""))),
    [],
  );
});

test("a page that names the first version has all of that version, and of no other", async () => {
  const page = await openPage({ src: `${deployment.brokerUrl}${pathOf(FIRST, "keyhole.js")}` });
  await rows(page).first().waitFor();
  await openCall(page);
  assert.ok(scriptsOf(page).includes(pathOf(FIRST, "call.js")));
  assert.deepEqual(
    scriptsOf(page).filter((path) => !path.startsWith(pathOf(FIRST, ""))),
    [],
  );
});

test("a page with the moving script has the second version", async () => {
  const page = await openPage({ src: `${deployment.brokerUrl}/keyhole.js` });
  await openCall(page);
  assert.ok(scriptsOf(page).includes(pathOf(SECOND, "call.js")));
});

test("the single file of the first version works with its hash, and loads nothing more", async () => {
  const { bundle, files } = releaseOf(await manifest(), FIRST);
  const src = `${deployment.brokerUrl}${pathOf(FIRST, bundle)}`;
  const page = await openPage({ src, integrity: files[bundle]?.integrity ?? "none" });
  await rows(page).first().waitFor();
  await openCall(page);
  assert.deepEqual(scriptsOf(page), [pathOf(FIRST, bundle)]);
});

test("a single file that was tampered with is not run, because of its hash", async () => {
  const { bundle, files } = releaseOf(await manifest(), FIRST);
  const script = { src: `${deployment.brokerUrl}${pathOf(FIRST, bundle)}` };
  const integrity = files[bundle]?.integrity ?? "none";
  const page = await openPage(script);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.route(`**/${bundle}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};globalThis.tampered = true;` });
  });
  const isRun = () =>
    page.evaluate(() => ["tampered" in globalThis, customElements.get("keyhole-calls") !== undefined]);

  await page.goto(host.embed({ ...script, integrity }), { waitUntil: "load" });
  assert.deepEqual(await isRun(), [false, false]);
  assert.ok(
    said.some((text) => /integrity/i.test(text)),
    said.join("\n"),
  );
  // Without the hash it runs, so that this means something.
  await page.goto(host.embed(script), { waitUntil: "load" });
  assert.deepEqual(await isRun(), [true, true]);
});

test("a release is built again from its sources byte for byte, and never with others", async () => {
  const { releases } = folders("again");
  const kept = readReleases(releases);
  const first = kept.get(FIRST) ?? assert.fail();
  const second = kept.get(SECOND) ?? assert.fail();
  // Two builds of the same sources, in processes of their own: only the version differs.
  const expected = new Map([...first].map(([name, bytes]) => [name, withVersion(bytes, FIRST, SECOND)]));
  assert.ok(first.size > 5);
  assert.deepEqual(differences(expected, second), []);
  appendFileSync(join(releases, FIRST, "call.js"), " ");
  // The one file that was changed is the only one with other bytes.
  const options = { ...folders("again"), version: FIRST, keepSizes: false };
  const { faults } = await buildDist(options, async () => ({ files: first, modules: {} }));
  assert.ok(
    faults.join().includes(`${FIRST} is released, and these sources build it with other bytes (call.js)`),
    faults.join(),
  );
});

function withVersion(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}
