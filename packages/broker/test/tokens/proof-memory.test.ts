import { describe, expect, it } from "vitest";
import { PROOFS_REMEMBERED } from "../../src/base/limits/tokens.ts";
import { createProofMemory } from "../../src/tokens/require-proof.ts";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { type Change, TestPage } from "../support/test-page.ts";

const open = () => brokerGranting(new FakeUpstream([]).fetch);
const withJti = (jti: string): Change => ({ proof: { claims: { jti } } });

describe("the memory of proofs", () => {
  it("refuses a read's proof the second time", async () => {
    const page = await TestPage.enter(open(), await signAssertion());
    expect((await page.get("/v1/calls", withJti("one"))).status).toBe(200);
    await expectProblem(await page.get("/v1/calls", withJti("one")), "proof_invalid");
  });

  it.each([
    ["a token of another key", "token_invalid", (page: TestPage) => page.get("/v1/calls", withJti("one"))],
  ] as const)("forgets nothing for proofs with %s", async (_, code, ask) => {
    const broker = open();
    const owner = await TestPage.enter(broker, await signAssertion());
    const thief = await TestPage.open(broker);
    thief.useToken(owner.token);
    // Not remembered, so the second is refused for its key again and not as a replay.
    await expectProblem(await ask(thief), code);
    await expectProblem(await ask(thief), code);
  });

  it("does not remember a proof whose request is refused for its origin or scope", async () => {
    const page = await TestPage.enter(open(), await signAssertion());
    const elsewhere = { ...withJti("one"), headers: { Origin: "https://evil.example" } };
    await expectProblem(await page.get("/v1/calls", elsewhere), "origin_not_allowed");
    expect((await page.get("/v1/calls", withJti("one"))).status).toBe(200);
  });

  it("refuses a proof of the longest jti the second time", async () => {
    const page = await TestPage.enter(open(), await signAssertion());
    const jti = "\u{1f511}".repeat(128);
    expect((await page.get("/v1/calls", withJti(jti))).status).toBe(200);
    await expectProblem(await page.get("/v1/calls", withJti(jti)), "proof_invalid");
  });

  it("keeps each proof for its window while there is room", () => {
    const memory = createProofMemory();
    expect(memory.remember({ id: "first", expiresAtMs: 1000 }, 0)).toBe(true);
    for (let index = 0; index < PROOFS_REMEMBERED - 2; index += 1) {
      memory.remember({ id: String(index), expiresAtMs: 1000 }, 0);
    }
    expect(memory.remember({ id: "first", expiresAtMs: 1000 }, 999)).toBe(false);
    expect(memory.remember({ id: "first", expiresAtMs: 2000 }, 1000)).toBe(true);
  });
});
