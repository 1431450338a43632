/** Asking once, by a fake clock and with objects that fail. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleepReally } from "node:timers/promises";
import { Refusal } from "../../src/http/refusal.ts";
import { QuestionBoard } from "../../src/questions/question-board.ts";
import type { QuestionState } from "../../src/questions/question-state.ts";
import { createQuestions, type Question } from "../../src/questions/questions.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";

const TIME = { deadlineMs: 12_000 };

/** Isolates that share objects, and an upstream whose answers a test gives. */
function open({
  isolates = 1,
  findQuestion,
}: {
  isolates?: number;
  findQuestion?: (name: string) => QuestionState;
} = {}) {
  const clock = new FakeClock();
  const boards = new Map<string, QuestionBoard>();
  const names: string[] = [];
  const board = (name: string): QuestionState => {
    names.push(name);
    const known = boards.get(name) ?? new QuestionBoard(clock);
    boards.set(name, known);
    return known;
  };
  const instances = Array.from({ length: isolates }, () =>
    createQuestions({
      findQuestion: findQuestion ?? board,
      secret: KEYHOLE_SECRET,
      keys: ["a key"],
      now: clock.now,
      waitUntil: () => {},
    }),
  );
  const asked: { answer(value: unknown): void; fail(error: Error): void }[] = [];
  /** Waits until the upstream was asked so often: names of objects are hashed outside of the event loop. */
  const askedTimes = async (count: number) => {
    for (let turn = 0; turn < MOST_TURNS && asked.length < count; turn += 1)
      await clock.advanceTo(clock.nowMs);
    assert.equal(asked.length, count);
  };
  const question = (change: Partial<Question<unknown>> = {}): Question<unknown> => ({
    name: ["list", "of somebody@acme.example"],
    audience: "members",
    ask: () =>
      new Promise((answer, fail) => {
        asked.push({ answer, fail });
      }),
    lifeMs: () => 2_000,
    ...change,
  });
  const ask = (isolate = 0, change: Partial<Question<unknown>> = {}, time = TIME) => {
    const [instance] = instances.slice(isolate);
    if (instance === undefined) throw new Error("there is no such isolate");
    return instance.ask(question(change), time);
  };
  return { clock, boards, names, asked, askedTimes, ask, instances };
}

/** Turns of the event loop, in which a machine that is busy gets to the end of any hash. */
const MOST_TURNS = 10_000;
const idle = async (clock: FakeClock) => {
  await sleepReally(20);
  await clock.advanceTo(clock.nowMs);
};
const unavailable = (reason: "upstream: unavailable" | "late: request") =>
  new Refusal("upstream_unavailable", "It does not answer.", { reason });

describe("questions of one isolate", () => {
  it("are asked once while one is asking, and while its answer holds", async () => {
    const { clock, askedTimes, asked, ask } = open();
    const waiting = [ask(), ask(), ask()];
    await askedTimes(1);
    asked[0]?.answer("one");
    assert.deepEqual(await Promise.all(waiting), ["one", "one", "one"]);
    clock.nowMs = 1_999;
    assert.equal(await ask(), "one");
    clock.nowMs = 2_000;
    const next = ask();
    await askedTimes(2);
    asked[1]?.answer("two");
    assert.equal(await next, "two");
  });

  it("are different for another name, and not kept where the answer does not hold", async () => {
    const { askedTimes, asked, ask } = open();
    const both = [ask(), ask(0, { name: "another" }), ask(0, { name: "third", lifeMs: () => 0 })];
    await askedTimes(3);
    for (const [index, { answer }] of asked.entries()) answer(index);
    assert.deepEqual(new Set(await Promise.all(both)), new Set([0, 1, 2]));
    void ask(0, { name: "third" }).catch(() => {});
    await askedTimes(4);
  });

  it("go on for others when the time of the one that asked is up", async () => {
    const { askedTimes, asked, ask } = open();
    const impatient = assert.rejects(ask(0, {}, { deadlineMs: -249 }), /upstream_unavailable/);
    const patient = ask();
    await impatient;
    await askedTimes(1);
    asked[0]?.answer("late, but there");
    assert.equal(await patient, "late, but there");
  });

  it("share a failure of the upstream for two seconds, and any other with those who wait", async () => {
    for (const [reason, isKept] of [
      ["upstream: unavailable", true],
      ["late: request", false],
    ] as const) {
      const { clock, askedTimes, asked, ask } = open();
      const waiting = [ask(), ask()].map((one) => assert.rejects(one, /upstream_unavailable/));
      await askedTimes(1);
      asked[0]?.fail(unavailable(reason));
      await Promise.all(waiting);
      assert.equal(asked.length, 1);
      clock.nowMs = 1_999;
      const again = ask();
      again.catch(() => {});
      if (isKept) await assert.rejects(again);
      await askedTimes(isKept ? 1 : 2);
    }
  });

  it("do not refuse members with visitors, whose share of the budget is used up", async () => {
    const { askedTimes, asked, ask } = open();
    const visitor = assert.rejects(ask(0, { audience: "visitors" }), /rate_limited/);
    const member = ask();
    await askedTimes(1);
    asked[0]?.fail(new Refusal("upstream_rate_limited", "Wait.", { retryAfterSeconds: 2 }));
    await visitor;
    await askedTimes(2);
    asked[1]?.answer("for the member");
    assert.equal(await member, "for the member");
  });

  it("keep within their memory: the oldest answer goes first, and a large one is not kept", async () => {
    const { askedTimes, asked, ask, instances } = open();
    const put = async (name: number, value: unknown) => {
      const count = asked.length + 1;
      const answer = ask(0, { name });
      await askedTimes(count);
      asked.at(-1)?.answer(value);
      await answer;
    };
    for (let name = 0; name < 30; name += 1) await put(name, "x".repeat(400_000));
    assert.equal(instances[0]?.size, 19);
    await put(100, "x".repeat(600_000));
    assert.equal(instances[0]?.size, 19);
  });
});

