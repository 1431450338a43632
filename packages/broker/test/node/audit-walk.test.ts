import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AUDIT_KINDS, type RecordingTicket } from "@keyhole/contract";
import { AREAS } from "../../src/routes/routes.ts";
import {
  ADMIN_SECRET,
  ASSERTION_SECRET,
  KEYHOLE_SECRET,
  PAGE_ORIGIN,
  PUBLIC_URL,
  UPSTREAM_KEY,
} from "../support/identities.ts";
import { openOwnedBrokers } from "../support/owned-brokers.ts";
import { openRecordedBrokers } from "../support/recorded-brokers.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const JSON_TYPE = { "Content-Type": "application/json" };

describe("the lines and rows of a walk through every route", () => {
  it("hold no secret, no token, no ticket, no words and no address", async () => {
    const world = openRecordedBrokers();
    const secrets = new Map<string, string>([
      ["the upstream key", UPSTREAM_KEY],
      ["KEYHOLE_SECRET", KEYHOLE_SECRET],
      ["the admin secret", ADMIN_SECRET],
      ["the assertion secret", ASSERTION_SECRET],
      ["a search text", "WORDS-OF-A-SEARCH"],
      ["words of a call", "WORDS-OF-A-CALL"],
      ["a variable", "NAME-OF-A-CALLER"],
      ["a join URL", "wss://"],
      ["a subject", "jane@acme.example"],
      ["a network address", "192.0.2.77"],
    ]);
    const assertion = await signAssertion({ sub: "jane@acme.example" });
    secrets.set("an assertion", assertion);
    const [broker] = world.brokers;
    if (broker === undefined) return;
    const page = await TestPage.enter(broker, assertion);
    secrets.set("a token", page.token);
    const [call] = world.upstream.calls;
    const id = call?.callId ?? "";
    const answer = await world.ask(page, `/v1/calls/${id}/recording`, undefined, { method: "POST" });
    const { url } = (await answer.json()) as RecordingTicket;
    const ticket = url.slice(url.lastIndexOf("/") + 1);
    secrets.set("a ticket", ticket);
    await broker.request(url, { headers: { Origin: PAGE_ORIGIN } });

    const bodies = ["{}", '{"variables":{"name":"NAME-OF-A-CALLER"}}', '{"disabled":false}', "not JSON"];
    for (const { method, path } of AREAS.flatMap(({ routes }) => routes)) {
      const filled = path
        .replace(":ticket", ticket)
        .replace("subjects/:subject", "subjects/jane@acme.example")
        .replace(":site", "acme")
        .replace(":project", "1")
        .replace(":id", id);
      for (const query of ["", "?q=WORDS-OF-A-SEARCH", `?cursor=${ticket}&limit=x`, `?first=${page.token}`]) {
        for (const body of method === "GET" ? [undefined] : bodies) {
          const headers = {
            ...JSON_TYPE,
            "Idempotency-Key": `key-${crypto.randomUUID()}`,
            "CF-Connecting-IP": "192.0.2.77",
          };
          const sent = { method, headers, ...(body === undefined ? {} : { body }) };
          await world.ask(page, `${filled}${query}`, broker, sent);
          await broker.request(`${PUBLIC_URL}${filled}${query}`, {
            ...sent,
            headers: { ...headers, Authorization: `Bearer ${ADMIN_SECRET}` },
          });
          await broker.request(`${PUBLIC_URL}${filled}${query}`, {
            ...sent,
            headers: { ...headers, Authorization: `Bearer ${page.token}x`, DPoP: assertion },
          });
        }
      }
      await world.clock.advanceTo(world.clock.nowMs + 1);
    }
    const lines = world.log.map((entry) => JSON.stringify(entry));
    const rows = (await world.audit("?limit=1000")).map((item) => JSON.stringify(item));
    assert.deepEqual(new Set(rows.map((row) => JSON.parse(row).kind)), new Set(AUDIT_KINDS));
    assert.ok(lines.length > 50 && rows.length > 50, `${lines.length} lines, ${rows.length} rows`);
    for (const line of lines) assert.ok(!line.includes("\n") && !line.includes("/v1/recordings/"), line);
    const leaks = [...lines, ...rows].flatMap((text) =>
      [...secrets].filter(([, secret]) => text.includes(secret)).map(([,]) => text),
    );
    assert.deepEqual(leaks, []);
  });

  it("include a refused ticket as a row, and never as a line", async () => {
    const world = openOwnedBrokers();
    await world.brokers[0]?.request(`${PUBLIC_URL}/v1/recordings/not-a-ticket`);
    assert.deepEqual(
      world.log.filter(({ event }) => event !== "config"),
      [],
    );
    const [item] = await world.audit("?kind=refusal");
    assert.equal(item?.reason, "ticket: invalid");
  });
});
