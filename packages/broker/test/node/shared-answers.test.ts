/** What isolates and grants share of an upstream's answers, and what none sees of another's. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CallSummary, Page, Scope } from "@keyhole/contract";
import * as fc from "fast-check";
import { type Grant, jwt } from "../../src/index.ts";
import { type ArbitraryRows, belongs, someCalls, someRows } from "../support/arbitrary-rows.ts";
import { FakeUpstream, type FakeUpstreamOptions, json } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { type OwnedBrokers, openOwnedBrokers, outcomeOf } from "../support/owned-brokers.ts";
import { type RawCall, rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const RUNS = 15;
const PHONE = "+1 555 123 4567";

interface WorldOptions extends FakeUpstreamOptions {
  calls: readonly RawCall[];
}

/** Two isolates, whose members are granted what their assertion says. */
function openWorld({ calls, ...options }: WorldOptions) {
  const upstream = new FakeUpstream(calls, options);
  const world = openOwnedBrokers({
    count: 2,
    fetch: upstream.fetch,
    site: {
      members: {
        verify: jwt({ secret: ASSERTION_SECRET, issuer: ISSUER }),
        grant: ({ rows, scopes }) => ({ rows: rows as Grant["rows"], scopes: scopes as Scope[] }),
      },
    },
  });
  const enter = async (rows: Grant["rows"], scopes: readonly Scope[] = ["calls:read", "pii:read"]) =>
    TestPage.enter(
      world.brokers[0] as OwnedBrokers["brokers"][number],
      await signAssertion({ sub: crypto.randomUUID(), rows, scopes }),
    );
  return { world, upstream, enter };
}

/** A text that no other call has and that masking leaves alone. */
const markOf = (index: number) => `mark ${String.fromCharCode(97 + index).repeat(2)}z`;

/** Rows that meet often, beside any others. */
const metRows = fc.constantFrom("all" as const, { metadata: { tenant: "a" } }, { metadata: { tenant: "b" } });
const someViewer = fc.record({
  rows: fc.oneof({ weight: 2, arbitrary: metRows }, { weight: 1, arbitrary: someRows }),
  mayReadNames: fc.boolean(),
  broker: fc.constantFrom(0, 1),
});

describe("grants that ask one upstream at once", () => {
  for (const manner of ["honest", "ignores filters"] as const) {
    it(`are each shown their own calls alone, by an upstream that ${manner === "honest" ? "filters" : manner}`, async () => {
      let asked = 0;
      let sent = 0;
      const anything = fc.record({
        calls: someCalls.map((calls) =>
          calls.map((call, index) => ({
            ...call,
            metadata: { ...call.metadata, tenant: index % 2 === 0 ? "a" : "b" },
          })),
        ),
        viewers: fc.array(someViewer, { minLength: 2, maxLength: 5 }),
        limit: fc.constantFrom(3, 50),
      });
      await fc.assert(
        fc.asyncProperty(anything, async ({ calls, viewers, limit }) => {
          const marked = calls.map((call, index) => ({ ...call, summary: `${markOf(index)}, ${PHONE}` }));
          const { world, upstream, enter } = openWorld({ calls: marked, manner });
          const entered = await Promise.all(
            viewers.map(async (viewer) => ({
              ...viewer,
              page: await enter(
                viewer.rows,
                viewer.mayReadNames ? ["calls:read", "pii:read"] : ["calls:read"],
              ),
            })),
          );
          const check = async ({ rows, mayReadNames, broker, page }: (typeof entered)[number]) => {
            const ask = (path: string) => world.ask(page, path, world.brokers[broker]);
            const told: string[] = [];
            const inside = calls.filter((call) => belongs(call, rows as "all" | ArbitraryRows, "all"));
            const list = await ask(`/v1/calls?limit=${limit}`);
            const { items } = (await list.clone().json()) as Page<CallSummary>;
            told.push(await list.text());
            if (limit > calls.length)
              assert.deepEqual(
                new Set(items.map(({ id }) => id)),
                new Set(inside.map(({ callId }) => callId)),
              );
            for (const call of calls) {
              const answer = await ask(`/v1/calls/${call.callId}`);
              told.push(await answer.text());
              assert.equal(answer.status, inside.includes(call) ? 200 : 404);
            }
            const all = told.join("\n");
            if (!mayReadNames) assert.ok(!all.includes(PHONE));
            for (const [index, call] of calls.entries()) {
              if (inside.includes(call)) continue;
              assert.ok(!all.includes(call.callId) && !all.includes(markOf(index)));
            }
          };
          // At once, so that they wait for each other, and again from memory.
          await Promise.all(entered.map(check));
          await Promise.all(entered.map(check));
          asked += 2 * viewers.length;
          sent += upstream.requests.filter(({ pathname }) => pathname.endsWith("/calls")).length;
        }),
        { numRuns: RUNS },
      );
      assert.ok(sent < asked * 0.8, `${sent} upstream requests for ${asked} lists`);
    });
  }

  it("learn nothing of a call that another grant has read, with a healthy and with a failing upstream", async () => {
    const call = rawCall({ metadata: { tenant: "a" } });
    let isFailing = false;
    const { world, enter } = openWorld({
      calls: [call],
      instead: () => (isFailing ? json({}, 500) : undefined),
    });
    const ours = await enter({ metadata: { tenant: "a" } });
    const theirs = await enter({ metadata: { tenant: "b" } });
    const outcome = async (page: TestPage, id: string) => outcomeOf(await world.ask(page, `/v1/calls/${id}`));
    assert.equal(await outcome(ours, call.callId), 200);
    assert.equal(await outcome(theirs, call.callId), "not_found");
    isFailing = true;
    assert.equal(await outcome(ours, call.callId), 200);
    for (const id of [call.callId, crypto.randomUUID()])
      assert.equal(await outcome(theirs, id), "upstream_unavailable");
  });
});

