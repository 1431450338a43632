import { assert, equal } from "../../test/assert.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { diagnoseNetworkError } from "./unreachable.ts";

const { fetch } = globalThis;

describe("diagnoseNetworkError", () => {
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it("takes any answer for a sign that something has stopped the request", async () => {
    const asked: RequestInit[] = [];
    globalThis.fetch = async (_, init = {}) => {
      asked.push(init);
      return new Response(null, { status: 403 });
    };
    equal(await diagnoseNetworkError("https://broker.example"), "stopped");
    // An answer that the page may not read is one, too.
    equal(
      asked.map(({ mode }) => mode),
      ["no-cors"],
    );
  });

  it("takes no answer at all for a broker that is down", async () => {
    globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    equal(await diagnoseNetworkError("https://broker.example"), "down");
  });

  it("stops waiting for a broker that never answers", async () => {
    globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    const fromMs = performance.now();
    equal(await diagnoseNetworkError("https://broker.example"), "down");
    assert(performance.now() - fromMs < 5_000, "it stops within the time-out");
  });
});
