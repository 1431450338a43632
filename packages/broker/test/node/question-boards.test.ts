/** Many questions in one object: none is answered with another's answer, and none is kept for ever. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { QuestionBoards } from "../../src/questions/question-boards.ts";
import type { Reply } from "../../src/questions/question-state.ts";
import { FakeClock } from "../support/fake-clock.ts";

const asking = (holder: string) => ({ holder, waitMs: 4_000 });

/** Has a second isolate ask, which is told to share, and its answer told. */
async function share(boards: QuestionBoards, name: string, text: string, lifeMs: number): Promise<void> {
  await boards.ask(name, asking("one"));
  const reply = await boards.ask(name, asking("two"));
  assert.equal(reply.kind, "lead");
  if (reply.kind !== "lead") return;
  assert.ok(reply.isShared);
  await boards.tell(name, { lead: reply.lead, outcome: { kind: "answer", text }, lifeMs });
}

function textOf(reply: Reply): string | null {
  return reply.kind === "known" && reply.outcome.kind === "answer" ? reply.outcome.text : null;
}

describe("questions that share an object", () => {
  it("have answers of their own", async () => {
    const boards = new QuestionBoards(new FakeClock());
    await share(boards, "a", "the answer to a", 2_000);
    await share(boards, "b", "the answer to b", 2_000);
    assert.equal(textOf(await boards.ask("a", asking("three"))), "the answer to a");
    assert.equal(textOf(await boards.ask("b", asking("three"))), "the answer to b");
    assert.equal((await boards.ask("c", asking("three"))).kind, "lead");
  });

  it("are forgotten a minute after the last question, or when their answer no longer holds", async () => {
    const clock = new FakeClock();
    const boards = new QuestionBoards(clock);
    await share(boards, "short", "s", 2_000);
    await share(boards, "long", "l", 600_000);
    clock.nowMs = 60_001;
    void boards.ask("another", asking("one"));
    assert.equal(boards.size, 2);
    assert.equal(textOf(await boards.ask("long", asking("three"))), "l");
    clock.nowMs = 660_002;
    void boards.ask("another", asking("one"));
    assert.equal(boards.size, 1);
  });

  it("are kept while an isolate waits, however many there are", async () => {
    const clock = new FakeClock();
    const boards = new QuestionBoards(clock);
    await boards.ask("awaited", asking("one"));
    const lead = await boards.ask("awaited", asking("two"));
    const waiting = boards.ask("awaited", asking("three"));
    for (let name = 0; name < 1_500; name += 1) await boards.ask(`other ${name}`, asking("one"));
    assert.equal(boards.size, 1_000);
    assert.equal(lead.kind, "lead");
    if (lead.kind !== "lead") return;
    const outcome = { kind: "answer", text: "at last" } as const;
    await boards.tell("awaited", { lead: lead.lead, outcome, lifeMs: 0 });
    assert.equal(textOf(await waiting), "at last");
  });

  it("keep 8 million characters of answers at most", async () => {
    const boards = new QuestionBoards(new FakeClock());
    for (let name = 0; name < 30; name += 1) await share(boards, String(name), "x".repeat(400_000), 2_000);
    assert.equal(boards.size, 20);
    assert.equal((await boards.ask("0", asking("three"))).kind, "lead");
    assert.equal(textOf(await boards.ask("29", asking("three")))?.length, 400_000);
  });
});
