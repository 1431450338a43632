import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { control } from "../../test/support/api-client.ts";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import { type Received, startReceiver } from "../../test/support/receiver.ts";
import { RECEPTION_AGENT_ID, SUPPORT_AGENT_ID } from "../calls/agents.ts";
import type { SimulatorOptions } from "../options.ts";

const SECRETS = ["the-new-secret", "the-old-secret"];

async function start(options: SimulatorOptions = {}) {
  const clock = new FakeClock();
  const receiver = await startReceiver();
  const webhooks = [{ url: receiver.url, secrets: SECRETS }];
  const simulator = await startForTests({ callCount: 0, webhooks, ...options }, clock);
  return { clock, receiver, simulator };
}

const eventOf = ({ body }: Received) => (JSON.parse(body) as { event: string }).event;

describe("webhooks of Ultravox", () => {
  it("tell each event of a call, with the call itself", async () => {
    const { receiver, simulator } = await start();
    const callId = simulator.addCall({
      status: "active",
      created: new Date(TEST_NOW - 60_000).toISOString(),
    });
    await receiver.has(2);
    simulator.endCall(callId);
    await receiver.has(4);
    const events = receiver.received.map(eventOf);
    assert.deepEqual(events.toSorted(), ["call.billed", "call.ended", "call.joined", "call.started"]);
    const ended = JSON.parse(receiver.received[events.indexOf("call.ended")]?.body ?? "");
    assert.equal(ended.call.callId, callId);
    assert.equal(ended.call.endReason, "hangup");
    assert.match(ended.call.joinUrl ?? "wss:", /^wss:/);
  });

  it("are signed with every secret, over the body and the timestamp", async () => {
    const { receiver, simulator } = await start();
    simulator.addCall({ status: "waiting" });
    await receiver.has(1);
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    const timestamp = String(headers["x-ultravox-webhook-timestamp"]);
    assert.equal(timestamp, new Date(TEST_NOW).toISOString());
    const expected = SECRETS.map((secret) =>
      createHmac("sha256", secret).update(`${body}${timestamp}`).digest("hex"),
    );
    assert.deepEqual(String(headers["x-ultravox-webhook-signature"]).split(","), expected);
  });

  it("are sent again after 30 s, then after twice as long, ten times at most", async () => {
    const { clock, receiver, simulator } = await start();
    receiver.answer(500);
    simulator.addCall({ status: "waiting" });
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await receiver.has(attempt);
      await clock.someoneSleeps();
      clock.advance(30_000 * 2 ** (attempt - 1) - 1);
      assert.equal(receiver.received.length, attempt);
      clock.advance(1);
    }
    await receiver.has(11);
    const timestamps = receiver.received.map(({ headers }) => headers["x-ultravox-webhook-timestamp"]);
    assert.equal(new Set(timestamps).size, 11, "each attempt has its own time");
    await clock.someoneSleeps();
    clock.advance(86_400_000);
    assert.equal(simulator.webhooks().length, 11);
    assert.deepEqual(simulator.webhooks().at(-1)?.status, 500);
  });

  it("may be limited to events and to an agent", async () => {
    const { receiver, simulator } = await start();
    simulator.setWebhooks({
      ultravox: [
        { url: receiver.url, secrets: SECRETS, events: ["call.ended"], agentId: RECEPTION_AGENT_ID },
      ],
    });
    simulator.addCall({ agentId: SUPPORT_AGENT_ID });
    simulator.addCall({ agentId: RECEPTION_AGENT_ID });
    await receiver.has(1);
    assert.equal(JSON.parse(receiver.received[0]?.body ?? "").call.agentId, RECEPTION_AGENT_ID);
    assert.equal(receiver.received.length, 1);
  });

  it("arrive twice, late and out of order in the scenario webhooks-disordered", async () => {
    const { clock, receiver, simulator } = await start({ scenario: "webhooks-disordered" });
    for (let count = 0; count < 4; count += 1) simulator.addCall();
    await clock.someoneSleeps();
    assert.equal(receiver.received.length, 0);
    for (let passedMs = 0; passedMs < 180_000; passedMs += 1000) {
      clock.advance(1000);
      await new Promise(setImmediate);
    }
    await receiver.has(32);
    const events = receiver.received.map(eventOf);
    assert.notDeepEqual(
      events,
      events.toSorted((one, other) => Number(other === "call.started") - Number(one === "call.started")),
    );
    assert.equal(events.filter((event) => event === "call.ended").length, 8);
  });

  it("are sent by hand, again and out of turn", async () => {
    const { receiver, simulator } = await start({ webhooks: [] });
    const callId = simulator.addCall();
    const hooks = { ultravox: [{ url: receiver.url, secrets: SECRETS }] };
    assert.equal((await control(simulator, "PUT", "/webhooks", hooks)).status, 200);
    for (const event of ["call.ended", "call.started"]) {
      assert.equal((await control(simulator, "POST", `/calls/${callId}/webhooks`, { event })).status, 202);
    }
    await receiver.has(2);
    assert.deepEqual(receiver.received.map(eventOf).toSorted(), ["call.ended", "call.started"]);
    const answer = await control(simulator, "GET", "/webhooks");
    assert.equal(((await answer.json()) as { webhooks: unknown[] }).webhooks.length <= 2, true);
  });

  for (const [webhook, complaint] of [
    [{ url: "https://example.com/hook", secrets: SECRETS }, /this machine/],
    [{ url: `http://127.0.0.1/${"x".repeat(200)}`, secrets: SECRETS }, /this machine/],
    [{ url: "http://127.0.0.1:1/", secrets: [] }, /secrets/],
    [{ url: "http://127.0.0.1:1/", secrets: ["x".repeat(121)] }, /120/],
    [{ url: "http://127.0.0.1:1/" }, /secrets: is missing/],
    [{ url: "http://127.0.0.1:1/", secrets: SECRETS, events: ["call.over"] }, /call.started/],
  ] as const) {
    it(`are refused as ${JSON.stringify(webhook).slice(0, 70)}`, async () => {
      const { simulator } = await start();
      const answer = await control(simulator, "PUT", "/webhooks", { ultravox: [webhook] });
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), complaint);
    });
  }
});