describe("many viewers with one grant", () => {
  it("cost the upstream one request for a page of the list in two seconds, over all isolates", async () => {
    const { world, upstream, enter } = openWorld({ calls: [rawCall()] });
    const pages = await Promise.all(Array.from({ length: 10 }, () => enter("all")));
    const askAll = () =>
      Promise.all(
        pages.map(
          async (page, index) => (await world.ask(page, "/v1/calls", world.brokers[index % 2])).status,
        ),
      );
    assert.deepEqual(new Set(await askAll()), new Set([200]));
    // The second isolate does not wait for the first, which did not know that it would ask.
    assert.equal(upstream.requests.length, 2);
    await world.clock.advanceTo(2_000);
    assert.deepEqual(new Set(await askAll()), new Set([200]));
    assert.equal(upstream.requests.length, 3);
    await world.clock.advanceTo(3_900);
    await askAll();
    assert.equal(upstream.requests.length, 3);
  });

  it("are refused one by one for their own limits and revocations, whatever is kept", async () => {
    const { world, upstream, enter } = openWorld({ calls: [rawCall()] });
    const [one, other] = [await enter("all"), await enter("all")];
    await world.ask(one, "/v1/calls");
    await world.owner("POST", "revoke", { site: "acme" });
    await world.clock.advanceTo(1_000);
    assert.deepEqual(
      await Promise.all([one, other].map(async (page) => outcomeOf(await world.ask(page, "/v1/calls")))),
      ["token_revoked", "token_revoked"],
    );
    assert.equal(upstream.requests.length, 1);
  });

  it("share a failure, and ask again after two seconds", async () => {
    let isFailing = true;
    const { world, upstream, enter } = openWorld({
      calls: [rawCall()],
      instead: () => (isFailing ? json({}, 500) : undefined),
    });
    const pages = await Promise.all(Array.from({ length: 10 }, () => enter("all")));
    const askAll = () =>
      Promise.all(pages.map(async (page) => outcomeOf(await world.ask(page, "/v1/calls"))));
    assert.deepEqual(new Set(await askAll()), new Set(["upstream_unavailable"]));
    assert.equal(upstream.requests.length, 1);
    isFailing = false;
    await world.clock.advanceTo(2_000);
    assert.deepEqual(new Set(await askAll()), new Set([200]));
  });
});
