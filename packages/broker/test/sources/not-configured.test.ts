import { describe, it } from "vitest";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const CALL = rawCall();
const ID = `/v1/calls/${CALL.callId}`;

describe("a site whose source is cekura, without a key", () => {
  it.each([
    ["GET", "/v1/calls"],
    ["GET", "/v1/calls?from=yesterday"],
    ["GET", ID],
    ["GET", "/v1/calls/7"],
    ["GET", `${ID}/messages`],
    ["GET", `${ID}/events`],
    ["POST", `${ID}/recording`],
    ["GET", "/v1/agents"],
  ])("answers not_configured: %s %s", async (method, path) => {
    const broker = brokerGranting(new FakeUpstream([CALL]).fetch, {
      scopes: ["calls:read", "transcripts:read", "recordings:read"],
      site: { source: "cekura", cekura: { project: 1376 }, visitors: undefined },
    });
    const page = await TestPage.enter(broker, await signAssertion());
    await expectProblem(await page.get(path, { method }), "not_configured");
  });
});
