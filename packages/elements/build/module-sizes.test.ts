import assert from "node:assert/strict";
import { test } from "node:test";
import { grownModules, grownScripts, repeatedModules } from "./module-sizes.ts";

test("repeatedModules accepts scripts that share no module", () => {
  assert.deepEqual(
    repeatedModules({ "keyhole.js": { lit: 9 }, "list.js": { "src/list/url-controller.ts": 9 } }),
    [],
  );
});

test("repeatedModules names a module that two scripts have, and both scripts", () => {
  const planted = { "keyhole.js": { lit: 9 }, "list.js": { lit: 9, "src/list/url-controller.ts": 9 } };
  assert.deepEqual(repeatedModules(planted), ["lit: is in keyhole.js and in list.js"]);
});

const kept = { "list.js": { url: 100, rows: 200, same: 5, gone: 70 }, "call.js": { moved: 50 } };
const now = { "list.js": { url: 130, rows: 180, same: 5, moved: 50, new: 40 }, "call.js": { less: 1 } };

test("grownModules names what grew, what is new and what moved, the largest growth first", () => {
  assert.deepEqual(grownModules("list.js", now, kept), ["+50 moved (was in call.js)", "+40 new", "+30 url"]);
});

test("grownScripts tells how much a script grew, and names the modules", () => {
  assert.deepEqual(grownScripts(now, kept), [
    "list.js grew by 30 bytes, before it is minified, since the kept sizes: +50 moved (was in call.js), +40 new, +30 url",
  ]);
  assert.deepEqual(grownScripts(kept, kept), []);
});

test("grownScripts names five modules, and counts the others", () => {
  const modules = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`m${n}`, 100 - n]));
  const [line = ""] = grownScripts({ "new.js": modules }, kept);
  assert.match(line, /^new\.js grew by 772 bytes.*: \+100 m0, \+99 m1, .*\+96 m4 and 3 more$/);
});
