import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import {
  type BridgeWorld,
  CEKURA_WEBHOOK_SECRET,
  MINUTES,
  OLD_WEBHOOK_SECRET,
  openBridgeWorld,
  SECONDS,
  WEBHOOK_SECRET,
} from "../support/bridge-world.ts";
import { PUBLIC_URL } from "../support/identities.ts";

const TIMESTAMP = "X-Ultravox-Webhook-Timestamp";
const SIGNATURE = "X-Ultravox-Webhook-Signature";

let world: BridgeWorld;
before(async () => {
  world = await openBridgeWorld();
});
after(() => world?.close());

const sign = (body: string | Buffer, timestamp: string, secret = WEBHOOK_SECRET) =>
  createHmac("sha256", secret).update(body).update(timestamp).digest("hex");

interface Sent {
  vendor?: "ultravox" | "cekura";
  site?: string;
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}

function send({ vendor = "ultravox", site = "acme", method = "POST", body, headers = {} }: Sent) {
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  return world.broker.request(`${PUBLIC_URL}/v1/webhooks/${vendor}/${site}`, init);
}

/** A message as the vendor signs it, with changes. */
function message({ at = new Date(world.now()).toISOString(), secret = WEBHOOK_SECRET } = {}) {
  const body = JSON.stringify({
    event: "call.started",
    call: { callId: crypto.randomUUID(), joined: null, ended: null, agent: null, agentId: null },
  });
  return { body, headers: { [TIMESTAMP]: at, [SIGNATURE]: sign(body, at, secret) } };
}

/** Everything of an answer that may tell something, but the id of the request. */
async function told(response: Response) {
  const text = (await response.text()).replace(/"requestId":"[^"]+"/, "");
  const headers = [...response.headers].filter(([name]) => name !== "x-request-id").toSorted();
  return { status: response.status, headers, text };
}

