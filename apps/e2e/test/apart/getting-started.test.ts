/** The steps of "Getting started", as an owner follows them: over the simulator, and a stand-in for wrangler's remote calls. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { choosePorts, createSupervisor, type Supervisor } from "@keyhole/dev/processes";
import { startWorker } from "@keyhole/dev/worker";
import { type Simulator, startSimulator, TENANTS } from "@keyhole/simulator";
import type { Browser } from "playwright-core";
import { type Ended, OwnerFolder } from "../../../../packages/create-keyhole/test/owner-folder.ts";
import { openButton, rows } from "../support/calls.ts";
import { type OwnerServer, startOwnerServer } from "../support/owner-server.ts";
import { sharedBrowser } from "../support/shared.ts";

const PAGE = readFileSync(new URL("../../../docs/pages/getting-started.md", import.meta.url), "utf8");
/** The numbered steps with their texts, by title. */
const STEPS = new Map(
  PAGE.split(/^### \d\. /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf("\n")), text.split(/^## /m)[0] ?? ""]),
);
const ASSERTION_SECRET = "an-assertion-secret-of-the-tests-0123456789";
const [tenant = ""] = TENANTS;

let simulator: Simulator;
let supervisor: Supervisor;
let owner: OwnerFolder;
let server: OwnerServer;
let browser: Browser;
let workerUrl = "";
let port = 0;

before(async () => {
  [port = 0] = await choosePorts([{ name: "Worker", port: 0, setting: "port" }]);
  workerUrl = `http://127.0.0.1:${port}`;
  supervisor = await createSupervisor();
  [simulator, owner, server, browser] = await Promise.all([
    startSimulator({ port: 0, callCount: 200 }),
    OwnerFolder.open(workerUrl),
    startOwnerServer(supervisor),
    sharedBrowser.acquire(),
  ]);
});
after(async () => {
  if (browser) await sharedBrowser.release();
  server?.close();
  await supervisor?.stop();
  await simulator?.close();
  owner?.remove();
});

/** The commands that a step has the owner type. */
function commandsOf(title: string): string[] {
  const step = STEPS.get(title) ?? assert.fail(`there is no step "${title}"`);
  return [...step.matchAll(/```sh\n([^`]+)```/g)].flatMap(([, text = ""]) => text.trim().split("\n"));
}

/** The set-up's questions, answered by options, because nobody is there to answer. */
function answers(): string[] {
  return [
    ...["--yes", "--site", "acme", "--origin", server.origin, "--agents", "all", "--viewers", "host"],
    ...["--rows", "tenant", "--scopes", "calls:read", "--ultravox-url", simulator.baseUrl],
  ];
}

const SECRETS = () => ({ ULTRAVOX_API_KEY: simulator.apiKey, ACME_ASSERTION_SECRET: ASSERTION_SECRET });

/** Serves the Worker once it is deployed, while a command still waits for its health. */
async function serveWhenDeployed(ended: Promise<Ended>): Promise<Ended> {
  const isDeployed = () => owner.calls().some(({ args }) => args[0] === "deploy" && args[1] === "--tag");
  let over: Ended | undefined;
  while (!isDeployed() && over === undefined)
    over = await Promise.race([ended, new Promise<undefined>((resolve) => setTimeout(resolve, 50))]);
  if (over !== undefined) return over;
  const env = owner.account().secrets;
  await startWorker(supervisor, { config: join(owner.folder, "wrangler.jsonc"), port, env });
  return ended;
}

/** The lines for the page, as the set-up prints them. */
let lines = "";

describe("getting started", () => {
  it("has the steps that are followed here", () => {
    assert.deepEqual(
      [...STEPS.keys()],
      [
        "Run the set-up",
        "Look at what it wrote",
        "Change something",
        "See whether it works",
        "Tell Keyhole who is signed in",
        "Add the tag to a page",
      ],
    );
  });

  it("1. runs the set-up, which prints the lines for the page", async () => {
    assert.deepEqual(commandsOf("Run the set-up"), ["npm create keyhole voice"]);
    const { status, output } = await serveWhenDeployed(owner.create(answers(), SECRETS()));
    assert.equal(status, 0, output);
    lines = /<script [\s\S]*<\/keyhole-calls>/.exec(output)?.[0] ?? assert.fail(output);
  });

  it("2. finds the four files, and learns what claims open", async () => {
    const step = STEPS.get("Look at what it wrote") ?? "";
    const [, names = ""] = /four files: ([^.]+(?:\.\w+[^.]+)*)\. A site/.exec(step) ?? [];
    const files = [...names.matchAll(/`([\w.]+)`/g)].map(([, name]) => name);
    assert.deepEqual(files.toSorted(), Object.keys(owner.files()));
    writeFileSync(join(owner.folder, "claims.json"), JSON.stringify({ tenant }));
    const [command = ""] = commandsOf("Look at what it wrote");
    const { status, output } = await owner.keyhole(wordsOf(command), SECRETS());
    assert.equal(status, 0, output);
    assert.match(output, /Scopes: calls:read/);
    assert.match(output, /Calls: [1-9]\d*/);
  });

  it("3. changes the config, and deploys it", async () => {
    const file = join(owner.folder, "keyhole.config.ts");
    writeFileSync(
      file,
      owner.read("keyhole.config.ts").replace('"calls:read"', '"calls:read", "transcripts:read"'),
    );
    const [command = ""] = commandsOf("Change something");
    const { status, output } = await owner.keyhole([...wordsOf(command), "--yes"]);
    assert.equal(status, 0, output);
    assert.match(output, /Deployed the Worker/);
    const again = await owner.keyhole([...wordsOf(command), "--yes"]);
    assert.match(again.output, /The Worker is up to date/);
  });

  it("4. sees that it works", async () => {
    const page = await fetch(workerUrl, { headers: { Accept: "text/html" } });
    assert.equal(page.status, 200);
    const health = (await (await fetch(`${workerUrl}/v1/health`)).json()) as { status: string };
    assert.equal(health.status, "ok");
    assert.equal((await fetch(`${workerUrl}/keyhole.js`)).status, 200);
    const diagnosis = await fetch(`${workerUrl}/v1/doctor?site=acme`, { headers: { Origin: server.origin } });
    const { checks } = (await diagnosis.json()) as { checks: { id: string; ok: boolean | null }[] };
    assert.ok(checks.length > 0);
    assert.deepEqual(
      checks.filter(({ ok }) => ok !== true),
      [],
    );
  });

  it("5. and 6. copies the endpoint and pastes the lines, and a signed-in person sees calls and opens one", async () => {
    const [tag] = STEPS.get("Add the tag to a page")?.match(/<keyhole-calls .*<\/keyhole-calls>/) ?? [];
    assert.ok(tag !== undefined && lines.endsWith(tag), `${lines} is not ${tag}`);
    await server.copyEndpoint({ secret: ASSERTION_SECRET, tenant });
    const page = await (await browser.newContext({ viewport: { width: 1200, height: 900 } })).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(server.show(lines));
    await openButton(rows(page).nth(1)).click();
    await page.locator("keyhole-calls [part~='details']").waitFor();
    await page.locator("keyhole-calls [part~='turn']").first().waitFor();
    await page.context().close();
  });
});

/** What stands behind `npx keyhole` in a command. */
function wordsOf(command: string): string[] {
  assert.match(command, /^npx keyhole /);
  return command.split(" ").slice(2);
}
