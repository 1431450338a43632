import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { before, describe, it } from "node:test";
import {
  changedJson,
  changedText,
  fuzz,
  inHeader,
  someHeader,
  someJson,
  someText,
  toWire,
  wellFormed,
} from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { type FuzzedBroker, openFuzzedBroker, WEBHOOK_SECRET } from "../../support/fuzzed-broker.ts";

let world: FuzzedBroker;
before(() => {
  world = openFuzzedBroker();
});

describe("a webhook", () => {
  it("is refused with any change", async () => {
    const body = JSON.stringify({ event: "call.ended", call: { callId: crypto.randomUUID() } });
    const at = new Date().toISOString();
    const signature = sign(body, at);
    const changed = fc.record({
      body: fc.oneof(fc.constant(body), changedText(fc.constant(body)), someText),
      at: fc.oneof(fc.constant(at), inHeader(changedText(fc.constant(at))), someHeader),
      signature: fc.oneof(fc.constant(signature), inHeader(changedText(fc.constant(signature))), someHeader),
    });
    await fuzz([changed], async (sent) => {
      if (sent.at.trim() !== sent.at) return;
      const signatures = sent.signature.split(",").map((each) => each.trim().toLowerCase());
      const isRight =
        wellFormed(sent.body) + sent.at === body + at && signatures.includes(signature.toLowerCase());
      const { status } = await tell(sent);
      if (!isRight) assert.equal(status, 401, JSON.stringify(sent));
    });
  });

  it("that is signed is read or refused, whatever it says", async () => {
    const sample = fc.constant({
      event: "call.ended",
      call: {
        callId: crypto.randomUUID(),
        joined: "2026-07-02T09:14:06.900Z",
        ended: "2026-07-02T09:16:06.900Z",
        agentId: null,
        agent: null,
        metadata: { keyhole_start: "a", keyhole_visitor: "b" },
      },
    });
    const someBody = fc.oneof(changedJson(sample).map(toWire), someJson.map(toWire), someText);
    await fuzz([someBody], async (text) => {
      const body = wellFormed(text);
      const at = new Date().toISOString();
      const { status } = await tell({ body, at, signature: sign(body, at) });
      assert.ok([204, 400].includes(status), `${status}`);
    });
  });
});

function sign(body: string, at: string): string {
  return createHmac("sha256", WEBHOOK_SECRET).update(`${body}${at}`).digest("hex");
}

function tell({ body, at, signature }: { body: string; at: string; signature: string }) {
  return world.ask("/v1/webhooks/ultravox/acme", {
    method: "POST",
    headers: { "X-Ultravox-Webhook-Timestamp": at, "X-Ultravox-Webhook-Signature": signature },
    body,
  });
}
