import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";
import { fakeClock } from "../../test/fake-clock.ts";
import { API_KEY, BASE_URL, CALL_ID } from "../../test/sample.ts";
import { recordingClient, redirect, STORAGE_URL } from "../../test/sample-recording.ts";
import { never, scriptedFetch } from "../../test/scripted-fetch.ts";
import { DEADLINE_MS, EMPTY_CHUNKS_MAX, RECORDING_IDLE_MS } from "../limits.ts";
import { createUltravox } from "../ultravox/index.ts";

/** A body that is fed by hand, and what became of it. */
function fedBody() {
  const seen = { isCancelled: false, pulls: 0 };
  let feed: (bytes: number) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        feed = (bytes) => controller.enqueue(new Uint8Array(bytes));
        fail = (error) => controller.error(error);
      },
      pull() {
        seen.pulls += 1;
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen, feed: (bytes: number) => feed(bytes), fail: (error: Error) => fail(error) };
}

async function open(body: ReadableStream<Uint8Array>, signal?: AbortSignal) {
  const response = () => new Response(body, { headers: { "Content-Type": "audio/wav" } });
  const { client, requests } = recordingClient(redirect(STORAGE_URL), response);
  const options = { isAllowedStorage: () => true, signal };
  const result = await client.openRecording(CALL_ID, { method: "GET" }, options);
  assert.ok(result.ok && result.value.body !== null);
  return { reader: result.value.body.getReader(), requests };
}

describe("a recording's body", () => {
  it("is read only as far as its reader asks, and holds nothing back", async () => {
    const fed = fedBody();
    const { reader } = await open(fed.body);
    await setImmediate();
    assert.equal(fed.seen.pulls, 0, "nothing is read before it is asked for");
    for (let count = 1; count <= 50; count += 1) {
      const pending = reader.read();
      fed.feed(65_536);
      assert.equal((await pending).value?.byteLength, 65_536);
      await setImmediate();
      assert.ok(fed.seen.pulls <= count, `${fed.seen.pulls} chunks were asked for after ${count}`);
    }
    await reader.cancel();
    assert.equal(fed.seen.isCancelled, true);
  });

  it("ends the connection when its reader cancels", async () => {
    const fed = fedBody();
    const { reader, requests } = await open(fed.body);
    assert.equal(requests[1]?.init.signal?.aborted, false);
    await reader.cancel();
    assert.equal(requests[1]?.init.signal?.aborted, true);
  });

  it("fails after the idle time without a byte", async (t) => {
    const { settle } = fakeClock(t);
    const fed = fedBody();
    const { reader, requests } = await open(fed.body);
    const first = reader.read();
    fed.feed(10);
    await settle(first);
    const { value: outcome, tookMs } = await settle(reader.read().catch((error: unknown) => error));
    assert.ok(outcome instanceof Error);
    assert.equal(tookMs, RECORDING_IDLE_MS);
    assert.equal(fed.seen.isCancelled, true);
    assert.equal(requests[1]?.init.signal?.aborted, true);
  });

  it("goes on however long it takes when bytes keep coming", async (t) => {
    const { settle } = fakeClock(t);
    const fed = fedBody();
    const { reader } = await open(fed.body);
    for (let count = 0; count < 5; count += 1) {
      const pending = reader.read();
      setTimeout(() => fed.feed(1), RECORDING_IDLE_MS - 100);
      assert.equal((await settle(pending)).value.done, false);
    }
  });

  it("does not count a reader's pause as idle", async (t) => {
    const { settle } = fakeClock(t);
    const fed = fedBody();
    const { reader } = await open(fed.body);
    await settle(new Promise<void>((resolve) => void setTimeout(resolve, 2 * RECORDING_IDLE_MS)));
    const pending = reader.read();
    fed.feed(3);
    assert.equal((await settle(pending)).value.value?.byteLength, 3);
  });

  it("fails when empty chunks never end", { timeout: 20_000 }, async () => {
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array());
      },
    });
    const { reader } = await open(body);
    await assert.rejects(reader.read(), /broke off/);
    assert.ok(chunks <= EMPTY_CHUNKS_MAX + 2, `${chunks}`);
  });

  it("fails without naming host, URL or key when the connection breaks", async () => {
    const fed = fedBody();
    const { reader } = await open(fed.body);
    const pending = reader.read();
    fed.fail(Object.assign(new Error(`reset by storage.example ${API_KEY}`), { cause: new Error("SIGNED") }));
    const error = await pending.catch((reason: unknown) => reason);
    assert.ok(error instanceof Error);
    assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /example|SIGNED|cause|aBcDeF12/);
  });

  it("ends when the upstream's body ends", async () => {
    const { reader } = await open(new Blob([new Uint8Array(3)]).stream());
    assert.equal((await reader.read()).value?.byteLength, 3);
    assert.equal((await reader.read()).done, true);
  });

  it("fails and ends the connection when the signal aborts", async () => {
    const controller = new AbortController();
    const fed = fedBody();
    const { reader, requests } = await open(fed.body, controller.signal);
    const pending = reader.read();
    controller.abort();
    await assert.rejects(pending, /given up/);
    assert.equal(fed.seen.isCancelled, true);
    assert.equal(requests[1]?.init.signal?.aborted, true);
  });

  it("is replaced by aborted when the signal aborts before the headers", async () => {
    const controller = new AbortController();
    const { client } = recordingClient(redirect(STORAGE_URL), never);
    const options = { isAllowedStorage: () => true, signal: controller.signal };
    const pending = client.openRecording(CALL_ID, { method: "GET" }, options);
    await setImmediate();
    controller.abort();
    assert.deepEqual(await pending, { ok: false, error: { kind: "aborted" } });
  });

  for (const [who, steps] of [
    ["the upstream", [never]],
    ["the storage host", [redirect(STORAGE_URL), never]],
  ] as const) {
    it(`is given up at the deadline when the headers of ${who} never come`, async (t) => {
      const { settle } = fakeClock(t);
      const { fetch } = scriptedFetch(...steps);
      const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, random: () => 0 });
      const options = { isAllowedStorage: () => true };
      const { value, tookMs } = await settle(client.openRecording(CALL_ID, { method: "GET" }, options));
      assert.deepEqual(value, { ok: false, error: { kind: "unavailable", reason: "timeout" } });
      assert.equal(tookMs, DEADLINE_MS);
    });
  }

  it("may take longer than the deadline", async (t) => {
    const { settle } = fakeClock(t);
    const fed = fedBody();
    const { reader } = await open(fed.body);
    const pending = reader.read();
    setTimeout(() => fed.feed(4), 2 * DEADLINE_MS);
    assert.equal((await settle(pending)).value.value?.byteLength, 4);
  });
});
