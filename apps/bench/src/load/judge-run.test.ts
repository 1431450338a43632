import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MADE_UP_VISITOR } from "./attack-as-network.ts";
import { judgeRun, type RunResult } from "./judge-run.ts";
import type { LedgerLine, LedgerReport } from "./ledger.ts";

const RUN_MS = 300_000;

function line(phase: LedgerLine["phase"], count: number, more: Partial<LedgerLine> = {}): LedgerLine {
  const tookMs = Array.from({ length: count }, () => 10);
  return { kind: "list", phase, site: "acme", outcome: "200", isServed: true, tookMs, ...more };
}

function report(lines: LedgerLine[], more: Partial<LedgerReport> = {}): LedgerReport {
  const sent = lines.reduce((sum, { tookMs }) => sum + tookMs.length, 0);
  const zero = { refusals: 0, connectionFaults: 0, open: 0, broken: [], brokenCount: 0 };
  return { sent, answers: sent, ...zero, lines, ...more };
}

const GOOD: RunResult = {
  runMs: RUN_MS,
  viewers: report([line("calm", 1_000), line("attack", 1_000)]),
  member: report([line("attack", 100)]),
  network: report([
    line("attack", 5, { kind: MADE_UP_VISITOR }),
    line("attack", 95, { outcome: "404 not_found" }),
  ]),
  memory: Array.from({ length: 300 }, (_, second) => ({ atMs: second * 1_000, mib: 200 + (second % 7) })),
  waitedShare: 0.1,
  upstream: { requests: 10_000, refusedForLimit: 0 },
};

function wrongOf(more: Partial<RunResult>): string[] {
  return judgeRun({ ...GOOD, ...more })
    .filter(({ holds }) => holds === false)
    .map(({ invariant }) => invariant);
}

describe("judgeRun", () => {
  it("finds nothing wrong with a good run", () => {
    assert.deepEqual(wrongOf({}), []);
    assert.ok(judgeRun(GOOD).every(({ holds }) => holds));
  });

  it("finds requests without an answer, and complaints", () => {
    const calm = [line("calm", 10)];
    assert.match(wrongOf({ viewers: report(calm, { open: 1 }) }).join(), /viewers: each request/);
    assert.match(wrongOf({ member: report(calm, { sent: 11 }) }).join(), /member: each request/);
    assert.match(wrongOf({ network: report([], { brokenCount: 1 }) }).join(), /network: each request/);
  });

  it("finds a forgery that is accepted", () => {
    assert.match(wrongOf({ network: report([line("attack", 1)]) }).join(), /no forgery/);
  });

  it("finds viewers who are not served, and those that attacks shut out", () => {
    const failed = (phase: LedgerLine["phase"], count: number) => line(phase, count, { isServed: false });
    const tooMany = report([line("calm", 900), failed("calm", 60), line("attack", 1_000)]);
    assert.match(wrongOf({ viewers: tooMany }).join(), /requests fail/);
    const shutOut = report([line("calm", 5_000), line("attack", 970), failed("attack", 30)]);
    assert.deepEqual(wrongOf({ viewers: shutOut }), ["attacks add at most 2.0 % to what fails for viewers"]);
  });

  it("finds answers that attacks slow down, unless workerd had no core", () => {
    const slow = line("attack", 100, { tookMs: Array.from({ length: 100 }, () => 80) });
    const viewers = report([line("calm", 100), slow]);
    assert.match(wrongOf({ viewers }).join(), /p95/);
    assert.deepEqual(wrongOf({ viewers, waitedShare: 0.8 }), []);
  });

  it("finds memory that grows after the warm-up, in a run that is long enough", () => {
    const growing = GOOD.memory.map(({ atMs }) => ({ atMs, mib: 100 + atMs / 1_000 }));
    assert.match(wrongOf({ memory: growing }).join(), /memory/);
    assert.deepEqual(wrongOf({ memory: growing, runMs: 60_000 }), []);
    const settling = growing.map(({ atMs, mib }) => ({ atMs, mib: Math.min(mib, 220) }));
    assert.deepEqual(wrongOf({ memory: settling }), []);
    const swinging = settling.map(({ atMs, mib }) => ({ atMs, mib: mib + 20 * Math.sin(atMs / 2_000) }));
    assert.deepEqual(wrongOf({ memory: swinging }), []);
  });

  it("finds more requests than the vendor allows", () => {
    assert.match(wrongOf({ upstream: { requests: 1_000, refusedForLimit: 2 } }).join(), /vendor/);
  });
});
