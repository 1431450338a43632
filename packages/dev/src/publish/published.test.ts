import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { buildWhenNeeded } from "../build-when-needed.ts";
import { installPacked } from "./install-packed.ts";
import { type Packed, pack } from "./pack.ts";
import { packageFaults } from "./package-faults.ts";

const root = mkdtempSync(join(tmpdir(), "keyhole-published-"));
/** In the order of their dependencies. */
const NAMES = ["broker", "elements", "create-keyhole"];
const packed = new Map<string, Packed>();

before(() => {
  for (const name of ["elements", "elements library", "broker", "create-keyhole"] as const)
    buildWhenNeeded(name);
  mkdirSync(join(root, "tarballs"));
  for (const name of NAMES) {
    packed.set(name, pack(name, join(root, "tarballs")));
    installPacked(root, tarballOf(name));
  }
});
after(() => rmSync(root, { recursive: true }));

function filesOf(name: string): readonly string[] {
  return packed.get(name)?.files ?? assert.fail(name);
}

function tarballOf(name: string): string {
  return packed.get(name)?.tarball ?? assert.fail(name);
}

interface Manifest {
  version: string;
  bin?: Record<string, string>;
  dependencies: Record<string, string>;
}

function manifestOf(name: string): Manifest {
  return JSON.parse(
    readFileSync(
      join(root, "node_modules", name === "create-keyhole" ? name : `@keyhole/${name}`, "package.json"),
      "utf8",
    ),
  ) as Manifest;
}

/** Runs code in a folder where only the packed packages and their dependencies are installed. */
function runInNode(code: string): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

describe("a published package", () => {
  for (const name of NAMES) {
    it(`${name} has nothing that publint and Are The Types Wrong refuse`, async () => {
      assert.deepEqual(await packageFaults(tarballOf(name)), []);
    });

    it(`${name} holds built files and no source, test or key of the workspace`, () => {
      const strange = filesOf(name).filter(
        (path) =>
          !/^(?:package\.json|README\.md|LICENSE)$|^(?:dist|lib|themes)\//.test(path) ||
          (path.endsWith(".ts") && !path.endsWith(".d.ts")) ||
          /(?:^|\/)(?:test|testing|node_modules)\/|\.test\./.test(path),
      );
      assert.deepEqual(strange, []);
      for (const needed of ["package.json", "README.md", "LICENSE"]) assert(filesOf(name).includes(needed));
    });

    it(`${name} depends on no package that is not published`, () => {
      const own = Object.keys(manifestOf(name).dependencies).filter((each) => each.startsWith("@keyhole/"));
      assert.deepEqual(own, name === "create-keyhole" ? ["@keyhole/broker"] : []);
      assert.doesNotMatch(JSON.stringify(manifestOf(name).dependencies), /workspace:|catalog:/);
    });
  }

  it("of the elements holds the folder that a Worker deploys, and what editors read", () => {
    const { version } = manifestOf("elements");
    for (const path of [
      "dist/keyhole.js",
      "dist/keyhole/manifest.json",
      `dist/keyhole/${version}/keyhole.bundle.js`,
      `dist/keyhole/${version}/list.js`,
      "dist/custom-elements.json",
      "dist/web-types.json",
      "themes/dark.css",
    ]) {
      assert(filesOf("elements").includes(path), path);
    }
  });

  it("of the commands holds what an owner's folder is made from, and names both commands", () => {
    const files = ["create-keyhole.js", "keyhole.js", "template/wrangler.jsonc"].map(
      (file) => `dist/${file}`,
    );
    for (const file of files) assert(filesOf("create-keyhole").includes(file), file);
    const { bin } = manifestOf("create-keyhole");
    assert.deepEqual(bin, { "create-keyhole": "./dist/create-keyhole.js", keyhole: "./dist/keyhole.js" });
  });

  it("of the elements is imported on a server without a browser, and defines nothing there", () => {
    const code = `
      const before = Object.getOwnPropertyNames(globalThis);
      const { KeyholeCalls, VERSION } = await import("@keyhole/elements");
      const left = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name));
      const defined = globalThis.customElements?.get("keyhole-calls") !== undefined;
      console.log(JSON.stringify({ kind: typeof KeyholeCalls, VERSION, defined, left: left.filter((name) => !/^(lit|reactiveElement|customElements$)/.test(name)) }));`;
    const { version } = manifestOf("elements");
    assert.deepEqual(runInNode(code), { kind: "function", VERSION: version, defined: false, left: [] });
  });

  it("of the broker answers in Node, with its own version", async () => {
    const code = `
      const before = Object.getOwnPropertyNames(globalThis);
      const { createBroker, createMemoryState, defineConfig } = await import("@keyhole/broker");
      const left = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name));
      const config = defineConfig(() => ({
        publicUrls: ["https://keyhole.test"],
        sites: { acme: { origins: ["https://acme.test"], agents: "all", source: "ultravox", visitors: { rows: "own", scopes: ["calls:read"] } } },
      }));
      const env = { KEYHOLE_SECRET: "a".repeat(32), ULTRAVOX_API_KEY: "abcdefgh." + "b".repeat(32) };
      const broker = createBroker(config, { env, state: createMemoryState(), log: () => {} });
      const answer = await broker.request("https://keyhole.test/v1/health");
      console.log(JSON.stringify({ health: await answer.json(), left }));`;
    const { version } = manifestOf("broker");
    assert.deepEqual(runInNode(code), { health: { status: "ok", version }, left: [] });
  });
});
