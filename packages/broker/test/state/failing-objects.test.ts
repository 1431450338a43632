import { env as workerEnv } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { openRecordedCall } from "../support/recorded-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { signAssertion } from "../support/sign-jwt.ts";

const METHODS = ["admit", "take", "lease", "permit", "shrink"] as const;
type Method = (typeof METHODS)[number];
type Ask = (use: unknown) => Promise<unknown>;

/** Stands in the errors' messages: they may hold anything. */
const TEXT = "what-an-error-says";

/** Errors as the platform throws them (developers.cloudflare.com, Durable Objects, error handling). */
const ERRORS: [string, () => unknown, string][] = [
  [
    "is overloaded",
    () => Object.assign(new Error(TEXT), { overloaded: true, remote: true }),
    "Error, overloaded",
  ],
  ["moves", () => Object.assign(new Error(TEXT), { retryable: true }), "Error, retryable"],
  ["has a bug", () => Object.assign(new TypeError(TEXT), { remote: true }), "TypeError"],
  ["throws no error", () => TEXT, "string"],
  ["throws nothing", () => undefined, "undefined"],
];

/** Objects that are real until they fail. */
function failingObjects(binding: "VIEWERS" | "SITES" | "UPSTREAMS") {
  let error: (() => unknown) | null = null;
  const objects = {
    getByName(name: string) {
      const real = workerEnv[binding].getByName(name) as unknown as Record<Method, Ask>;
      const ask = (method: Method) => [
        method,
        async (use: unknown) => {
          if (error !== null) throw error();
          return real[method](use);
        },
      ];
      return Object.fromEntries(METHODS.map(ask));
    },
  };
  return {
    objects,
    fail(next: () => unknown) {
      error = next;
    },
  };
}

describe.each(["VIEWERS", "SITES", "UPSTREAMS"] as const)("where an object of %s", (binding) => {
  it.each(ERRORS)(
    "%s, requests are refused with 503 and a wait, and the log names it",
    async (_, error, words) => {
      const { objects, fail } = failingObjects(binding);
      let nowMs = Date.now();
      const opened = await openRecordedCall({
        setting: {
          env: { [binding]: objects, ASSETS: { fetch: async () => new Response("") } },
          now: () => nowMs,
          scopes: ["calls:read", "transcripts:read", "recordings:read"],
        },
      });
      const { broker, page, call } = opened;
      const ticket = new URL(await opened.ticket()).pathname;
      const assertion = await signAssertion();
      fail(error);
      // No lease of the upstream's budget and no prepaid use lives for longer.
      nowMs += 11_000;
      let refused = 0;
      for (const route of routesOf(broker)) {
        const path = route.path.includes(":ticket") ? ticket : pathOf(route, call.callId);
        const claims = { iat: Math.floor(nowMs / 1000) };
        const logged = broker.log.length;
        const isMint = path === "/v1/token";
        const answer = isMint
          ? await page.askAsMember(assertion, { proof: { claims } })
          : await page.get(path, { method: route.method, proof: { claims } });
        expect(await answer.clone().text()).not.toContain(TEXT);
        expect(answer.status, path).not.toBe(500);
        if (answer.status !== 503) continue;
        refused += 1;
        const place = isMint ? "token endpoint" : "resource";
        const { retryAfterSeconds } = await expectProblem(answer, "upstream_unavailable", { place });
        expect(retryAfterSeconds).toBeGreaterThan(0);
        if (path === ticket) continue;
        expect(broker.log.slice(logged)).toEqual([
          expect.objectContaining({
            reason: "state: failed",
            detail: `${binding}: an object threw ${words}`,
          }),
        ]);
      }
      expect(refused).toBeGreaterThan(5);
    },
  );
});
