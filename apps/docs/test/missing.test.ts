import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isScope } from "@keyhole/contract";
import { missingFaults } from "./checks/missing-faults.ts";
import { elementNames } from "./support/element-names.ts";
import { ROOT, readPages } from "./support/pages.ts";
import { repositoryNames } from "./support/repository-names.ts";

const { elements } = elementNames();
const { routes, brokerSource } = repositoryNames();

/** Whether a route, a scope, an element or a file exists. Throws for anything else. */
function exists(what: string): boolean {
  if (/^[A-Z]+ \//.test(what)) return routes.has(what);
  if (isScope(what)) return brokerSource.includes(`"${what}"`);
  if (/^<[\w-]+>$/.test(what)) return elements.has(what.slice(1, -1));
  if (/^[\w-]+\//.test(what)) return existsSync(`${ROOT}${what}`);
  throw new Error(`"${what}" is no route, scope, element or path`);
}

const readmes = globSync(["*.md", "{packages,apps}/*/README.md"], { cwd: ROOT }).map((name) => ({
  name,
  text: readFileSync(`${ROOT}${name}`, "utf8"),
}));

test("what READMEs and pages call missing is missing", () => {
  assert.ok(readmes.length > 10);
  assert.deepEqual(
    [...readmes, ...readPages()].flatMap((page) => missingFaults(page, exists)),
    [],
  );
});

const planted: [what: string, text: string][] = [
  ["a route", "- Reading calls. <!-- missing: GET /v1/calls -->"],
  ["a scope", "Not\nyet read. <!-- missing: POST /v1/nothing, calls:read -->"],
  ["an element", "| `<keyhole-call>` | not yet <!-- missing: <keyhole-call> --> |"],
  ["a file", "Nothing so far. <!-- missing: packages/broker/src/index.ts -->"],
  ["a sentence that names nothing", "Votes are not yet\ncounted."],
  ["an item below a heading", "## What it does not do yet\n\n- Votes."],
];

for (const [what, text] of planted) {
  test(`catches a planted claim: ${what}`, () => {
    assert.equal(missingFaults({ name: "planted.md", text }, exists).length, 1);
  });
}

test("accepts a claim that holds, and words in code", () => {
  const text =
    "## Not yet\n\n- Starting. <!-- missing: POST /v1/nothing -->\n\n## More\n\nThe text `not yet`.\n";
  assert.deepEqual(missingFaults({ name: "planted.md", text }, exists), []);
});

test("refuses a name of no known kind", () => {
  assert.throws(
    () => missingFaults({ name: "planted.md", text: "<!-- missing: votes -->" }, exists),
    /votes/,
  );
});
