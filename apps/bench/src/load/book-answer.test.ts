import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bookAnswer } from "./book-answer.ts";

const LIMITED = {
  status: 429,
  code: "rate_limited",
  detail: "Wait a moment, then try again.",
  requestId: "r-1",
  retryAfterSeconds: 2,
};
const HEADERS = { "x-request-id": "r-1", "retry-after": "2" };

function answer(status: number, body: unknown, headers: Record<string, string> = HEADERS) {
  return { status, headers, body: Buffer.from(JSON.stringify(body)), tookMs: 3 };
}

describe("bookAnswer", () => {
  it("books what was expected as served", () => {
    const { booking, wrong } = bookAnswer(answer(304, ""), { statuses: [200, 304] });
    assert.deepEqual(booking, {
      outcome: "304",
      type: "answer",
      isServed: true,
      requestId: "r-1",
      tookMs: 3,
    });
    assert.deepEqual(wrong, []);
  });

  it("books a problem of the contract as a clean refusal", () => {
    const { booking, wrong } = bookAnswer(answer(429, LIMITED), { statuses: [200] });
    assert.deepEqual(
      [booking.outcome, booking.type, booking.isServed],
      ["429 rate_limited", "refusal", false],
    );
    assert.deepEqual(wrong, []);
  });

  it("counts a refusal that had to come as served", () => {
    const problem = { ...LIMITED, status: 404, code: "not_found" };
    const expected = { statuses: [], codes: ["not_found"] };
    assert.equal(bookAnswer(answer(404, problem), expected).booking.isServed, true);
    assert.deepEqual(bookAnswer(answer(200, {}), expected).wrong, ["answers 200"]);
  });

  it("names what is not clean about a refusal", () => {
    const wrongOf = (status: number, body: unknown, headers?: Record<string, string>) =>
      bookAnswer(answer(status, body, headers), { statuses: [200] }).wrong;
    assert.deepEqual(wrongOf(502, "<html>"), ["502 without a code"]);
    assert.deepEqual(wrongOf(500, { ...LIMITED, status: 500, code: "internal" }), ["500 internal"]);
    assert.deepEqual(wrongOf(503, LIMITED), ["rate_limited with 503"]);
    assert.deepEqual(wrongOf(429, { ...LIMITED, detail: "" }), ["rate_limited does not say what to do"]);
    assert.deepEqual(wrongOf(429, { ...LIMITED, requestId: "r-2" }), [
      "rate_limited with another request's id",
    ]);
    assert.deepEqual(wrongOf(429, { ...LIMITED, retryAfterSeconds: 3 }), [
      "rate_limited with Retry-After: 2",
    ]);
    assert.deepEqual(wrongOf(200, {}, {}), ["no X-Request-Id"]);
  });

  it("books a fault of the connection by its name", () => {
    const { booking } = bookAnswer({ fault: "ECONNRESET", tookMs: 1 }, { statuses: [200] });
    assert.deepEqual([booking.outcome, booking.type], ["ECONNRESET", "connection fault"]);
  });
});
