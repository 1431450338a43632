import { assert, equal } from "../../test/assert.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { diagnoseNetworkError } from "./unreachable.ts";

const { fetch } = globalThis;

describe("diagnoseNetworkError", () => {
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it("stops waiting for a broker that never answers", async () => {
    globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    const fromMs = performance.now();
    equal(await diagnoseNetworkError("https://broker.example"), "network");
    assert(performance.now() - fromMs < 5_000, "it stops within the time-out");
  });
});
