import assert from "node:assert/strict";
import { test } from "node:test";
import { createSecrets } from "./secrets.ts";

test("secrets are long enough and new each time", () => {
  const [first, second] = [createSecrets(), createSecrets()];
  assert.match(first.ultravoxApiKey, /^[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}$/);
  assert(first.keyholeSecret.length >= 32 && first.assertionSecret.length >= 32);
  assert.equal(new Set([...Object.values(first), ...Object.values(second)]).size, 12);
});
