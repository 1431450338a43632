import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { Store } from "./store.ts";

type Answer = { ok: true; value: number } | { ok: false; dropped: true };

class Numbers extends Store<{ value: number; busy: boolean }> {
  constructor() {
    super({ value: 0, busy: false });
  }

  async load(answer: Promise<Answer>): Promise<boolean> {
    const { signal } = this;
    const current = await this.current((given) => {
      assert(given === signal, "the signal of this run");
      return answer;
    });
    if (current) this.set({ value: current.value });
    return current !== null;
  }

  again(): void {
    this.restart();
  }
}

const answered = (value: number) => Promise.resolve<Answer>({ ok: true, value });

describe("Store", () => {
  it("freezes its state and replaces it", async () => {
    const store = new Numbers();
    const { state } = store;
    await store.load(answered(1));
    equal([state.value, store.state.value, Object.isFrozen(store.state)], [0, 1, true]);
  });

  it("tells each listener the state and the one before, until it unsubscribes", async () => {
    const store = new Numbers();
    const told: string[] = [];
    const stop = store.subscribe((state, previous) => told.push(`a ${previous.value}>${state.value}`));
    store.subscribe((state) => told.push(`b ${state.value}`));
    await store.load(answered(1));
    stop();
    await store.load(answered(2));
    equal(told, ["a 0>1", "b 1", "b 2"]);
  });

  it("drops an answer that arrives after close() or restart()", async () => {
    for (const end of ["close", "again"] as const) {
      const store = new Numbers();
      const loading = store.load(answered(1));
      store[end]();
      equal([await loading, store.state.value], [false, 0], end);
    }
  });

  it("drops an answer that the session dropped", async () => {
    const store = new Numbers();
    equal(await store.load(Promise.resolve({ ok: false, dropped: true })), false);
  });

  it("takes answers again after restart()", async () => {
    const store = new Numbers();
    store.again();
    equal([await store.load(answered(3)), store.state.value], [true, 3]);
  });
});