describe("POST /v1/webhooks/ultravox/:site", () => {
  const iso = (offsetMs: number) => new Date(world.now() + offsetMs).toISOString();

  it("accepts a message that any of the secrets has signed, whatever its content type", async () => {
    for (const secret of [WEBHOOK_SECRET, OLD_WEBHOOK_SECRET]) {
      const { body, headers } = message({ secret });
      for (const type of ["application/json", "text/plain", "x/y"]) {
        const answer = await send({ body, headers: { ...headers, "Content-Type": type } });
        assert.equal(answer.status, 204);
        assert.equal(await answer.text(), "");
      }
    }
  });

  it("accepts one right signature among several, with spaces around it", async () => {
    const { body, headers } = message();
    const right = headers[SIGNATURE] ?? "";
    for (const signatures of [`${"0".repeat(64)}, ${right}`, `${right},x`, `x , ${right.toUpperCase()} ,y`]) {
      assert.equal((await send({ body, headers: { ...headers, [SIGNATURE]: signatures } })).status, 204);
    }
  });

  it("accepts a time with a zone, with an offset, and without either", async () => {
    const now = iso(0);
    const micros = now.replace("Z", "123Z");
    for (const at of [
      now,
      micros,
      now.replace("Z", "+00:00"),
      now.replace("Z", ""),
      micros.replace("Z", ""),
    ]) {
      const { body, headers } = message({ at });
      assert.equal((await send({ body, headers })).status, 204, at);
    }
  });

  for (const [offsetMs, status] of [
    [-5 * MINUTES, 204],
    [-5 * MINUTES - 1, 401],
    [60 * SECONDS, 204],
    [60 * SECONDS + 1, 401],
  ] as const) {
    it(`answers ${status} to a message whose time is off by ${offsetMs} ms`, async () => {
      assert.equal((await send(message({ at: iso(offsetMs) }))).status, status);
    });
  }

  it("answers a wrong signature, an unknown site and a site without a bridge alike", async () => {
    const right = message();
    const at = right.headers[TIMESTAMP] ?? "";
    const cases: Record<string, Sent> = {
      "another secret": message({ secret: "another-secret" }),
      "a changed body": { ...right, body: `${right.body} ` },
      "a changed time": { ...right, headers: { ...right.headers, [TIMESTAMP]: iso(-1000) } },
      "no signature": { ...right, headers: { [TIMESTAMP]: at } },
      "no time": { ...right, headers: { [SIGNATURE]: sign(right.body, "") } },
      "a time that is none": message({ at: "now" }),
      "an old time": message({ at: iso(-10 * MINUTES) }),
      "an empty body": { headers: right.headers },
      "an unknown site": { ...right, site: "nobody" },
      "a site without a bridge": { ...right, site: "plain" },
      "a name of every object": { ...right, site: "__proto__" },
    };
    const answers = await Promise.all(
      Object.entries(cases).map(async ([name, sent]) => [name, await told(await send(sent))] as const),
    );
    const [[, first] = ["", undefined]] = answers;
    assert.equal(first?.status, 401);
    assert.match(first?.text ?? "", /"code":"token_invalid"/);
    for (const [name, answer] of answers) assert.deepEqual(answer, first, name);
    const names = first?.headers.map(([name]) => name) ?? [];
    assert.ok(!names.includes("www-authenticate"));
    assert.ok(!names.some((name) => name.startsWith("access-control")));
  });

  it("bounds the body before it knows the site", async () => {
    const body = "x".repeat(1_048_577);
    for (const site of ["acme", "nobody"]) assert.equal((await send({ body, site })).status, 413);
  });

  it("refuses a signed body that is no event", async () => {
    for (const body of [
      "",
      "no JSON",
      "[]",
      '{"event":"call.ended"}',
      '{"event":"call.ended","call":{"callId":1}}',
    ]) {
      const at = iso(0);
      const headers = { [TIMESTAMP]: at, [SIGNATURE]: sign(body, at) };
      assert.equal((await send({ body, headers })).status, 400, body);
    }
  });

  it("answers other methods with 405, without CORS", async () => {
    for (const vendor of ["ultravox", "cekura"] as const) {
      for (const method of ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]) {
        const answer = await send({ method, vendor });
        assert.equal(answer.status, 405, method);
        assert.equal(answer.headers.get("Access-Control-Allow-Origin"), null);
      }
    }
  });

  it("tells the owner's log which setting to compare, and no secret", async () => {
    await send(message({ secret: "another-secret" }));
    const line = world.log.findLast(({ reason }) => reason === "webhook: signature");
    assert.equal(line?.site, "acme");
    assert.match(line?.detail ?? "", /^sites\.acme\.bridge\.webhookSecrets: /);
    assert.ok(!JSON.stringify(world.log).includes(WEBHOOK_SECRET));
  });
});

describe("POST /v1/webhooks/cekura/:site", () => {
  const event = (callId: string) =>
    JSON.stringify({
      event_type: "call_log.completed",
      data: { id: 1, call_id: callId, timestamp: new Date(world.now()).toISOString() },
    });
  const headers = { "X-CEKURA-SECRET": CEKURA_WEBHOOK_SECRET };

  it("accepts the secret alone", async () => {
    const body = event(crypto.randomUUID());
    assert.equal((await send({ vendor: "cekura", body, headers })).status, 204);
    const wrong: Sent[] = [
      { body },
      { body, headers: { "X-CEKURA-SECRET": `${CEKURA_WEBHOOK_SECRET}x` } },
      { body, headers: { "X-CEKURA-SECRET": WEBHOOK_SECRET } },
      { body, headers, site: "nobody" },
      { body, headers, site: "plain" },
    ];
    const answers = await Promise.all(
      wrong.map(async (sent) => told(await send({ vendor: "cekura", ...sent }))),
    );
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0]?.status, 401);
  });

  it("has the evaluation asked for at once, in the site's project", async () => {
    const callId = crypto.randomUUID();
    const asked = () =>
      world.asked.filter((url) => url.includes("/v2/call-logs/") && decodeURIComponent(url).includes(callId));
    assert.equal((await send({ vendor: "cekura", body: event(callId), headers })).status, 204);
    await world.pass(SECONDS);
    assert.equal(asked().length, 1);
    assert.match(asked()[0] ?? "", /project_id=1376/);
  });

  it("accepts events that it has no use for", async () => {
    for (const body of ["", "{}", '{"event_type":"result.completed"}', event("not-an-id-of-ultravox")]) {
      assert.equal((await send({ vendor: "cekura", body, headers })).status, 204, body);
    }
  });
});