describe("a call that was ended", () => {
  it("has its summary 20 s later", async () => {
    const { clock, simulator } = await start({ webhooks: [] });
    const created = new Date(TEST_NOW - 60_000).toISOString();
    const summaries = async () => {
      const ids = Array.from({ length: 5 }, () => simulator.addCall({ status: "active", created }));
      for (const id of ids) simulator.endCall(id);
      const read = async () =>
        Promise.all(
          ids.map(async (id) => {
            const headers = { "X-API-Key": simulator.apiKey };
            const answer = await fetch(`${simulator.baseUrl}/calls/${id}`, { headers });
            return ((await answer.json()) as { summary: string | null }).summary !== null;
          }),
        );
      const before = await read();
      clock.advance(20_000);
      await new Promise(setImmediate);
      return [before, await read()];
    };
    const [before, after] = await summaries();
    assert.ok(before?.every((has) => !has));
    assert.ok(after?.some((has) => has));
  });
});

describe("the webhook of Cekura", () => {
  it("tells a call that was sent once it is evaluated, with the secret itself", async () => {
    const { clock, receiver, simulator } = await start({ webhooks: [], cekuraImportsCalls: false });
    simulator.setWebhooks({ cekura: { url: receiver.url, secret: "the-secret-of-cekura" } });
    const answer = await simulator.fetchInProcess(`${simulator.cekura.baseUrl}/observability/v1/observe/`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CEKURA-API-KEY": simulator.cekura.apiKeys.project,
      },
      body: JSON.stringify({ call_id: "call-1", agent: 2141, transcript_json: [] }),
    });
    assert.equal(answer.status, 201);
    await clock.someoneSleeps();
    clock.advance(29_000);
    assert.equal(receiver.received.length, 0);
    clock.advance(31_000);
    await receiver.has(1);
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    assert.equal(headers["x-cekura-secret"], "the-secret-of-cekura");
    const message = JSON.parse(body);
    assert.equal(message.event_type, "call_log.completed");
    assert.equal(message.data.call_id, "call-1");
    assert.notEqual(message.data.status, "evaluating");
  });
});

describe("calls that are sent to Cekura", () => {
  const send = async (scenario: "normal" | "cekura-refuses-calls" | "cekura-loses-answers") => {
    const { simulator } = await start({ webhooks: [], scenario });
    const observe = () =>
      simulator.fetchInProcess(`${simulator.cekura.baseUrl}/observability/v1/observe/`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CEKURA-API-KEY": simulator.cekura.apiKeys.project,
        },
        body: JSON.stringify({ call_id: "call-1", agent: 2141 }),
      });
    const statuses = [(await observe()).status, (await observe()).status];
    return { statuses, received: [...simulator.received()] };
  };

  it("are counted by the provider's id", async () => {
    const { statuses, received } = await send("normal");
    assert.deepEqual(statuses, [201, 201]);
    assert.deepEqual(received, [{ callId: "call-1", times: 2, fields: { call_id: "call-1", agent: 2141 } }]);
  });

  it("do not arrive in the scenario cekura-refuses-calls", async () => {
    const { statuses, received } = await send("cekura-refuses-calls");
    assert.deepEqual([statuses, received], [[400, 400], []]);
  });

  it("arrive although nobody learns of it in the scenario cekura-loses-answers", async () => {
    const { statuses, received } = await send("cekura-loses-answers");
    assert.deepEqual([statuses, received[0]?.times], [[502, 502], 2]);
  });
});
