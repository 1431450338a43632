import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { API_KEY, BASE_URL, CALL_ID } from "../../../test/sample.ts";
import { audio, recordingClient, redirect, STORAGE_URL } from "../../../test/sample-recording.ts";
import { scriptedFetch } from "../../../test/scripted-fetch.ts";
import { createUltravox } from "../index.ts";

const REDIRECT = { ok: false, error: { kind: "invalid", reason: "redirect" } };
const GET = { method: "GET" } as const;

for (const code of [301, 302, 303, 307, 308]) {
  test(`${code} is followed`, async () => {
    const { client, requests } = recordingClient(redirect(STORAGE_URL, code), audio());
    const result = await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true });
    assert.equal(result.ok, true);
    assert.equal(requests[1]?.init.method, "GET");
    assert.equal(requests[1]?.init.redirect, "manual");
  });
}

for (const code of [300, 305, 399]) {
  test(`${code} is followed nowhere`, async () => {
    const { client, requests } = recordingClient(redirect(STORAGE_URL, code), audio());
    assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
    assert.equal(requests.length, 1);
  });
}

test("each step is put before isAllowedStorage, and a refused one is not asked", async () => {
  const second = "https://cdn.example/1.wav";
  const { client, requests } = recordingClient(redirect(STORAGE_URL), redirect(second), audio());
  const seen: string[] = [];
  const isAllowedStorage = (url: URL) => {
    seen.push(url.href);
    return url.hostname === "storage.example";
  };
  assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage }), REDIRECT);
  assert.deepEqual(seen, [STORAGE_URL, second]);
  assert.equal(requests.length, 2);
});

test("without isAllowedStorage no redirect is followed", async () => {
  const { client, requests } = recordingClient(redirect(STORAGE_URL), audio());
  assert.deepEqual(await client.openRecording(CALL_ID, GET), REDIRECT);
  assert.equal(requests.length, 1);
});

test("two redirects are followed and a third is not", async () => {
  const steps = [redirect("https://a.example/"), redirect("https://b.example/")];
  const isAllowedStorage = () => true;
  const two = recordingClient(...steps, audio());
  assert.equal((await two.client.openRecording(CALL_ID, GET, { isAllowedStorage })).ok, true);
  for (const { headers } of two.requests.slice(1)) assert.deepEqual([...headers.keys()], []);
  const three = recordingClient(...steps, redirect("https://c.example/"), audio());
  assert.deepEqual(await three.client.openRecording(CALL_ID, GET, { isAllowedStorage }), REDIRECT);
  assert.equal(three.requests.length, 3);
});

test("a loop ends", async () => {
  const { client, requests } = recordingClient(redirect(STORAGE_URL));
  assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
  assert.equal(requests.length, 3);
});

for (const [name, location] of [
  ["the upstream's own origin", `${BASE_URL}/files/1.wav`],
  ["a path", "/files/1.wav"],
  ["another path of the same call", `/api/calls/${CALL_ID}/recording?again`],
] as const) {
  test(`back to ${name}: without the key`, async () => {
    const { client, requests } = recordingClient(redirect(location), audio());
    const result = await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true });
    assert.equal(result.ok, true);
    assert.equal(requests[1]?.url.origin, new URL(BASE_URL).origin);
    assert.equal(requests[1]?.headers.get("X-API-Key"), null);
  });
}

for (const location of [
  "http://storage.example/1.wav",
  "http://127.0.0.1/1.wav",
  "file:///etc/passwd",
  "data:audio/wav;base64,AAAA",
  "javascript:alert(1)",
  "blob:https://storage.example/1",
  "ftp://storage.example/1.wav",
  "https://user:pass@storage.example/1.wav",
  "https://user@storage.example/1.wav",
  "https://",
  "",
  `https://storage.example/?${"x".repeat(8_200)}`,
]) {
  test(`a redirect to ${location.slice(0, 40) || "nothing"} is followed nowhere`, async () => {
    const { client, requests } = recordingClient(redirect(location), audio());
    assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
    assert.equal(requests.length, 1);
  });
}

test("a redirect without a Location is followed nowhere", async () => {
  const { client } = recordingClient(new Response(null, { status: 302 }), audio());
  assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
});

test("http is followed where the upstream itself is asked by http, on loopback", async () => {
  const { fetch, requests } = scriptedFetch(redirect("http://127.0.0.1:81/1.wav"), audio());
  const client = createUltravox({ apiKey: API_KEY, baseUrl: "http://127.0.0.1:80/api", fetch });
  const result = await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true });
  assert.equal(result.ok, true);
  assert.equal(requests.length, 2);
});

for (const fields of [{ type: "opaqueredirect", status: 0, ok: false }, { redirected: true }]) {
  test(`a runtime that hides redirects: ${JSON.stringify(fields)}`, async () => {
    const response = audio();
    for (const [name, value] of Object.entries(fields)) Object.defineProperty(response, name, { value });
    const { client } = recordingClient(() => response);
    assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
  });
}

test("changing the URL that isAllowedStorage is given changes nothing", async () => {
  const { client, requests } = recordingClient(redirect(STORAGE_URL), audio());
  const isAllowedStorage = (url: URL) => {
    url.hostname = "evil.example";
    return true;
  };
  await client.openRecording(CALL_ID, GET, { isAllowedStorage });
  assert.equal(requests[1]?.url.href, STORAGE_URL);
});

test("no failure repeats where a redirect led", async () => {
  for (const step of [redirect("http://evil.example/?SIGNED"), new Error("reset by evil.example SIGNED")]) {
    const { client } = recordingClient(redirect(STORAGE_URL), step);
    const result = await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true });
    assert.equal(result.ok, false);
    assert.doesNotMatch(inspect(result, { depth: 9, showHidden: true }), /SIGNED|example|cause/);
  }
});
