import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { json } from "../support/fake-upstream.ts";
import { outliveAnswers, restoreClock } from "../support/outlive-answers.ts";

restoreClock();

const FAILURES: [string, () => Response][] = [
  ["502", () => json({}, 502)],
  ["503", () => json({}, 503)],
  ["504", () => json({}, 504)],
  [
    "no connection",
    () => {
      throw new TypeError("connection refused");
    },
  ],
];

describe.each(FAILURES)("an upstream that answers %s", (_, fail) => {
  it("gets no repeats once it has failed five times in a row, then no requests, and both again when it is well", async () => {
    let requests = 0;
    let isFailing = true;
    const page = await enterAs(async () => {
      requests += 1;
      return isFailing ? fail() : json({ results: [], next: null, total: 0 });
    });
    for (let read = 0; read < 10; read += 1) {
      expect((await page.get(`/v1/calls?limit=${read + 1}`)).status).toBe(503);
    }
    // Three attempts, two to the fifth failure, and one for the third question, after which it is left alone.
    expect(requests).toBe(3 + 2 + 1);
    isFailing = false;
    outliveAnswers();
    expect((await page.get("/v1/calls")).status).toBe(200);
    requests = 0;
    isFailing = true;
    expect((await page.get("/v1/calls?limit=20")).status).toBe(503);
    expect(requests).toBe(3);
  });
});
