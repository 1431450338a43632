import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { deployFaults } from "../deploy/deploy-faults.ts";
import { readDeployOptions } from "../deploy/deploy-options.ts";

let elements: string;
beforeEach(() => {
  elements = mkdtempSync(join(tmpdir(), "keyhole-deploy-"));
  mkdirSync(join(elements, "dist", "keyhole"), { recursive: true });
});
afterEach(() => rmSync(elements, { recursive: true }));

const manifestOf = (releases: Record<string, Record<string, string>>) =>
  JSON.stringify({
    latest: "9.9.9",
    releases: Object.entries(releases).map(([version, files]) => ({
      version,
      bundle: "keyhole.bundle.js",
      files: Object.fromEntries(
        Object.entries(files).map(([name, integrity]) => [name, { bytes: 1, integrity }]),
      ),
    })),
  });

/** Builds releases, and keeps the named ones; default: all. */
function build(releases: Record<string, Record<string, string>>, kept = Object.keys(releases)): void {
  writeFileSync(join(elements, "dist", "keyhole", "manifest.json"), manifestOf(releases));
  for (const version of kept) mkdirSync(join(elements, "releases", version), { recursive: true });
}

/** Runs the check against a local server that lists the live releases. */
async function faultsWith(
  status: number,
  body: string,
  headers: Record<string, string> = {},
  isDryRun = false,
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await deployFaults({ elements, publicUrl: `http://127.0.0.1:${port}`, isDryRun });
  } finally {
    assert.deepEqual(new Set(asked), new Set(["GET /keyhole/manifest.json"]));
    server.closeAllConnections();
    server.close();
  }
}

const A = { "keyhole.js": "sha384-a", "call.js": "sha384-b" };
const B = { "keyhole.js": "sha384-c", "call.js": "sha384-d" };

describe("a deployment is allowed", () => {
  test("if it has everything that is live", async () => {
    build({ "1.1.0": B, "1.0.0": A });
    assert.deepEqual(await faultsWith(200, manifestOf({ "1.0.0": A })), []);
  });

  test("if it is the same again", async () => {
    build({ "1.0.0": A });
    assert.deepEqual(await faultsWith(200, manifestOf({ "1.0.0": A })), []);
  });

  test("if nothing is live: no Worker, or one without a manifest", async () => {
    build({ "1.0.0": A });
    assert.deepEqual(await faultsWith(404, "There is nothing here yet"), []);
  });

  test("if the host has no address yet and --first is given", async () => {
    build({ "1.0.0": A });
    const fetch = () =>
      Promise.reject(
        new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code: "ENOTFOUND" }) }),
      );
    const deployment = { elements, publicUrl: "https://new.example", fetch };
    assert.deepEqual(await deployFaults({ ...deployment, isFirst: true }), []);
    // An offline machine gets the same error.
    await assert.rejects(deployFaults(deployment), /has no address.*--first/);
  });
});

describe("the command line of a deployment", () => {
  test("accepts options that change neither target nor content", () => {
    assert.deepEqual(readDeployOptions([]), { dryRun: false, first: false });
    assert.deepEqual(readDeployOptions(["--first", "--dry-run"]), { dryRun: true, first: true });
  });

  for (const args of [
    ["--dry-run", "false"],
    ["--dry-run=false"],
    ["--name", "other"],
    ["--env=x"],
    ["-c", "x"],
  ])
    test(`refuses ${args.join(" ")}`, () => {
      assert.throws(() => readDeployOptions(args), /takes --dry-run and --first, and not/);
    });
});

describe("a deployment is refused", () => {
  test("if it lacks a live release, and names the folder", async () => {
    build({ "1.1.0": B });
    const faults = await faultsWith(200, manifestOf({ "1.1.0": B, "1.0.0": A }));
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? "", /release 1\.0\.0 .*lacks it: packages\/elements\/releases\/1\.0\.0/);
  });

  test("if a file of a live release has other bytes, or is gone", async () => {
    build({ "1.0.0": { "keyhole.js": "sha384-a", "call.js": "sha384-other" } });
    const changed = await faultsWith(200, manifestOf({ "1.0.0": A }));
    assert.deepEqual(changed, ["The release 1.0.0 is live with another call.js than this build has."]);
    build({ "1.0.0": { "keyhole.js": "sha384-a" } });
    assert.equal((await faultsWith(200, manifestOf({ "1.0.0": A }))).length, 1);
  });

  test("if the current version is not released, and names the command", async () => {
    build({ "1.1.0": B, "1.0.0": A }, ["1.0.0"]);
    const faults = await faultsWith(200, manifestOf({ "1.0.0": A }));
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? "", /^1\.1\.0 is not released: run .* run release/);
  });

  test("but not before a dry run, which deploys nothing", async () => {
    build({ "1.1.0": B, "1.0.0": A }, ["1.0.0"]);
    assert.deepEqual(await faultsWith(200, manifestOf({ "1.0.0": A }), {}, true), []);
  });

  const unreadable: [what: string, status: number, body: string, headers?: Record<string, string>][] = [
    ["an error", 503, '{"code":"not_configured"}'],
    ["a page", 200, "<!doctype html>"],
    ["another JSON", 200, "{}"],
    ["a list of something", 200, '{"releases":[1]}'],
    ["a release without files", 200, '{"releases":[{"version":"1.0.0"}]}'],
    ["a file without a hash", 200, '{"releases":[{"version":"1.0.0","files":{"a.js":{}}}]}'],
    ["a redirect", 302, "", { Location: "/elsewhere" }],
  ];
  for (const [what, status, body, headers] of unreadable) {
    test(`if the answer is ${what}, because then the live releases are unknown`, async () => {
      build({ "1.0.0": A });
      await assert.rejects(faultsWith(status, body, headers), /Which releases are live could not be read/);
    });
  }

  test("if nobody answers", async () => {
    build({ "1.0.0": A });
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }));
    await assert.rejects(
      deployFaults({ elements, publicUrl: "https://down.example", fetch }),
      /ECONNREFUSED/,
    );
  });
});
