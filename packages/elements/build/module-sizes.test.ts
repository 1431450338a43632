import assert from "node:assert/strict";
import { test } from "node:test";
import { grownModules, repeatedModules } from "./module-sizes.ts";

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

test("grownModules names what grew and what is new, the largest growth first", () => {
  const kept = { "list.js": { url: 100, rows: 200, same: 5, gone: 70 }, "call.js": { moved: 50 } };
  const now = { "list.js": { url: 130, rows: 180, same: 5, moved: 50 } };
  assert.deepEqual(grownModules("list.js", now, kept), ["+50 moved", "+30 url"]);
});
