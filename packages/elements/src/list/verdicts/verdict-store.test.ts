import type { EvaluationSummary } from "@keyhole/contract";
import { equal } from "../../../test/assert.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { VerdictStore } from "./verdict-store.ts";

const judged = (callId: string, fields: Partial<EvaluationSummary> = {}): EvaluationSummary => ({
  ...{ callId, verdict: "passed", reason: null, passed: 2, failed: 0, total: 8 },
  ...fields,
});
const pending = (callId: string) => judged(callId, { verdict: "pending", reason: "running" });

/** A store whose broker answers for each of the calls that were asked. */
function opened(answer: (callId: string) => EvaluationSummary | undefined | Reply) {
  const session = new FakeSession();
  const clock = new FakeClock();
  session.reply = (path) => {
    const items = new URL(path, "https://broker.example").searchParams.getAll("call").map(answer);
    const failure = items.find((item) => item && "failure" in item);
    return (failure as Reply | undefined) ?? { body: { items: items.filter(Boolean) } };
  };
  const store = new VerdictStore(session, clock);
  const asked = () =>
    session.asked.map(({ path }) => new URL(path, "https://broker.example").searchParams.getAll("call"));
  const verdicts = () => [...store.state.known.values()].map(({ verdict }) => verdict);
  return { store, clock, session, asked, verdicts };
}

describe("VerdictStore", () => {
  it("asks once for all calls on the screen, after the viewer has stopped scrolling", async () => {
    const { store, clock, asked, verdicts } = opened(judged);
    store.show(["a"]);
    await clock.advance(100);
    store.show(["a", "b"]);
    await clock.advance(100);
    equal(asked(), []);
    await clock.advance(100);
    store.show(["b", "a"]);
    await clock.advance(3_600_000);
    equal(asked(), [["a", "b"]]);
    equal(verdicts(), ["passed", "passed"]);
  });

  it("asks for at most 50 calls at once, and for the others next", async () => {
    const { store, clock, asked } = opened(judged);
    store.show(Array.from({ length: 120 }, (_, n) => `call-${n}`));
    await clock.advance(10_000);
    equal(
      asked().map(({ length }) => length),
      [50, 50, 20],
    );
  });

  it("asks for pending verdicts again, less and less often, and for final ones never", async () => {
    const { store, clock, asked } = opened((id) => (id === "b" ? pending(id) : judged(id)));
    store.show(["a", "b"]);
    const gaps: number[] = [];
    await clock.advance(1_000);
    for (let count = asked().length; gaps.length < 8; count += 1) {
      const before = clock.now();
      while (asked().length === count) await clock.advance(clock.nextMs ?? 0);
      gaps.push(clock.now() - before);
    }
    equal(asked().slice(1).flat(), Array(8).fill("b"));
    equal(gaps.slice(1), [20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
  });

  it("asks for calls that were too far from the others by themselves", async () => {
    let round = 0;
    const { store, clock, asked, verdicts } = opened((id) =>
      id === "old" && round === 0 ? judged(id, { verdict: "none", reason: "too_old" }) : judged(id),
    );
    store.show(["new", "old"]);
    await clock.advance(1_000);
    equal(verdicts(), ["passed", "none"]);
    round = 1;
    await clock.advance(20_000);
    equal([asked().at(-1), verdicts()], [["old"], ["passed", "passed"]]);
  });

  it("leaves a call without a verdict that is outside of the grant", async () => {
    const { store, clock, asked } = opened((id) => (id === "a" ? judged(id) : undefined));
    store.show(["a", "b"]);
    await clock.advance(3_600_000);
    equal([asked().length, store.state.known.has("b")], [1, false]);
  });

  it("asks for nothing that has left the screen", async () => {
    const { store, clock, asked } = opened(pending);
    store.show(["a"]);
    await clock.advance(1_000);
    store.show(["b"]);
    await clock.advance(1_000);
    store.show([]);
    await clock.advance(3_600_000);
    equal(asked(), [["a"], ["b"]]);
  });

  for (const code of ["upstream_unavailable", "upstream_key_rejected", "internal"] as const) {
    it(`says that verdicts are unavailable after ${code}, and asks again as late as told`, async () => {
      let isDown = true;
      const { store, clock, asked, verdicts } = opened((id) =>
        isDown ? { failure: problem(code, { retryAfterSeconds: 60 }) } : judged(id),
      );
      store.show(["a"]);
      await clock.advance(59_000);
      equal([asked().length, store.state.known.get("a")?.reason], [1, "unavailable"]);
      isDown = false;
      await clock.advance(2_000);
      equal(verdicts(), ["passed"]);
    });
  }

  it("keeps what is known while the broker fails", async () => {
    let isDown = false;
    const { store, clock, asked } = opened((id) => (isDown ? { failure: { kind: "network" } } : pending(id)));
    store.show(["a"]);
    await clock.advance(1_000);
    isDown = true;
    await clock.advance(600_000);
    equal([store.state.known.get("a")?.reason, asked().length < 9], ["running", true]);
  });

  for (const code of ["not_configured", "scope_missing"] as const) {
    it(`asks no more after ${code}`, async () => {
      const { store, clock, asked } = opened(() => ({ failure: problem(code) }));
      store.show(["a"]);
      await clock.advance(1_000);
      store.show(["b"]);
      await clock.advance(3_600_000);
      equal([asked().length, store.state.refused], [1, true]);
    });
  }

  it("asks nothing while nobody looks, and at once afterwards", async () => {
    const { store, clock, asked } = opened(judged);
    store.pause(true);
    store.show(["a"]);
    await clock.advance(60_000);
    equal(asked(), []);
    store.pause(false);
    await clock.advance(200);
    equal(asked(), [["a"]]);
  });

  it("takes a verdict that was learnt elsewhere", async () => {
    const { store, clock, asked, verdicts } = opened(pending);
    store.show(["a"]);
    await clock.advance(1_000);
    store.learn(judged("a", { verdict: "failed" }));
    await clock.advance(3_600_000);
    equal([verdicts(), asked().length], [["failed"], 1]);
  });

  it("skips items that are no evaluations", async () => {
    const { store, clock, session, verdicts } = opened(judged);
    session.reply = () => ({
      body: { items: [null, 1, { callId: "a" }, { ...judged("b"), verdict: "great" }] },
    });
    store.show(["a", "b"]);
    await clock.advance(1_000);
    equal(verdicts(), []);
  });
});
