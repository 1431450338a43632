/** Bodies with a Content-Length, as every client sends them, and bodies without. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readText } from "../../src/http/read-body.ts";
import { Refusal } from "../../src/http/refusal.ts";

const LIMIT = 10;

function requestOf(body: string, headers: Record<string, string>): Request {
  return new Request("https://keyhole.acme.example/v1/token", { method: "POST", body, headers });
}

const isTooLarge = (error: unknown) => error instanceof Refusal && error.options.status === 413;

describe("a body", () => {
  for (const [what, headers, isWhole] of [
    ["that says how long it is", { "Content-Length": "5" }, true],
    ["without a length", {}, false],
    ["with two lengths", { "Content-Length": "5, 5" }, false],
    ["with an empty length", { "Content-Length": "" }, false],
    ["with a length that is no number", { "Content-Length": "-5" }, false],
    ["that is encoded", { "Content-Length": "5", "Content-Encoding": "gzip" }, false],
    ["in chunks", { "Content-Length": "5", "Transfer-Encoding": "chunked" }, false],
  ] as const) {
    it(`${what} is read ${isWhole ? "in one piece" : "chunk by chunk"}, and the same`, async (context) => {
      const request = requestOf("äbcd", headers);
      const whole = context.mock.method(request, "arrayBuffer");
      assert.equal(await readText(request, LIMIT), "äbcd");
      assert.equal(whole.mock.callCount(), isWhole ? 1 : 0);
    });
  }

  it("is refused beyond the limit, whatever length it names", async () => {
    const body = "x".repeat(LIMIT + 1);
    for (const length of [undefined, "1", String(LIMIT), String(LIMIT + 1)]) {
      const request = requestOf(body, length === undefined ? {} : { "Content-Length": length });
      await assert.rejects(readText(request, LIMIT), isTooLarge);
    }
  });

  it("may be as long as the limit", async () => {
    const body = "x".repeat(LIMIT);
    assert.equal(await readText(requestOf(body, { "Content-Length": String(LIMIT) }), LIMIT), body);
    assert.equal(await readText(requestOf(body, {}), LIMIT), body);
  });
});
