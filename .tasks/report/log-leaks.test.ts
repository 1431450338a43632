import assert from "node:assert/strict";
import { test } from "node:test";
import { logLeaks } from "./log-leaks.ts";

test("finds what no log may hold, and does not repeat it", () => {
  const token = `eyJhbGciOiJkaXIiLCJlbmMi.${"a".repeat(20)}.${"b".repeat(20)}`;
  const key = `${"Ab12".repeat(2)}.${"c".repeat(32)}`;
  const log = [`minted ${token}`, "fine", `key ${key} refused`, "join wss://host.example/calls/1?token=x"];
  assert.deepEqual(logLeaks(`${log.join("\n")}\nAuthorization: Bearer ${"s".repeat(32)}`), [
    'line 1: a JWT, JWE or proof in "minted …"',
    'line 3: a key of Ultravox in "key … refused"',
    'line 4: an address to join a call in "join …"',
    'line 5: credentials in a header in "…"',
  ]);
});

test("leaves other words alone", () => {
  const log =
    "✔ refuses eyJ alone (1.2ms)\nws://127.0.0.1:8080/ is open\nauthorization: missing\n1a2b3c4d.e5";
  assert.deepEqual(logLeaks(log), []);
});
