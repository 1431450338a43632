import assert from "node:assert/strict";
import { once } from "node:events";
import { afterEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { RECEPTION_AGENT_ID, SUPPORT_AGENT_ID } from "@keyhole/simulator";
import {
  type BridgeWorld,
  type BridgeWorldOptions,
  HOURS,
  MINUTES,
  OLD_WEBHOOK_SECRET,
  openBridgeWorld,
  SECONDS,
  WEBHOOK_SECRET,
} from "../support/bridge-world.ts";
import { PUBLIC_URL } from "../support/identities.ts";

let world: BridgeWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

async function open(options?: BridgeWorldOptions): Promise<BridgeWorld> {
  world = await openBridgeWorld(options);
  return world;
}

/** A call that ended long enough ago for its recording and its summary to be there. */
const oldCall = ({ simulator, ago }: BridgeWorld, turns = 4) =>
  simulator.addCall({
    created: ago(20 * MINUTES),
    durationSeconds: 60,
    turns,
    summary: "Asked for a cleaning.",
  });

describe("a call that has ended", () => {
  it("is in Cekura once, with its transcript, its times and a ticket for its recording", async () => {
    const world = await open();
    const callId = oldCall(world);
    assert.equal((await world.tell(callId)).status, 204);
    await world.pass(5 * SECONDS);
    const sent = world.received().get(callId);
    assert.equal(sent?.times, 1);
    const fields = sent?.fields ?? {};
    assert.deepEqual(
      [fields.agent, fields.transcript_type, fields.call_ended_reason],
      [2141, "cekura", "hangup"],
    );
    const turns = fields.transcript_json as { role: string; start_time: number; end_time: number }[];
    assert.ok(turns.length >= 4);
    const roles = new Set(["Main Agent", "Testing Agent", "Function Call", "Function Call Result"]);
    assert.ok(turns.every(({ role, start_time: start, end_time: end }) => roles.has(role) && end >= start));
    assert.equal((fields.metadata as Record<string, string>).summary, "Asked for a cleaning.");
    assert.ok(String(fields.voice_recording_url).startsWith(`${PUBLIC_URL}/v1/recordings/`));
    const [delivery, ...others] = await world.deliveries();
    assert.equal(others.length, 0);
    assert.deepEqual(delivery, {
      ...{ id: `acme.${callId}`, call: callId, site: "acme", state: "done" },
      ...{ tries: 1, nextAt: null, code: null },
    });
  });

  it("is in Cekura once however often and in whatever order its events are told", async () => {
    const world = await open();
    const callId = oldCall(world);
    const events = ["call.billed", "call.ended", "call.joined", "call.ended", "call.started"] as const;
    await Promise.all(events.map((event) => world.tell(callId, event)));
    await world.pass(5 * SECONDS);
    await world.tell(callId);
    await world.pass(2 * HOURS);
    await world.tell(callId, "call.ended", [OLD_WEBHOOK_SECRET]);
    await world.pass(5 * SECONDS);
    assert.equal(world.received().get(callId)?.times, 1);
  });

  it("is in Cekura once where the queue gives its message twice at once", async () => {
    const world = await open({ givesTwice: true });
    const callIds = [oldCall(world), oldCall(world), oldCall(world)];
    for (const callId of callIds) await world.tell(callId);
    await world.pass(10 * MINUTES);
    assert.deepEqual(
      [...world.received().values()].map(({ times }) => times),
      [1, 1, 1],
    );
    assert.equal((await world.deliveries("done")).length, 3);
  });

  it("waits for its recording and its summary", async () => {
    const world = await open();
    const callId = world.simulator.addCall({ status: "active", created: world.ago(MINUTES) });
    world.simulator.endCall(callId);
    await world.tell(callId);
    await world.pass(25 * SECONDS);
    const [waiting] = await world.deliveries("waiting");
    assert.equal(waiting?.call, callId);
    assert.ok(Date.parse(waiting?.nextAt ?? "") > world.now());
    assert.equal(world.received().size, 0);
    await world.pass(2 * MINUTES);
    assert.ok(world.received().get(callId)?.fields.voice_recording_url);
  });

  it("is sent without its recording ten minutes after its end", async () => {
    const world = await open({ simulator: { scenario: "recording-not-ready" } });
    const callId = world.simulator.addCall({ created: world.ago(2 * MINUTES), durationSeconds: 60 });
    await world.tell(callId);
    await world.pass(8 * MINUTES);
    assert.equal(world.received().size, 0);
    await world.pass(3 * MINUTES);
    const fields = world.received().get(callId)?.fields ?? {};
    assert.equal("voice_recording_url" in fields, false);
    assert.equal(fields.call_id, callId);
  });

  it("is sent two minutes after its end where there is no summary", async () => {
    const world = await open();
    const callId = world.simulator.addCall({
      ...{ created: world.ago(MINUTES + 10 * SECONDS), durationSeconds: 60, recording: null },
      ...{ summary: null, shortSummary: null },
    });
    await world.tell(callId);
    await world.pass(MINUTES);
    assert.equal(world.received().size, 0);
    await world.pass(90 * SECONDS);
    const metadata = world.received().get(callId)?.fields.metadata as Record<string, string>;
    assert.equal("summary" in metadata, false);
  });

  it("is sent only if somebody joined it and the site has its agent", async () => {
    const world = await open({ site: { agents: [RECEPTION_AGENT_ID] } });
    const waiting = world.simulator.addCall({ status: "waiting", agentId: RECEPTION_AGENT_ID });
    const created = world.ago(20 * MINUTES);
    const others = world.simulator.addCall({ agentId: SUPPORT_AGENT_ID, created });
    const nobodys = world.simulator.addCall({ agentId: null, created });
    const own = world.simulator.addCall({ agentId: RECEPTION_AGENT_ID, created });
    for (const callId of [waiting, others, nobodys, own]) {
      assert.equal((await world.tell(callId)).status, 204);
    }
    await world.pass(15 * MINUTES);
    assert.deepEqual([...world.received().keys()], [own]);
    assert.deepEqual(
      (await world.deliveries()).map(({ call }) => call),
      [own],
    );
  });

  it("carries the metadata that the site lists, and no other", async () => {
    const world = await open({ site: { metadata: ["tenant", "toString"] } });
    const metadata = { tenant: "tenant-a", secret: "not to be told" };
    const callId = world.simulator.addCall({ created: world.ago(20 * MINUTES), metadata });
    await world.tell(callId);
    await world.pass(5 * SECONDS);
    const sent = world.received().get(callId)?.fields.metadata as Record<string, string>;
    assert.equal(sent.tenant, "tenant-a");
    assert.deepEqual(
      Object.keys(sent).filter((key) => !["tenant", "short_summary", "summary"].includes(key)),
      ["ultravox_agent_id"],
    );
  });

  it("is sent with the key that was made for the project", async () => {
    const keys: string[] = [];
    const provisioned = await open({
      site: { cekura: { project: 1376, provisionKey: true } },
      key: "organization",
      fetch: (simulator) => (input, init) => {
        const request = new Request(input, init);
        if (request.url.endsWith("/observe/")) keys.push(request.headers.get("X-CEKURA-API-KEY") ?? "");
        return simulator.fetchInProcess(input, init);
      },
    });
    const callId = oldCall(provisioned);
    await provisioned.tell(callId);
    await provisioned.pass(5 * SECONDS);
    const [made] = provisioned.simulator.cekura.madeKeys();
    assert.equal(made?.project, 1376);
    assert.deepEqual(keys, [made?.key]);
  });
});

describe("a call that Cekura does not take", () => {
  it("fails at once with a 4xx, can be seen, and is sent when it is repeated", async () => {
    const world = await open({ simulator: { scenario: "cekura-refuses-calls" } });
    const callId = oldCall(world);
    await world.tell(callId);
    await world.pass(5 * SECONDS);
    const [failed] = await world.deliveries("failed");
    assert.deepEqual(
      [failed?.call, failed?.tries, failed?.code, failed?.nextAt],
      [callId, 1, "upstream_invalid", null],
    );
    await world.pass(26 * HOURS);
    world.simulator.setScenario("normal");
    await world.pass(2 * HOURS);
    assert.equal(world.received().size, 0);
    const repeated = await world.admin<{ state: string }>(`deliveries/acme.${callId}/repeat`, {
      method: "POST",
    });
    assert.deepEqual([repeated.status, repeated.body.state], [200, "waiting"]);
    await world.pass(5 * SECONDS);
    assert.equal(world.received().get(callId)?.times, 1);
    assert.equal((await world.deliveries("done")).length, 1);
  });

  it("is tried again with growing waits for a day, and then fails", async () => {
    const attempts: number[] = [];
    const world = await open({
      simulator: { scenario: "cekura-unavailable" },
      fetch: (simulator) => (input, init) => {
        if (String(input).endsWith("/observe/")) attempts.push(world.now());
        return simulator.fetchInProcess(input, init);
      },
    });
    const callId = oldCall(world);
    await world.tell(callId);
    await world.pass(23 * HOURS);
    const [waiting] = await world.deliveries("waiting");
    assert.equal(waiting?.code, "upstream_unavailable");
    await world.pass(3 * HOURS);
    const [failed] = await world.deliveries("failed");
    assert.equal(failed?.code, "upstream_unavailable");
    assert.equal(failed?.tries, attempts.length);
    const waits = attempts.slice(1).map((timeMs, index) => timeMs - (attempts[index] ?? 0));
    assert.ok(
      waits.slice(1, -1).every((wait, index) => wait >= (waits[index] ?? 0)),
      waits.join(),
    );
    assert.ok(Math.max(...waits) <= HOURS + SECONDS);
    const lastedMs = (attempts.at(-1) ?? 0) - (attempts[0] ?? 0);
    assert.ok(lastedMs >= 24 * HOURS && lastedMs < 24 * HOURS + MINUTES, `${lastedMs}`);
  });

  it("is tried again after the wait that a 429 asks for", async () => {
    const world = await open({ simulator: { scenario: "cekura-rate-limited" } });
    const callId = oldCall(world);
    await world.tell(callId);
    await world.pass(5 * SECONDS);
    assert.equal((await world.deliveries("waiting"))[0]?.code, "upstream_rate_limited");
    world.simulator.setScenario("normal");
    await world.pass(MINUTES);
    assert.equal(world.received().get(callId)?.times, 1);
  });

  it("is not sent again where only the answer was lost", async () => {
    const world = await open({ simulator: { scenario: "cekura-loses-answers" } });
    const callId = oldCall(world);
    await world.tell(callId);
    await world.pass(5 * SECONDS);
    assert.equal((await world.deliveries("waiting")).length, 1);
    world.simulator.setScenario("normal");
    await world.pass(5 * MINUTES);
    assert.equal((await world.deliveries("done")).length, 1);
    assert.equal(world.received().get(callId)?.times, 1);
  });

  it("is tried again where Ultravox refuses", async () => {
    const world = await open();
    const callId = oldCall(world);
    const told = world.simulator.signWebhook(callId, "call.ended", [WEBHOOK_SECRET]);
    world.simulator.setScenario("unauthorised");
    const url = `${PUBLIC_URL}/v1/webhooks/ultravox/acme`;
    assert.equal((await world.broker.request(url, { method: "POST", ...told })).status, 204);
    await world.pass(10 * MINUTES);
    assert.equal(world.received().size, 0);
    world.simulator.setScenario("normal");
    await world.pass(HOURS);
    assert.equal(world.received().get(callId)?.times, 1);
  });

  it("leaves neither a secret nor the address of a vendor in the log", async () => {
    const world = await open({ simulator: { scenario: "cekura-unauthorised" } });
    await world.tell(oldCall(world));
    await world.pass(5 * SECONDS);
    assert.equal((await world.deliveries("failed"))[0]?.code, "upstream_key_rejected");
    const lines = JSON.stringify(world.log.filter(({ event }) => event === "delivery"));
    assert.match(lines, /CEKURA_API_KEY/);
    for (const secret of [world.simulator.cekura.apiKeys.project, WEBHOOK_SECRET, world.simulator.apiKey])
      assert.ok(!lines.includes(secret));
  });
});

describe("10,000 calls that end while Cekura is down for an hour", () => {
  it("are all in Cekura afterwards, each once", async () => {
    // In a thread of its own: the test runner watches every promise of its thread, which takes most of the time.
    const thread = new Worker(fileURLToPath(import.meta.resolve("../support/many-calls.ts")), {
      workerData: 10_000,
    });
    const [counts] = await once(thread, "message");
    assert.deepEqual(counts, { duringOutage: 0, waiting: 10_000, arrived: 10_000, twice: 0, done: 10_000 });
  });
});
