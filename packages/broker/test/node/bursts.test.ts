import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAdmission } from "../../src/admission/admission.ts";
import { createBursts } from "../../src/admission/bursts.ts";
import { createShield } from "../../src/admission/shield.ts";
import { checkConfig } from "../../src/config/check-config.ts";
import type { Refusal } from "../../src/http/refusal.ts";
import { jwt } from "../../src/index.ts";
import { createMemoryState } from "../../src/state/memory-state.ts";

/** How many of many uses at once are allowed. */
function allowed(take: ReturnType<typeof createBursts>, limitPerMinute: number, name = "ada"): number {
  return Array.from({ length: 1_000 }, () => take(name, limitPerMinute)).filter((wait) => wait === 0).length;
}

describe("bursts of a viewer", () => {
  it("allow a tenth of the limit at once, then as much a second as the limit is", () => {
    let nowMs = 0;
    const take = createBursts(() => nowMs);
    assert.equal(allowed(take, 1_200), 120);
    nowMs += 1_000;
    assert.equal(allowed(take, 1_200), 20);
    nowMs += 3_600_000;
    assert.equal(allowed(take, 1_200), 120);
  });

  it("allow a page with a low limit to open at once", () => {
    const take = createBursts(() => 0);
    assert.equal(allowed(take, 100), 60);
  });

  it("tell how long to wait for the next use", () => {
    let nowMs = 0;
    const take = createBursts(() => nowMs);
    assert.equal(allowed(take, 20), 60);
    assert.equal(take("ada", 20), 3);
    nowMs += 3_000;
    assert.equal(take("ada", 20), 0);
  });

  it("belong to one viewer each, and do not run out when the clock goes back", () => {
    let nowMs = 10_000;
    const take = createBursts(() => nowMs);
    assert.equal(allowed(take, 600), 60);
    assert.equal(take("bob", 600), 0);
    nowMs = 0;
    assert.equal(take("ada", 600), 1);
    nowMs = 1_000;
    assert.equal(take("ada", 600), 0);
  });
});

it("refuses what a viewer asks beyond its burst without the object of that viewer, and serves others", async () => {
  let nowMs = 1_000_000;
  const now = () => nowMs;
  const { sites } = checkConfig(
    (env) => ({
      publicUrls: ["https://keyhole.acme.example"],
      sites: {
        acme: {
          origins: ["https://acme.example"],
          agents: "all",
          source: "ultravox",
          members: {
            verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: "https://acme.example" }),
            grant: () => ({ scopes: ["calls:read"], rows: "all" }),
          },
        },
      },
    }),
    {
      KEYHOLE_SECRET: "a-secret-of-the-tests-0123456789-abcdef",
      ULTRAVOX_API_KEY: "AbCdEfGh.0123456789abcdef0123456789ABCDEF",
      ACME_ASSERTION_SECRET: "an-assertion-secret-of-the-tests-0123456789",
    },
  );
  const site = sites.get("acme") ?? assert.fail();
  const shield = createShield({}, { log: () => {}, now });
  const admission = createAdmission({ state: createMemoryState(now), shield, now });
  const ask = (subject: string) =>
    admission
      .admitRequest(
        { site, subject, origin: "https://acme.example", scopes: ["calls:read"] },
        { scope: "calls:read", origin: undefined, proof: null },
      )
      .then(
        () => null,
        (refusal: Refusal) => refusal,
      );
  const refusals: Refusal[] = [];
  for (let count = 0; count < 200; count += 1) {
    const refusal = await ask("ada");
    if (refusal !== null) refusals.push(refusal);
  }
  assert.equal(refusals.length, 140);
  assert.deepEqual([refusals[0]?.code, refusals[0]?.options.retryAfterSeconds], ["rate_limited", 1]);
  assert.equal(await ask("bob"), null);
  nowMs += 1_000;
  assert.equal(await ask("ada"), null);
});
