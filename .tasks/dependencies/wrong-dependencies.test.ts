import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { wrongArrows, wrongFolders } from "./wrong-dependencies.ts";

const PACKAGES = ["contract", "upstream", "broker", "simulator"];

/** Complaints about a workspace of four packages that holds these files besides. */
function complaintsOf(find: (root: string) => string[], files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "keyhole-dependencies-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  try {
    write("apps/demo/src/index.ts", "export {};");
    for (const name of PACKAGES) {
      write(`packages/${name}/src/index.ts`, "export const a = 1; export type A = 1;");
      const exports = { ".": "./src/index.ts", "./ultravox": "./src/ultravox/index.ts" };
      const manifest = { name: `@keyhole/${name}`, exports };
      write(`packages/${name}/package.json`, JSON.stringify(manifest));
      mkdirSync(join(root, "node_modules/@keyhole"), { recursive: true });
      symlinkSync(join(root, "packages", name), join(root, "node_modules/@keyhole", name));
    }
    for (const [path, text] of Object.entries(files)) write(path, text);
    return find(root).join("\n");
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe("wrongArrows", () => {
  const allowed: Record<string, string> = {
    "packages/broker/src/b.ts": 'import { a } from "@keyhole/upstream"; export { a };',
    "packages/broker/src/b.test.ts": 'import { a } from "@keyhole/simulator"; export { a };',
    "packages/upstream/src/ultravox/index.ts": "export type A = 1;",
    "packages/broker/src/sources/m.ts":
      'import type { A } from "@keyhole/upstream/ultravox"; export type B = A;',
    "packages/broker/test/c.ts": 'import { a } from "../../simulator/src/index.ts"; export { a };',
    "apps/demo/edge/keyhole.config.ts": 'import { a } from "@keyhole/broker"; export { a };',
    "apps/docs/d.ts": 'import { a } from "../../packages/broker/src/index.ts"; export { a };',
  };
  it("allows the arrows of the design", () => assert.equal(complaintsOf(wrongArrows, allowed), ""));

  const planted: [what: string, path: string, text: string, rule: string][] = [
    [
      "an import against the arrows",
      "packages/contract/src/b.ts",
      'import "@keyhole/upstream";',
      "contract-uses",
    ],
    [
      "an import of a type",
      "packages/upstream/src/d.ts",
      'import type { A } from "@keyhole/broker"; export type B = A;',
      "upstream-uses",
    ],
    ["an export", "packages/upstream/src/e.ts", 'export * from "@keyhole/broker";', "upstream-uses"],
    [
      "a lazy import",
      "packages/upstream/src/f.ts",
      'export const b = () => import("@keyhole/broker");',
      "upstream-uses",
    ],
    [
      "anything of ours in the simulator",
      "packages/simulator/src/g.ts",
      'import "@keyhole/contract";',
      "simulator-uses",
    ],
    [
      "the broker in a test of a lower layer",
      "packages/upstream/src/h.test.ts",
      'import "@keyhole/broker";',
      "tests-of-upstream-use",
    ],
    ["the broker in the demo's page", "apps/demo/src/i.ts", 'import "@keyhole/broker";', "demo-uses"],
    [
      "a way around the exports",
      "packages/broker/src/j.ts",
      'import "../../upstream/src/index.ts";',
      "by-package-name",
    ],
    [
      "a vendor outside of the broker's sources",
      "packages/broker/src/calls/m.ts",
      'import type { A } from "@keyhole/upstream/ultravox"; export type B = A;',
      "vendors-behind-sources",
    ],
    ["a test helper in src", "packages/broker/src/k.ts", 'import "../test/c.ts";', "no-test-code-in-src"],
    ["a test library in src", "packages/broker/src/l.ts", 'import "node:test";', "no-test-code-in-src"],
  ];
  const files = Object.fromEntries(planted.map(([, path, text]) => [path, text]));
  const complaints = complaintsOf(wrongArrows, {
    "packages/broker/test/c.ts": "export {};",
    "packages/upstream/src/ultravox/index.ts": "export type A = 1;",
    ...files,
  });
  for (const [what, path, , rule] of planted) {
    it(`rejects ${what}`, () => assert.match(complaints, new RegExp(`error ${rule}[\\w-]*: ${path}`)));
  }
  it("names nothing else", () => assert.match(complaints, new RegExp(`\\(${planted.length} errors, 0`)));
});

describe("wrongFolders", () => {
  const one = 'import "../two/b.ts"; export type A = 1;';
  const imports: [what: string, folder: string, text: string][] = [
    ["a value", "value", 'import "../one/a.ts";'],
    ["a type", "type", 'import type { A } from "../one/a.ts"; export type B = A;'],
    ["a lazy import", "lazy", 'export const b = () => import("../one/a.ts");'],
    ["the type of a lazy import", "lazy-type", 'export type B = typeof import("../one/a.ts");'],
  ];
  const files = imports.flatMap(([, folder, text]) => [
    [`packages/upstream/src/${folder}/one/a.ts`, one],
    [`packages/upstream/src/${folder}/two/b.ts`, text],
  ]);
  const complaints = complaintsOf(wrongFolders, Object.fromEntries(files));
  for (const [what, folder] of imports) {
    it(`rejects a cycle that ${what} closes`, () =>
      assert.match(complaints, new RegExp(`no-folder-cycles: packages/upstream/src/${folder}/one`)));
  }

  it("allows arrows that go one way, and tests that import across", () => {
    const files = {
      "packages/upstream/src/one/a.ts": one,
      "packages/upstream/src/two/b.ts": "",
      "packages/upstream/src/two/b.test.ts": 'import "../one/a.ts";',
    };
    assert.equal(complaintsOf(wrongFolders, files), "");
  });
});
