import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { control, send } from "../../test/support/api-client.ts";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { readRecording, recordingUrl } from "../../test/support/recordings.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";
import type { ScenarioName } from "../scenarios/scenarios.ts";
import type { StorageState } from "./storage-log.ts";

const clock = new FakeClock();
const simulator = await startForTests({ callCount: 60, slowMs: 150 }, clock);
const { conversation, hour, withoutRanges } = SHOWCASE_CALL_IDS;
const whole = await readRecording(simulator, conversation);

async function get(headers: Record<string, string> = {}, callId: string = conversation, method = "GET") {
  return fetch(await recordingUrl(simulator, callId), { method, headers });
}

for (const [range, first, last] of [
  ["bytes=0-0", 0, 0],
  ["bytes=0-43", 0, 43],
  ["bytes=40-60", 40, 60],
  ["bytes=100001-200002", 100_001, 200_002],
  ["bytes=5000000-", 5_000_000, whole.length - 1],
  ["bytes=5000000-99999999999", 5_000_000, whole.length - 1],
  ["bytes=-1000", whole.length - 1000, whole.length - 1],
  ["bytes=-99999999999", 0, whole.length - 1],
] as const) {
  test(`answers ${range} with a slice of the whole`, async () => {
    const response = await get({ Range: range });
    assert.equal(response.status, 206);
    assert.equal(response.headers.get("Content-Range"), `bytes ${first}-${last}/${whole.length}`);
    assert.equal(response.headers.get("Content-Length"), String(last - first + 1));
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(whole.subarray(first, last + 1)));
  });
}

for (const range of [`bytes=${whole.length}-`, "bytes=99999999999-", "bytes=-0"]) {
  test(`answers ${range} with 416`, async () => {
    const response = await get({ Range: range });
    assert.equal(response.status, 416);
    assert.equal(response.headers.get("Content-Range"), `bytes */${whole.length}`);
    assert.equal(await response.text(), "");
  });
}

for (const range of ["bytes=9-0", "bytes=0-1,5-6", "seconds=0-1", "bytes=a-b", "bytes=-"]) {
  test(`ignores ${range}`, async () => {
    const response = await get({ Range: range });
    assert.equal(response.status, 200);
    await response.body?.cancel();
  });
}

test("honours a range only if If-Range matches the recording", async () => {
  const first = await get({}, conversation, "HEAD");
  const etag = first.headers.get("ETag") ?? "";
  const lastModified = first.headers.get("Last-Modified") ?? "";
  assert.match(etag, /^"[0-9a-f]{32}"$/);
  const statuses = [];
  for (const ifRange of [etag, lastModified, '"another"', `W/${etag}`, "Thu, 01 Jan 2026 00:00:00 GMT"]) {
    const response = await get({ Range: "bytes=0-9", "If-Range": ifRange });
    statuses.push(response.status);
    await response.body?.cancel();
  }
  assert.deepEqual(statuses, [206, 206, 200, 200, 200]);
  assert.equal((await get({ "If-None-Match": etag })).status, 304);
});

test("ignores ranges for some recordings", async () => {
  const response = await get({ Range: "bytes=0-9" }, withoutRanges);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Accept-Ranges"), null);
  assert.ok((await response.arrayBuffer()).byteLength > 1_000_000);
});

test("answers HEAD with the headers of GET", async () => {
  const [head, full] = [await get({}, conversation, "HEAD"), await get()];
  await full.body?.cancel();
  for (const name of ["Content-Length", "Content-Type", "ETag", "Accept-Ranges", "Last-Modified"]) {
    assert.equal(head.headers.get(name), full.headers.get(name), name);
  }
  assert.equal(head.headers.get("Accept-Ranges"), "bytes");
  assert.equal(await head.text(), "");
});

test("answers the last second of an hour without computing earlier bytes", async () => {
  const url = await recordingUrl(simulator, hour);
  const response = await fetch(url, { headers: { Range: "bytes=-64000" } });
  assert.equal((await response.arrayBuffer()).byteLength, 64_000);
  const { requests } = simulator.storage();
  assert.equal(requests.at(-1)?.bytes, 64_000);
});

test("stops computing when the reader leaves", async () => {
  const response = await get({}, hour);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const { bytes = 0 } = simulator.storage().requests.at(-1) ?? {};
  assert.ok(bytes < 50_000_000, `${bytes} of 230 MB`);
});

