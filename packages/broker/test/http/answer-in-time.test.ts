import { env as workerEnv } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { fakeTime } from "../support/faked-time.ts";
import { openRecordedCall } from "../support/recorded-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { signAssertion } from "../support/sign-jwt.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** The longest that any route may take. */
const ANSWER_WITHIN_MS = 15_000;

const never = () => new Promise<never>(() => {});

const METHODS = ["admit", "take", "lease", "permit", "shrink"] as const;
type Method = (typeof METHODS)[number];
type Ask = (use: unknown) => Promise<unknown>;

/** What a broker depends on. Each can be made to never answer. */
function dependencies() {
  let hanging = "";
  const limiter = (name: string) => ({
    limit: async () => (hanging === name ? never() : { success: true }),
  });
  /** Real objects, as long as they answer. */
  const objects = (binding: "VIEWERS" | "SITES" | "UPSTREAMS") => ({
    getByName(name: string) {
      const real = workerEnv[binding].getByName(name) as unknown as Record<Method, Ask>;
      const ask = (method: Method) => [
        method,
        async (use: unknown) => (hanging === binding ? never() : real[method](use)),
      ];
      return Object.fromEntries(METHODS.map(ask));
    },
  });
  return {
    hang(name: string) {
      hanging = name;
    },
    isHanging: (name: string) => hanging === name,
    env: {
      VIEWERS: objects("VIEWERS"),
      SITES: objects("SITES"),
      UPSTREAMS: objects("UPSTREAMS"),
      SHIELD_ADDRESS: limiter("SHIELD_ADDRESS"),
      SHIELD_MINT: limiter("SHIELD_MINT"),
      ASSETS: { fetch: async () => (hanging === "ASSETS" ? never() : new Response("")) },
    },
  };
}

const NAMES = ["VIEWERS", "SITES", "UPSTREAMS", "SHIELD_ADDRESS", "SHIELD_MINT", "ASSETS", "the upstream"];

it.each(NAMES)("answers every route within 15 s while %s never answers", async (name) => {
  const { hang, env, isHanging } = dependencies();
  const opened = await openRecordedCall({
    setting: {
      env,
      now: () => Date.now(),
      scopes: ["calls:read", "transcripts:read", "recordings:read"],
    },
    isSilent: () => isHanging("the upstream"),
  });
  const { broker, page, call } = opened;
  const ticket = new URL(await opened.ticket()).pathname;
  const assertion = await signAssertion();
  const from = { headers: { "CF-Connecting-IP": "192.0.2.1" } };
  hang(name);

  const time = fakeTime();
  // No lease of the upstream's budget lives for longer.
  vi.setSystemTime(Date.now() + 11_000);
  const startMs = Date.now();
  const asked = routesOf(broker).map(async (route) => {
    const path = route.path.includes(":ticket") ? ticket : pathOf(route, call.callId);
    const answers =
      path === "/v1/token"
        ? [page.askAsMember(assertion, from), page.askAsVisitor(from)]
        : [page.get(path, { ...from, method: route.method })];
    return Promise.all(
      answers.map(async (answer) => {
        const { status } = await answer;
        return { path, status, tookMs: Date.now() - startMs };
      }),
    );
  });
  const { value } = await time.settle(Promise.all(asked));
  const answers = value.flat();
  expect(answers.filter(({ tookMs }) => tookMs > ANSWER_WITHIN_MS)).toEqual([]);
  // What hangs is told, and is no fault of the broker's own. A limit that hangs is counted by the isolate itself.
  expect(answers.some(({ status }) => status === 503)).toBe(!name.startsWith("SHIELD_"));
  expect(answers.filter(({ status }) => status === 500)).toEqual([]);
});
