import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleFaults } from "./module-faults.ts";

const modules = (scripts: Record<string, Record<string, number>>) =>
  new Map(Object.entries(scripts).map(([script, names]) => [script, new Map(Object.entries(names))]));

test("moduleFaults accepts scripts that share no module", () => {
  assert.deepEqual(
    moduleFaults(modules({ "keyhole.js": { lit: 9 }, "list.js": { "src/list/url.ts": 9 } })),
    [],
  );
});

test("moduleFaults names a module that two scripts have, and both scripts", () => {
  const planted = modules({ "keyhole.js": { lit: 9 }, "list.js": { lit: 9, "src/list/url.ts": 9 } });
  assert.deepEqual(moduleFaults(planted), ["lit: is in keyhole.js and in list.js"]);
});
