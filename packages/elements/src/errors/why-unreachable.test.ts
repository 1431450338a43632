import { afterEach, describe, it } from "../../test/mocha.ts";
import { assert, equal } from "../../test/session/assert.ts";
import { whyUnreachable } from "./why-unreachable.ts";

const { fetch } = globalThis;

describe("whyUnreachable", () => {
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it("does not wait for a broker that says nothing at all", async () => {
    globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    const fromMs = performance.now();
    equal(await whyUnreachable("https://broker.example"), "network");
    assert(performance.now() - fromMs < 5_000, "it takes no longer than the words may");
  });
});
