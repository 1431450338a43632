import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { belongs, siteAgents, someCalls, someRows } from "../support/arbitrary-rows.ts";
import { brokerGranting } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import type { RawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";
import { walkCalls } from "../support/walk-calls.ts";

const RUNS = 40;
const SCOPES = ["calls:read", "pii:read"] as const;

/** What a page may ask for beside its grant. */
const someQuery = fc.record(
  {
    limit: fc.constantFrom("1", "2", "5", "50"),
    from: fc.constantFrom("2026-07-02T00:00:00Z", "0001-01-01T00:00:00Z"),
    to: fc.constantFrom("2026-07-03T00:00:00Z", "9999-12-31T00:00:00Z"),
    agent: fc.constantFrom("aaaaaaaa-0000-4000-8000-000000000001", "cccccccc-0000-4000-8000-000000000009"),
    status: fc.constantFrom("ended", "active"),
    metadata: fc.constantFrom("tenant", "team"),
    rows: fc.constant("all"),
  },
  { requiredKeys: [] },
);

describe.each(["honest", "ignores filters", "answers another call"] as const)(
  "every route over an upstream: %s",
  (manner) => {
    it("shows nothing outside the grant, and hides nothing inside", async () => {
      const anything = fc.record({ calls: someCalls, rows: someRows, agents: siteAgents, query: someQuery });
      await fc.assert(
        fc.asyncProperty(anything, async ({ calls, rows, agents, query }) => {
          const marked = calls.map((call, index) => ({ ...call, summary: markOf(index) }));
          const broker = brokerGranting(new FakeUpstream(marked, { manner }).fetch, {
            rows,
            scopes: SCOPES,
            site: { agents, metadata: ["tenant", "team", "constructor"] },
          });
          const page = await TestPage.enter(broker, await signAssertion());
          const isInside = (call: RawCall) => belongs(call, rows, agents);
          const answers: string[] = [];

          const whole = await walkCalls(page, { limit: "50" });
          expect(new Set(whole.ids)).toEqual(new Set(calls.filter(isInside).map(({ callId }) => callId)));
          const { pages } = await walkCalls(page, query as Record<string, string>);
          answers.push(...[...whole.pages, ...pages].map((answer) => JSON.stringify(answer)));
          for (const call of calls) {
            const response = await page.get(`/v1/calls/${call.callId}`);
            answers.push(await response.text());
            if (manner !== "answers another call") expect(response.status).toBe(isInside(call) ? 200 : 404);
          }
          answers.push(await (await page.get("/v1/agents")).text());

          const told = answers.join("\n");
          calls.forEach((call, index) => {
            if (!isInside(call)) expect(told).not.toContain(markOf(index));
            if (!isInside(call)) expect(told).not.toContain(call.callId);
          });
        }),
        { numRuns: RUNS },
      );
    }, 60_000);
  },
);

/** A text that no other call has and that masking leaves alone. */
function markOf(index: number): string {
  return `mark ${String.fromCharCode(97 + index)}${String.fromCharCode(97 + index)}z`;
}
