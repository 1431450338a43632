import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { API_KEY, BASE_URL, CALL_ID } from "../../test/sample.ts";
import { audio, recordingClient, redirect, STORAGE_URL } from "../../test/sample-recording.ts";
import { scriptedFetch } from "../../test/scripted-fetch.ts";
import { createUltravox } from "../ultravox/index.ts";

const REDIRECT = { ok: false, error: { kind: "invalid", reason: "redirect" } };
const GET = { method: "GET" } as const;

describe("openRecording redirects", () => {
  for (const code of [301, 302, 303, 307, 308]) {
    it(`follows ${code}`, async () => {
      const { client, requests } = recordingClient(redirect(STORAGE_URL, code), audio());
      const result = await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true });
      assert.equal(result.ok, true);
      assert.equal(requests[1]?.init.method, "GET");
      assert.equal(requests[1]?.init.redirect, "manual");
    });
  }

  for (const code of [300, 305, 399]) {
    it(`refuses ${code}`, async () => {
      const { client, requests } = recordingClient(redirect(STORAGE_URL, code), audio());
      assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
      assert.equal(requests.length, 1);
    });
  }

  it("asks isAllowedStorage about each step and sends nothing to a refused one", async () => {
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

  it("refuses every redirect without isAllowedStorage", async () => {
    const { client, requests } = recordingClient(redirect(STORAGE_URL), audio());
    assert.deepEqual(await client.openRecording(CALL_ID, GET), REDIRECT);
    assert.equal(requests.length, 1);
  });

  it("follows two redirects and refuses a third", async () => {
    const steps = [redirect("https://a.example/"), redirect("https://b.example/")];
    const isAllowedStorage = () => true;
    const two = recordingClient(...steps, audio());
    assert.equal((await two.client.openRecording(CALL_ID, GET, { isAllowedStorage })).ok, true);
    for (const { headers } of two.requests.slice(1)) assert.deepEqual([...headers.keys()], []);
    const three = recordingClient(...steps, redirect("https://c.example/"), audio());
    assert.deepEqual(await three.client.openRecording(CALL_ID, GET, { isAllowedStorage }), REDIRECT);
    assert.equal(three.requests.length, 3);
  });

  it("refuses a loop", async () => {
    const { client, requests } = recordingClient(redirect(STORAGE_URL));
    assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
    assert.equal(requests.length, 3);
  });

  for (const [name, location] of [
    ["the upstream's own origin", `${BASE_URL}/files/1.wav`],
    ["a path", "/files/1.wav"],
    ["another path of the same call", `/api/calls/${CALL_ID}/recording?again`],
  ] as const) {
    it(`sends no key to a redirect to ${name}`, async () => {
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
    it(`refuses a redirect to ${location.slice(0, 40) || "nothing"}`, async () => {
      const { client, requests } = recordingClient(redirect(location), audio());
      assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
      assert.equal(requests.length, 1);
    });
  }

  it("refuses a redirect without a Location", async () => {
    const { client } = recordingClient(new Response(null, { status: 302 }), audio());
    assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
  });

  it("follows http when the base URL itself is http on loopback", async () => {
    const { fetch, requests } = scriptedFetch(redirect("http://127.0.0.1:81/1.wav"), audio());
    const client = createUltravox({ apiKey: API_KEY, baseUrl: "http://127.0.0.1:80/api", fetch });
    const result = await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true });
    assert.equal(result.ok, true);
    assert.equal(requests.length, 2);
  });

  for (const fields of [{ type: "opaqueredirect", status: 0, ok: false }, { redirected: true }]) {
    it(`refuses when the runtime hides redirects: ${JSON.stringify(fields)}`, async () => {
      const response = audio();
      for (const [name, value] of Object.entries(fields)) Object.defineProperty(response, name, { value });
      const { client } = recordingClient(() => response);
      assert.deepEqual(await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true }), REDIRECT);
    });
  }

  it("ignores changes that isAllowedStorage makes to its URL", async () => {
    const { client, requests } = recordingClient(redirect(STORAGE_URL), audio());
    const isAllowedStorage = (url: URL) => {
      url.hostname = "evil.example";
      return true;
    };
    await client.openRecording(CALL_ID, GET, { isAllowedStorage });
    assert.equal(requests[1]?.url.href, STORAGE_URL);
  });

  it("never repeats a redirect's target in an error", async () => {
    for (const step of [redirect("http://evil.example/?SIGNED"), new Error("reset by evil.example SIGNED")]) {
      const { client } = recordingClient(redirect(STORAGE_URL), step);
      const result = await client.openRecording(CALL_ID, GET, { isAllowedStorage: () => true });
      assert.equal(result.ok, false);
      assert.doesNotMatch(inspect(result, { depth: 9, showHidden: true }), /SIGNED|example|cause/);
    }
  });
});