describe("questions of several isolates", () => {
  it("are asked once, from the second isolate on", async () => {
    const { clock, askedTimes, asked, ask, boards } = open({ isolates: 4 });
    const alone = ask(0);
    await askedTimes(1);
    const shared = [ask(1), ask(2), ask(3)];
    await askedTimes(2);
    await idle(clock);
    assert.equal(boards.size, 1);
    asked[1]?.answer({ from: "the second" });
    assert.deepEqual(await Promise.all(shared), Array(3).fill({ from: "the second" }));
    asked[0]?.answer({ from: "the first" });
    assert.deepEqual(await alone, { from: "the first" });
    clock.nowMs = 1_500;
    assert.deepEqual(await ask(3), { from: "the second" });
    // What came from another isolate holds for as long as there.
    clock.nowMs = 2_001;
    const again = [ask(0), ask(1), ask(2), ask(3)];
    await askedTimes(3);
    await idle(clock);
    asked[2]?.answer("new");
    assert.deepEqual(await Promise.all(again), Array(4).fill("new"));
  });

  it("share a failure, and its words", async () => {
    const { clock, askedTimes, asked, ask } = open({ isolates: 3 });
    void ask(0).catch(() => {});
    await askedTimes(1);
    const waiting = [ask(1), ask(2)].map((one) =>
      assert.rejects(one, { code: "upstream_unavailable", detail: "It does not answer." }),
    );
    await askedTimes(2);
    await idle(clock);
    asked[1]?.fail(unavailable("upstream: unavailable"));
    await Promise.all(waiting);
    assert.equal(asked.length, 2);
  });

  it("are asked by another when the one that asks is lost", async () => {
    const { clock, askedTimes, asked, ask } = open({ isolates: 3 });
    for (const isolate of [0, 1]) {
      void ask(isolate).catch(() => {});
      await askedTimes(isolate + 1);
    }
    const third = ask(2);
    await idle(clock);
    await clock.advanceTo(3_900);
    assert.equal(asked.length, 2);
    await clock.advanceTo(4_100);
    assert.equal(asked.length, 3);
    asked[2]?.answer("after all");
    assert.equal(await third, "after all");
  });

  it("are each asked by itself where the answer is too large", async () => {
    const { clock, askedTimes, asked, ask } = open({ isolates: 3 });
    void ask(0).catch(() => {});
    await askedTimes(1);
    const both = [ask(1), ask(2)];
    await askedTimes(2);
    await idle(clock);
    asked[1]?.answer("x".repeat(500_001));
    await askedTimes(3);
    asked[2]?.answer("y");
    // Either isolate may have come first: their names are hashed at the same time.
    const lengths = (await Promise.all(both)).map((value) => String(value).length);
    assert.deepEqual(new Set(lengths), new Set([500_001, 1]));
  });

  it("are each asked by itself while the objects fail, which are then left alone", async () => {
    let calls = 0;
    const failing: QuestionState = {
      async ask() {
        calls += 1;
        throw new Error("overloaded");
      },
      tell: async () => {},
    };
    const { askedTimes, asked, ask } = open({ findQuestion: () => failing });
    for (let time = 0; time < 3; time += 1) {
      const answer = ask(0, { name: time });
      await askedTimes(time + 1);
      asked.at(-1)?.answer(time);
      assert.equal(await answer, time);
    }
    assert.equal(calls, 1);
  });

  it("have names that tell nothing", async () => {
    const { askedTimes, names, ask } = open();
    for (const change of [{}, { name: "another" }]) void ask(0, change).catch(() => {});
    await askedTimes(2);
    assert.equal(new Set(names).size, 2);
    for (const name of names) assert.match(name, /^[0-9a-f]{64}$/);
  });
});