test("accepts a signed URL for one recording until it expires", async () => {
  const url = new URL(await recordingUrl(simulator, conversation));
  const refused = async (change: (url: URL) => void) => {
    const changed = new URL(url);
    change(changed);
    const response = await fetch(changed);
    assert.match(await response.text(), /^<\?xml .*<Error>/s);
    return response.status;
  };
  assert.equal(await refused((changed) => changed.searchParams.delete("Signature")), 403);
  assert.equal(await refused((changed) => changed.searchParams.set("Signature", "0".repeat(64))), 403);
  assert.equal(await refused((changed) => changed.searchParams.set("Expires", "9999999999")), 403);
  assert.equal(await refused((changed) => (changed.pathname = `/recordings/${hour}.wav`)), 403);
  assert.equal(await refused((changed) => (changed.pathname = "/")), 403);
  const life = Number(url.searchParams.get("Expires")) - Date.UTC(2026, 6, 2, 12) / 1000;
  assert.ok(life >= 300 && life < 360, `${life} s`);
  const post = await fetch(url, { method: "POST" });
  assert.equal(post.status, 405);
});

test("accepts a signed URL more than once, until its call is deleted", async () => {
  const callId = simulator.addCall({ created: "2026-07-01T00:00:00Z", durationSeconds: 2 });
  const url = await recordingUrl(simulator, callId);
  assert.equal((await fetch(url, { method: "HEAD" })).status, 200);
  await send(simulator, `/calls/${callId}`, { method: "DELETE" });
  assert.equal((await fetch(url)).status, 404);
});

test("logs ranges, statuses and header names, and no credentials", async () => {
  await (await get({ Range: "bytes=0-9", "If-Range": '"another"', "X-Extra": "1" })).body?.cancel();
  const response = await control(simulator, "GET", "/storage");
  const text = await response.text();
  const { origin, requests } = JSON.parse(text) as StorageState;
  assert.equal(origin, simulator.storageUrl);
  const last = requests.at(-1);
  assert.equal(last?.path, `/recordings/${conversation}.wav`);
  assert.deepEqual([last.range, last.ifRange, last.status], ["bytes=0-9", '"another"', 200]);
  assert.ok(last.headers.includes("x-extra"));
  assert.doesNotMatch(text, /Signature|simsecret_/);
  assert.equal(simulator.storage().sawApiKey, false);
});

for (const [name, headers, suffix] of [
  ["as X-API-Key", { "X-API-Key": "whatever" }, ""],
  ["as X-Unsafe-API-Key", { "X-Unsafe-API-Key": "whatever" }, ""],
  ["in another header", { Cookie: `key=${simulator.apiKey}` }, ""],
  ["in the address", {}, `&key=${encodeURIComponent(simulator.apiKey)}`],
] as const) {
  test(`refuses and remembers a key sent ${name}`, async () => {
    const other = await startForTests({ callCount: 30 });
    const url = await recordingUrl(other, conversation);
    assert.equal(other.state().storage.sawApiKey, false);
    assert.equal((await fetch(`${url}${suffix}`, { headers })).status, 400);
    assert.equal(other.state().storage.sawApiKey, true);
    assert.equal(other.storage().sawApiKey, true);
  });
}

/** Runs one test under a scenario and restores the normal one. */
function scenario(name: ScenarioName, what: string, check: () => Promise<void>): void {
  test(`${name}: ${what}`, async () => {
    simulator.setScenario(name);
    try {
      await check();
    } finally {
      simulator.setScenario("normal");
    }
  });
}

scenario("recording-not-ready", "answers 425 instead of a redirect or audio", async () => {
  for (const callId of [conversation, SHOWCASE_CALL_IDS.direct]) {
    const response = await send(simulator, `/calls/${callId}/recording`, { redirect: "manual" });
    assert.equal(response.status, 425);
  }
});

scenario("recording-gone", "answers 404 from the storage host", async () => {
  assert.equal((await get()).status, 404);
});

scenario("recording-expired", "refuses a fresh URL at the storage host", async () => {
  const response = await get();
  assert.equal(response.status, 403);
  assert.match(await response.text(), /expired/);
});

scenario("storage-slow", "answers from the API at once and from the storage host after a wait", async () => {
  const url = await recordingUrl(simulator, conversation);
  const part = fetch(url, { headers: { Range: "bytes=0-9" } });
  const before = simulator.storage().requests.length;
  await clock.someoneSleeps();
  clock.advance(149);
  await turn();
  assert.equal(simulator.storage().requests.length, before);
  clock.advance(1);
  assert.equal((await part).status, 206);
});

scenario("storage-html", "answers 200 with an HTML page", async () => {
  const response = await get({ Range: "bytes=0-9" });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/html/);
  assert.match(await response.text(), /<script>/);
});

scenario("storage-cut", "ends the connection in the middle", async () => {
  const response = await get();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Content-Length"), String(whole.length));
  await assert.rejects(response.arrayBuffer());
});
