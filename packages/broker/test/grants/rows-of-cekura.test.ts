import { expect, it } from "vitest";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const site = { source: "cekura", cekura: { project: 1376 }, visitors: undefined } as const;

async function mint(rows: object) {
  const broker = brokerGranting(null, { rows, site });
  const page = await TestPage.open(broker);
  return { broker, answer: await page.askAsMember(await signAssertion()) };
}

it("refuses rows by metadata for the source cekura, whose lists carry none", async () => {
  const { broker, answer } = await mint({ metadata: { tenant: "a" } });
  await expectProblem(answer, "grant_refused", { place: "token endpoint" });
  expect(broker.log.at(-1)?.detail).toContain("rows.metadata");
});

it("accepts rows by agent and time for the source cekura", async () => {
  const { answer } = await mint({ agents: ["2142"], from: "2026-07-01T00:00:00Z" });
  expect(answer.status).toBe(200);
});
