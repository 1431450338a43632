import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const PATHS = ["/v1/calls", "/v1/calls/cccccccc-0000-4000-8000-000000000001", "/v1/agents"];

describe.each([
  ["no upstream key", undefined],
  ["an empty upstream key", ""],
])("a Worker with %s", (_, ULTRAVOX_API_KEY) => {
  it("answers not_configured, names the setting, and does not ask upstream", async () => {
    const upstream = new FakeUpstream([]);
    const broker = testBroker({ env: { ULTRAVOX_API_KEY }, fetch: upstream.fetch });
    const page = await TestPage.visit(broker, "open");
    for (const path of PATHS) {
      const { detail } = await expectProblem(await page.get(path), "not_configured");
      expect(detail).toContain("ULTRAVOX_API_KEY");
    }
    // Once a minute: a flood must not fill the log.
    expect(broker.log.map(({ event }) => event)).toEqual(["not_configured"]);
    expect(upstream.requests).toEqual([]);
    expect((await page.get("/v1/health")).status).toBe(200);
  });
});
