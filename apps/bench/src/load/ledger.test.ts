import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Booking, type Entry, Ledger } from "./ledger.ts";

const ANSWER: Booking = { outcome: "200", type: "answer", isServed: true, requestId: null, tookMs: 5 };
const LIST: Entry = { kind: "list", phase: "calm", site: "acme" };

describe("Ledger", () => {
  it("counts what was sent, and what became of it", () => {
    const ledger = new Ledger();
    ledger.book(ledger.enter(LIST), ANSWER);
    ledger.book(ledger.enter(LIST), {
      ...ANSWER,
      outcome: "429 rate_limited",
      type: "refusal",
      isServed: false,
    });
    ledger.book(ledger.enter({ ...LIST, phase: "attack" }), {
      ...ANSWER,
      outcome: "ECONNRESET",
      type: "connection fault",
      isServed: false,
    });
    const { lines, ...counts } = ledger.report();
    assert.deepEqual(counts, {
      sent: 3,
      answers: 1,
      refusals: 1,
      connectionFaults: 1,
      open: 0,
      broken: [],
      brokenCount: 0,
    });
    assert.deepEqual(lines[0], {
      ...LIST,
      outcome: "200",
      isServed: true,
      tookMs: [5],
    });
    assert.equal(lines.length, 3);
  });

  it("reports requests without a booking", () => {
    const ledger = new Ledger();
    ledger.enter(LIST);
    assert.equal(ledger.report().open, 1);
  });

  it("complains of a second booking, and counts it not", () => {
    const ledger = new Ledger();
    const entry = ledger.enter(LIST);
    ledger.book(entry, ANSWER);
    ledger.book(entry, ANSWER);
    const { answers, broken } = ledger.report();
    assert.equal(answers, 1);
    assert.deepEqual(broken, ["request 1 was booked twice, or never sent"]);
  });

  it("complains of two answers with one request id", () => {
    const ledger = new Ledger();
    for (const kind of ["list", "mint"]) {
      ledger.book(ledger.enter({ ...LIST, kind }), { ...ANSWER, requestId: "r-1" });
    }
    assert.deepEqual(ledger.report().broken, ["mint: an answer came twice: r-1"]);
  });

  it("shows the first complaints, and counts all", () => {
    const ledger = new Ledger();
    for (let count = 0; count < 30; count += 1) ledger.complain("a foreign row");
    const { broken, brokenCount } = ledger.report();
    assert.deepEqual([broken.length, brokenCount], [20, 30]);
  });
});
