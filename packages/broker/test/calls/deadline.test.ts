import { afterEach, describe, expect, it, vi } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { fakeTime } from "../support/faked-time.ts";
import { rawCall, rawCalls } from "../support/raw-call.ts";
import { scriptedPages } from "../support/scripted-pages.ts";

/** The longest that any route may take. */
const ANSWER_WITHIN_MS = 15_000;

const CALL = rawCall({ callId: "cccccccc-0000-4000-8000-000000000001" });
const PATHS = ["/v1/calls", "/v1/calls?status=active", `/v1/calls/${CALL.callId}`, "/v1/agents", "/v1/stats"];

async function after(ms: number, answer: () => Response): Promise<Response> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return answer();
}

const never = () => new Promise<Response>(() => {});

/** A body that goes on for ever, a byte now and then. */
function drip(): Response {
  const space = new TextEncoder().encode(" ");
  let isOver = false;
  const body = new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 900));
      if (!isOver) controller.enqueue(space);
    },
    cancel() {
      isOver = true;
    },
  });
  return new Response(body);
}

const SILENCES: [string, () => Promise<Response>][] = [
  ["never answers", never],
  ["sends a body without end", async () => drip()],
  ["answers 503 after 4 s each time", () => after(4000, () => json({}, 503))],
  ["breaks off after 5 s each time", () => after(5000, () => fail())],
  ["asks to wait 2 s each time", () => after(3000, () => json({}, 503, { "Retry-After": "2" }))],
];

afterEach(() => {
  vi.useRealTimers();
});

describe.each(SILENCES)("an upstream that %s", (_, answer) => {
  it.each(PATHS)("lets GET %s fail within 15 s", async (path) => {
    const time = fakeTime();
    const page = await enterAs(() => answer(), { now: time.now });
    const { value, tookMs } = await time.settle(page.get(path));
    await expectProblem(value, "upstream_unavailable");
    expect(tookMs).toBeGreaterThan(5000);
    expect(tookMs).toBeLessThanOrEqual(ANSWER_WITHIN_MS);
  });
});

it("returns the rows of the first upstream page when the second never comes", async () => {
  const time = fakeTime();
  const calls = rawCalls(20);
  const script = scriptedPages({ pages: [calls, calls] });
  const page = await enterAs(
    (...request) => (script.asked.length === 0 ? script.fetch(...request) : never()),
    {
      now: time.now,
    },
  );
  const { value, tookMs } = await time.settle(page.get("/v1/calls?status=ended&limit=25"));
  expect(await value.json()).toEqual({
    items: expect.objectContaining({ length: 20 }),
    next: expect.any(String),
  });
  expect(tookMs).toBeLessThanOrEqual(ANSWER_WITHIN_MS);
});

it("gives all upstream pages of a list one deadline", async () => {
  const time = fakeTime();
  const { fetch } = scriptedPages({ pages: [[], [], [], []] });
  const page = await enterAs(async (...request) => after(5500, await lazily(fetch(...request))), {
    now: time.now,
  });
  const { value, tookMs } = await time.settle(page.get("/v1/calls"));
  await expectProblem(value, "upstream_unavailable");
  expect(tookMs).toBeLessThanOrEqual(ANSWER_WITHIN_MS);
});

it("returns a call without its number of stages when the upstream never counts them", async () => {
  const time = fakeTime();
  const page = await enterAs(
    async (input) => (new Request(input).url.includes("/stages") ? never() : after(5000, () => json(CALL))),
    { now: time.now },
  );
  const { value, tookMs } = await time.settle(page.get(`/v1/calls/${CALL.callId}`));
  expect(await value.json()).toMatchObject({ id: CALL.callId, stages: null });
  expect(tookMs).toBeLessThanOrEqual(ANSWER_WITHIN_MS);
});

async function lazily(answer: Promise<Response>): Promise<() => Response> {
  const response = await answer;
  return () => response;
}

function fail(): never {
  throw new TypeError("connection reset");
}
