import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { choosePorts, createSupervisor, type Supervisor } from "@keyhole/dev/processes";
import { startWorker } from "@keyhole/dev/worker";
import { type ReceivedCall, type Simulator, startSimulator } from "@keyhole/simulator";
import { writeLocalWorker } from "../dev/local-worker.ts";

const WEBHOOK_SECRET = "the-webhook-secret-of-the-tests-0123456789";
const ADMIN_SECRET = "an-admin-secret-of-the-tests-0123456789-abcdef";
const CONFIG = fileURLToPath(new URL("support/bridged.config.ts", import.meta.url));
const WRANGLER = fileURLToPath(new URL("../wrangler.jsonc", import.meta.url));

let simulator: Simulator;
let supervisor: Supervisor;
let url: string;

before(async () => {
  buildWhenNeeded("elements", () => {});
  const [port = 0] = await choosePorts([{ name: "Worker", port: 0, setting: "port" }]);
  url = `http://127.0.0.1:${port}`;
  simulator = await startSimulator({
    callCount: 0,
    cekuraImportsCalls: false,
    webhooks: [{ url: `${url}/v1/webhooks/ultravox/acme`, secrets: [WEBHOOK_SECRET] }],
  });
  supervisor = await createSupervisor();
  const worker = writeLocalWorker(supervisor.temporaryFolder(), {
    config: CONFIG,
    publicUrls: [],
    origins: [],
  });
  await startWorker(supervisor, {
    config: WRANGLER,
    port,
    env: {
      KEYHOLE_SECRET: "a-secret-of-the-tests-0123456789-abcdef",
      KEYHOLE_ADMIN_SECRET: ADMIN_SECRET,
      ULTRAVOX_API_KEY: simulator.apiKey,
      ULTRAVOX_BASE_URL: simulator.baseUrl,
      CEKURA_API_KEY: simulator.cekura.apiKeys.project,
      CEKURA_BASE_URL: simulator.cekura.baseUrl,
      ULTRAVOX_WEBHOOK_SECRET: WEBHOOK_SECRET,
      TEST_PUBLIC_URL: url,
    },
    options: [worker],
  });
});
after(async () => {
  await supervisor?.stop();
  await simulator?.close();
});

/** Ends a call whose recording is there, and waits until Cekura has it. */
async function sendCall(): Promise<ReceivedCall> {
  const created = new Date(Date.now() - 20 * 60_000).toISOString();
  const callId = simulator.addCall({ created, durationSeconds: 30, summary: "A call." });
  for (const event of ["call.ended", "call.billed", "call.ended"] as const)
    simulator.sendWebhook(callId, event);
  for (;;) {
    const received = [...simulator.received()].find((call) => call.callId === callId);
    if (received !== undefined) return received;
    await sleep(50);
  }
}

describe("a call that ends, on workerd with Cloudflare's queues", () => {
  it("is in Cekura once, with a recording that Cekura can fetch", async () => {
    const { callId, fields } = await sendCall();
    const recording = await fetch(String(fields.voice_recording_url));
    assert.equal(recording.status, 200);
    assert.equal(recording.headers.get("Content-Type"), "audio/wav");
    assert.ok((await recording.arrayBuffer()).byteLength > 1000);

    // By the time that a later call is there, what was told twice of this one has been dealt with.
    await sendCall();
    assert.deepEqual(
      [...simulator.received()].map(({ times }) => times),
      [1, 1],
    );
    const headers = { Authorization: `Bearer ${ADMIN_SECRET}` };
    const listed = await fetch(`${url}/v1/admin/deliveries`, { headers });
    const { items } = (await listed.json()) as { items: { call: string; tries: number }[] };
    assert.ok(items.some(({ call, tries }) => call === callId && tries === 1));
  });
});
