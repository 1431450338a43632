import type { Stats } from "@keyhole/contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { brokerGranting, enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { AGENT_A, rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

afterEach(() => {
  vi.useRealTimers();
});

const upstream = () => new FakeUpstream([rawCall()]);
const SOME = "from=2026-07-01T00:00:00Z&to=2026-07-03T00:00:00Z";

describe("GET /v1/stats refuses", () => {
  const WRONG: [string, string][] = [
    ["by", "by=week"],
    ["by", "by="],
    ["by", "by=DAY"],
    ["by", "by=day&by=hour"],
    ["from", "from=yesterday"],
    ["from", "from=2026-07-01"],
    ["from", "from=2026-02-30T00:00:00Z"],
    ["to", "to=2026-07-01T00:00:00"],
    ["to", `to=2026-07-01T00:00:00Z&to=2026-07-02T00:00:00Z`],
    ["agent", "agent=reception"],
    ["agent", `agent=${AGENT_A}&agent=${AGENT_A}`],
    ["from", "from=2025-01-01T00:00:00Z&to=2026-07-01T00:00:00Z"],
    ["from", "by=hour&from=2026-01-01T00:00:00Z&to=2026-07-01T00:00:00Z"],
  ];
  it.each(WRONG)("a wrong %s by its name (%s)", async (name, query) => {
    const { fetch, requests } = upstream();
    const page = await enterAs(fetch);
    const { detail } = await expectProblem(await page.get(`/v1/stats?${query}`), "invalid_request");
    expect(detail).toContain(`parameter ${name} `);
    expect(requests).toEqual([]);
  });

  it("a token without calls:read", async () => {
    const page = await enterAs(upstream().fetch, { scopes: ["recordings:read"] });
    await expectProblem(await page.get("/v1/stats"), "scope_missing");
  });

  it("another method", async () => {
    const page = await enterAs(upstream().fetch);
    const answer = await page.get("/v1/stats", { method: "POST" });
    expect(answer.headers.get("Allow")).toBe("GET, HEAD");
    await expectProblem(answer, "invalid_request", { status: 405 });
  });
});

describe("GET /v1/stats", () => {
  it("ignores parameters that it does not know", async () => {
    const page = await enterAs(upstream().fetch);
    const { items } = await page.read<Stats>(`/v1/stats?${SOME}&status=ended&limit=no`);
    expect(items).toHaveLength(1);
  });

  it("answers with no ranges where from is after to", async () => {
    const page = await enterAs(upstream().fetch);
    const stats = await page.read<Stats>("/v1/stats?from=2026-07-03T00:00:00Z&to=2026-07-01T00:00:00Z");
    expect(stats.items).toEqual([]);
  });

  it("refuses an upstream answer that does not parse, and asks again", async () => {
    const { fetch } = upstream();
    let isBroken = true;
    const page = await enterAs(async (...request) =>
      isBroken ? json({ daily: [{ totalCount: "many" }], hourly: [] }) : fetch(...request),
    );
    await expectProblem(await page.get(`/v1/stats?${SOME}`), "upstream_invalid");
    isBroken = false;
    expect((await page.read<Stats>(`/v1/stats?${SOME}`)).items).toHaveLength(1);
  });
});

describe("statistics that were counted within a minute", () => {
  it("cost no upstream request for the same rows and range, and one for others", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { fetch, requests } = upstream();
    const broker = brokerGranting(fetch);
    const page = await TestPage.enter(broker, await signAssertion());
    for (let read = 0; read < 3; read += 1) await page.read(`/v1/stats?${SOME}`);
    expect(requests).toHaveLength(1);
    await page.read(`/v1/stats?${SOME}&by=hour`);
    await page.read("/v1/stats?from=2026-07-02T00:00:00Z&to=2026-07-03T00:00:00Z");
    expect(requests).toHaveLength(3);
    vi.setSystemTime(Date.now() + 60_000);
    await (await TestPage.enter(broker, await signAssertion())).read(`/v1/stats?${SOME}`);
    expect(requests).toHaveLength(4);
  });
});
