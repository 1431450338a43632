import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type CallDescription,
  type ScenarioName,
  SHOWCASE_CALL_IDS,
  type Simulator,
  startSimulator,
} from "@keyhole/simulator";
import { bytesOf } from "../../test/sample-recording.ts";
import {
  createUltravox,
  type RecordingRequest,
  type Ultravox,
  type UpstreamError,
} from "../ultravox/index.ts";

let simulator: Simulator;
let client: Ultravox;
let calls: CallDescription[];

before(async () => {
  simulator = await startSimulator({ port: 0, requestsPerSecond: 100_000, slowMs: 60_000 });
  client = createUltravox({ ...simulator, sleep: async () => {}, random: () => 0 });
  calls = [...simulator.calls()];
});
after(() => simulator.close());

const isAllowedStorage = (url: URL) => url.origin === simulator.storageUrl;

function open(callId: string, request: Partial<RecordingRequest> = {}, deadlineMs = 10_000) {
  return client.openRecording(callId, { method: "GET", ...request }, { isAllowedStorage, deadlineMs });
}

/** A short call of each way in which recordings are handed out. */
function oneOfEach(): CallDescription[] {
  const short = calls.filter(({ recorded }) => recorded !== null && recorded.durationMs < 20_000);
  const forms = short.map((call) => [call.recorded?.delivery, call.recorded?.ranges].join());
  return [...new Set(forms)].flatMap((form) => short[forms.indexOf(form)] ?? []);
}

describe("openRecording against the simulator", () => {
  it("streams the whole recording for every way of delivery", async () => {
    const each = oneOfEach();
    assert.equal(each.length, 3);
    for (const { callId, recorded } of each) {
      const result = await open(callId);
      assert.ok(result.ok);
      assert.equal(result.value.contentType, "audio/wav");
      assert.equal(result.value.contentLength, recorded?.sizeBytes);
      assert.equal(result.value.acceptRanges, recorded?.ranges);
      const bytes = await bytesOf(result.value.body);
      assert.equal(bytes.length, recorded?.sizeBytes);
      assert.equal(Buffer.from(bytes.subarray(0, 4)).toString(), "RIFF");
    }
  });

  it("returns the part when ranges are supported, else the whole", async () => {
    for (const { callId, recorded } of oneOfEach()) {
      const result = await open(callId, { range: "bytes=100-1099" });
      assert.ok(result.ok);
      const { status, range, body } = result.value;
      assert.equal(status, recorded?.ranges ? 206 : 200);
      const part = { first: 100, last: 1099, sizeBytes: recorded?.sizeBytes };
      assert.deepEqual(range, recorded?.ranges ? part : null);
      assert.equal((await bytesOf(body)).length, recorded?.ranges ? 1_000 : recorded?.sizeBytes);
    }
  });

  it("returns the part when If-Range matches, else the whole", async () => {
    const { conversation } = SHOWCASE_CALL_IDS;
    const head = await open(conversation, { method: "HEAD" });
    assert.ok(head.ok && head.value.etag !== null);
    const same = await open(conversation, { range: "bytes=0-9", ifRange: head.value.etag });
    assert.equal(same.ok && same.value.status, 206);
    const other = await open(conversation, { range: "bytes=0-9", ifRange: '"another"' });
    assert.ok(other.ok);
    assert.equal(other.value.status, 200);
    await other.value.body?.cancel();
  });

  it("returns the size for HEAD without loading the audio", async () => {
    const result = await open(SHOWCASE_CALL_IDS.hour, { method: "HEAD" });
    assert.ok(result.ok);
    assert.equal(result.value.body, null);
    assert.equal(result.value.contentLength, 230_400_044);
    const { bytes = 0 } = simulator.storage().requests.at(-1) ?? {};
    assert.ok(bytes < 20_000_000, `${bytes}`);
  });

  it("loads only the last second for a range at the end of an hour", async () => {
    const result = await open(SHOWCASE_CALL_IDS.hour, { range: "bytes=-64000" });
    assert.ok(result.ok);
    assert.equal((await bytesOf(result.value.body)).length, 64_000);
    assert.equal(simulator.storage().requests.at(-1)?.bytes, 64_000);
  });

  it("returns the size for a range beyond the end", async () => {
    const result = await open(SHOWCASE_CALL_IDS.conversation, { range: "bytes=999999999-" });
    const size = simulator.describeCall(SHOWCASE_CALL_IDS.conversation).recorded?.sizeBytes;
    assert.deepEqual(result, { ok: false, error: { kind: "range_not_satisfiable", size } });
  });

  it("returns not_found without a recording and not_ready while the call runs", async () => {
    const none = await open(SHOWCASE_CALL_IDS.unrecorded);
    assert.deepEqual(none, { ok: false, error: { kind: "not_found" } });
    const active = calls.find((call) => call.status === "active" && call.recording === "pending");
    const pending = await open(active?.callId ?? assert.fail("no call is active and recorded"));
    assert.deepEqual(pending, { ok: false, error: { kind: "not_ready" } });
  });

  it("sends nothing to a storage host that is not allowed", async () => {
    const asked = simulator.storage().requests.length;
    const result = await client.openRecording(SHOWCASE_CALL_IDS.conversation, { method: "GET" });
    assert.deepEqual(result, { ok: false, error: { kind: "invalid", reason: "redirect" } });
    assert.equal(simulator.storage().requests.length, asked);
  });

  const ERRORS: [ScenarioName, UpstreamError][] = [
    ["recording-not-ready", { kind: "not_ready" }],
    ["recording-gone", { kind: "unavailable", reason: "status", status: 404 }],
    ["recording-expired", { kind: "unavailable", reason: "status", status: 403 }],
    ["storage-html", { kind: "invalid", reason: "content_type" }],
    ["storage-slow", { kind: "unavailable", reason: "timeout" }],
    ["unavailable", { kind: "unavailable", reason: "status", status: 503 }],
    ["unauthorised", { kind: "key_rejected", status: 401 }],
  ];

  for (const [scenario, error] of ERRORS) {
    it(`returns the expected error under ${scenario}`, async () => {
      simulator.setScenario(scenario);
      try {
        const deadlineMs = scenario === "storage-slow" ? 1_000 : 10_000;
        const result = await open(SHOWCASE_CALL_IDS.conversation, {}, deadlineMs);
        assert.deepEqual(result, { ok: false, error });
      } finally {
        simulator.setScenario("normal");
      }
    });
  }

  it("fails the stream after the received bytes under storage-cut", async () => {
    simulator.setScenario("storage-cut");
    try {
      const result = await open(SHOWCASE_CALL_IDS.conversation);
      assert.ok(result.ok);
      await assert.rejects(bytesOf(result.value.body), /broke off/);
    } finally {
      simulator.setScenario("normal");
    }
  });

  /** Node's fetch adds these by itself, the last two to a request with `If-Range`. */
  const SENT_BY_NODE = [
    "accept",
    "accept-encoding",
    "accept-language",
    "connection",
    "host",
    "sec-fetch-mode",
    "user-agent",
    "cache-control",
    "pragma",
  ];

  it("has sent the storage host no key and no header but Range and If-Range", () => {
    const { sawApiKey, requests } = simulator.storage();
    assert.equal(sawApiKey, false);
    const names = new Set(requests.flatMap(({ headers }) => headers));
    const own = [...names].filter((name) => !SENT_BY_NODE.includes(name));
    assert.deepEqual(own.toSorted(), ["if-range", "range"]);
  });
});
