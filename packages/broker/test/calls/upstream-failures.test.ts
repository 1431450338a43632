import type { ProblemCode } from "@keyhole/contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { DANGER, rawCall } from "../support/raw-call.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

afterEach(() => {
  vi.useRealTimers();
});

const ID = crypto.randomUUID();
const PATHS = ["/v1/calls", `/v1/calls/${ID}`, "/v1/agents"];

async function openWith(fetch: typeof globalThis.fetch) {
  const broker = testBroker({ fetch });
  return { broker, page: await TestPage.visit(broker, "open") };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    json({ detail: `${DANGER}-upstream-text` }, code, headers);
const later = (seconds: number) => () => status(429, { "Retry-After": inSeconds(seconds) })();
const body =
  (text: string, type = "application/json") =>
  () =>
    new Response(text, { headers: { "Content-Type": type } });

/** What an upstream does, the code that a page is told, and its `retryAfterSeconds`. */
const FAILURES: [string, () => Response, ProblemCode, number | undefined][] = [
  ["400", status(400), "upstream_invalid", undefined],
  ["401", status(401), "upstream_key_rejected", undefined],
  ["403", status(403), "upstream_key_rejected", undefined],
  ["418", status(418), "upstream_invalid", undefined],
  ["429 without Retry-After", status(429), "upstream_rate_limited", 2],
  ["429 with Retry-After", status(429, { "Retry-After": "7" }), "upstream_rate_limited", 7],
  ["429 with a Retry-After of days", status(429, { "Retry-After": "999999" }), "upstream_rate_limited", 3600],
  ["429 with a broken Retry-After", status(429, { "Retry-After": "soon" }), "upstream_rate_limited", 2],
  ["429 with a date", later(100), "upstream_rate_limited", 100],
  ["429 with a date that has passed", later(-9), "upstream_rate_limited", 2],
  ["500", status(500), "upstream_unavailable", 5],
  ["501", status(501), "upstream_unavailable", 5],
  ["a redirect", () => Response.redirect(`https://evil.example/${DANGER}`), "upstream_invalid", undefined],
  ["304", () => new Response(null, { status: 304 }), "upstream_invalid", undefined],
  ["a web page", body(`<html>${DANGER}</html>`, "text/html"), "upstream_invalid", undefined],
  ["broken JSON", body(`{"results":[{"callId":"${DANGER}`), "upstream_invalid", undefined],
  ["nothing", body(""), "upstream_invalid", undefined],
  ["204", () => new Response(null, { status: 204 }), "upstream_invalid", undefined],
  ["null", body("null"), "upstream_invalid", undefined],
  ["a list", body("[]"), "upstream_invalid", undefined],
  ["other JSON", body(`{"detail":"${DANGER}"}`), "upstream_invalid", undefined],
  [
    "9 MB",
    body(JSON.stringify({ results: [], padding: "x".repeat(9_000_000) })),
    "upstream_invalid",
    undefined,
  ],
];

describe.each(PATHS)("%s, where the upstream answers", (path) => {
  it.each(FAILURES)("%s", async (_, answer, code, retryAfterSeconds) => {
    const { broker, page } = await openWith(async () => answer());
    const response = await page.get(path);
    const problem = await expectProblem(response.clone(), code);
    if (retryAfterSeconds === undefined) expect(problem).not.toHaveProperty("retryAfterSeconds");
    else expect(Math.abs((problem.retryAfterSeconds ?? 0) - retryAfterSeconds)).toBeLessThanOrEqual(1);
    const told = (await response.text()) + JSON.stringify([...response.headers, broker.log]);
    expect(told).not.toContain(DANGER);
    expect(told).not.toContain("ultravox.ai");
  });

  it("nothing that can be connected to", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { page } = await openWith(() => Promise.reject(new TypeError(`connect ${DANGER}.example refused`)));
    const response = await settled(page.get(path));
    const problem = await expectProblem(response, "upstream_unavailable");
    expect(problem.detail).not.toContain(DANGER);
  });
});

describe("an upstream that hangs", () => {
  it.each(PATHS)("is given up in time for %s: a viewer has an answer within 15 s", async (path) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const { page } = await openWith(() => new Promise(() => {}));
    const startMs = Date.now();
    await expectProblem(await settled(page.get(path)), "upstream_unavailable");
    expect(Date.now() - startMs).toBeLessThan(15_000);
  });

  it("after the call itself leaves the stages unknown", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const call = rawCall();
    const hangs = new FakeUpstream([call], {
      instead: (url) => (url.pathname.endsWith("/stages") ? new Promise(() => {}) : undefined),
    });
    const { page } = await openWith(hangs.fetch);
    const startMs = Date.now();
    const response = await settled(page.get(`/v1/calls/${call.callId}`));
    expect(await response.json()).toMatchObject({ id: call.callId, stages: null });
    expect(Date.now() - startMs).toBeLessThan(15_000);
  });
});

describe("an upstream that fails in the middle of a list", () => {
  it("gives what there is, and a cursor for the rest", async () => {
    const calls = [rawCall(), rawCall()];
    let isBroken = true;
    const upstream = new FakeUpstream(calls, {
      rowsOfPage: () => 1,
      instead: (url) => (isBroken && url.searchParams.has("cursor") ? json({}, 500) : undefined),
    });
    const { page } = await openWith(upstream.fetch);
    const first = await page.read<{ items: { id: string }[]; next: string }>("/v1/calls?status=ended");
    expect(first.items).toHaveLength(1);
    isBroken = false;
    const second = await page.read<{ items: { id: string }[] }>(
      `/v1/calls?status=ended&cursor=${first.next}`,
    );
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(calls.map(({ callId }) => callId)));
  });
});

describe("what only the owner can mend", () => {
  it("is logged with the id of the request", async () => {
    const { broker, page } = await openWith(async () => json({}, 401));
    const { requestId } = await expectProblem(await page.get("/v1/calls"), "upstream_key_rejected");
    expect(broker.log).toEqual([
      { level: "warn", event: "upstream_key_rejected", requestId, detail: expect.stringContaining("key") },
    ]);
  });

  it.each([
    ["no upstream key", { ULTRAVOX_API_KEY: undefined }, "ULTRAVOX_API_KEY"],
    ["an empty upstream key", { ULTRAVOX_API_KEY: "" }, "ULTRAVOX_API_KEY"],
  ])("%s is not_configured, and the broker says so", async (_, env, named) => {
    const broker = testBroker({ env });
    const page = await TestPage.visit(broker, "open");
    for (const path of PATHS) {
      expect((await expectProblem(await page.get(path), "not_configured")).detail).toContain(named);
    }
    expect((await page.get("/v1/health")).status).toBe(200);
  });
});

/** Lets the faked clock run until the answer is there. */
async function settled(answer: Promise<Response>): Promise<Response> {
  let isSettled = false;
  const mark = () => {
    isSettled = true;
  };
  answer.then(mark, mark);
  while (!isSettled) await vi.advanceTimersByTimeAsync(100);
  return answer;
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toUTCString();
}
