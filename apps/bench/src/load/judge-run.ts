import { fitGrowth } from "../harness/fit-growth.ts";
import { quantile } from "../harness/statistics.ts";
import { MADE_UP_VISITOR } from "./attack-as-network.ts";
import type { LedgerLine, LedgerReport } from "./ledger.ts";
import { lastWindows, type Phase } from "./phases.ts";

/** What a run came to. */
export interface RunResult {
  runMs: number;
  viewers: LedgerReport;
  member: LedgerReport;
  network: LedgerReport;
  memory: readonly { atMs: number; mib: number }[];
  /** For how long workerd waited for a core after the warm-up, as a share of the time that it ran. */
  waitedShare: number;
  upstream: {
    /** Requests that it got, and those that it refused because there were too many, in a second. */
    requests: number;
    refusedForLimit: number;
  };
}

export interface Verdict {
  invariant: string;
  /** Null where the run cannot tell. */
  holds: boolean | null;
  found: string;
}

/** Honest viewers who were not served, with faults in two percent of the upstream's answers. */
const FAILED_SHARE_MAX = 0.03;
/** What attacks may add to it: one fault fails all who share a question, so it varies. */
const FAILED_SHARE_ADDED_MAX = 0.02;
/** How much slower answers may be meanwhile: the attackers use the same cores. */
const P95_FACTOR_MAX = 2;
const P95_SLACK_MS = 50;
/** Of the time that workerd ran. Where it waits longer for a core, times say nothing of the broker. */
const WAITED_SHARE_MAX = 0.5;
/** A machine that stalls sends in a burst what was spread evenly. */
const REFUSED_SHARE_MAX = 0.001;
/** Until then viewers, objects and compiled code become more. workerd ends an object that rests after 70 s. */
const MEMORY_RUN_MIN_MS = 240_000;
/** Parts of the run that are compared, the last ones: V8 fills the heap that it may have more and more slowly. */
const MEMORY_PARTS = 3;

/** Holds a run to what must not break. */
export function judgeRun(run: RunResult): Verdict[] {
  const { viewers, member, network } = run;
  return [
    ...Object.entries({ viewers, member, network }).map(([who, report]) => judgeLedger(who, report)),
    judgeForgeries(network),
    judgeService(run),
    ...judgeUnderAttack(run),
    judgeMemory(run),
    judgeUpstream(run),
  ];
}

function judgeLedger(who: string, report: LedgerReport): Verdict {
  const { sent, answers, refusals, connectionFaults, open, brokenCount, broken } = report;
  const booked = answers + refusals + connectionFaults;
  return {
    invariant: `${who}: each request has one answer or one clean refusal, and shows its own rows alone`,
    holds: open === 0 && booked === sent && brokenCount === 0,
    found: [
      `${sent} sent, ${booked} booked, ${open} open, ${brokenCount} broken`,
      ...broken.map((each) => `  ${each}`),
    ].join("\n"),
  };
}

function judgeForgeries({ lines }: LedgerReport): Verdict {
  const forgeries = lines.filter(({ kind }) => kind !== MADE_UP_VISITOR);
  const count = (of: readonly LedgerLine[]) => of.reduce((sum, { tookMs }) => sum + tookMs.length, 0);
  const accepted = count(forgeries.filter(({ outcome }) => /^[123]/.test(outcome)));
  return {
    invariant: "no forgery is accepted",
    holds: accepted === 0,
    found: `${accepted} of ${count(forgeries)}`,
  };
}

function judgeService({ viewers: { lines }, waitedShare }: RunResult): Verdict {
  const { failed, count } = countOf(lines);
  return {
    invariant: `at most ${percent(FAILED_SHARE_MAX)} of the viewers' requests fail`,
    holds: waitedShare > WAITED_SHARE_MAX ? null : failed <= count * FAILED_SHARE_MAX,
    found: percent(failed / Math.max(1, count)),
  };
}

function judgeUnderAttack({ viewers: { lines }, waitedShare }: RunResult): Verdict[] {
  const of = (phase: Phase) => countOf(lines.filter((line) => line.phase === phase));
  const [calm, attack] = [of("calm"), of("attack")];
  const isStarved = waitedShare > WAITED_SHARE_MAX;
  const failedShare = ({ failed, count }: typeof calm) => failed / Math.max(1, count);
  return [
    {
      invariant: `attacks add at most ${percent(FAILED_SHARE_ADDED_MAX)} to what fails for viewers`,
      holds: isStarved ? null : failedShare(attack) <= failedShare(calm) + FAILED_SHARE_ADDED_MAX,
      found: `${percent(failedShare(attack))} with, ${percent(failedShare(calm))} without`,
    },
    {
      invariant: `with attacks, p95 is at most ${P95_FACTOR_MAX} times what it is without, and ${P95_SLACK_MS} ms`,
      holds: isStarved ? null : attack.p95Ms <= calm.p95Ms * P95_FACTOR_MAX + P95_SLACK_MS,
      found: `${attack.p95Ms.toFixed(0)} ms with, ${calm.p95Ms.toFixed(0)} ms without, workerd waited for a core ${percent(waitedShare)} as long as it ran`,
    },
  ];
}

function countOf(lines: readonly LedgerLine[]) {
  const times = lines.flatMap(({ tookMs }) => tookMs);
  const failed = lines.filter(({ isServed }) => !isServed).flatMap(({ tookMs }) => tookMs).length;
  return { count: times.length, failed, p95Ms: times.length === 0 ? 0 : quantile(times, 0.95) };
}

function judgeMemory({ memory, runMs }: RunResult): Verdict {
  const invariant = `workerd's memory does not grow in the last ${MEMORY_PARTS} parts`;
  if (runMs < MEMORY_RUN_MIN_MS)
    return { invariant, holds: null, found: `takes a run of ${MEMORY_RUN_MIN_MS / 1000} s` };
  const points = lastWindows(runMs, MEMORY_PARTS).map(({ fromMs, toMs }) => ({
    size: (fromMs + toMs) / 2_000,
    samples: memory.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).map(({ mib }) => mib),
  }));
  const { shape, exponent } = fitGrowth(points);
  const medians = points.map(({ samples }) => quantile(samples, 0.5));
  return {
    invariant,
    holds: shape === "constant" || shape === "falls",
    found: `${medians.map((mib) => mib.toFixed(0)).join(", ")} MiB: ${shape}, time^${exponent?.toFixed(2)}`,
  };
}

function judgeUpstream({ upstream: { requests, refusedForLimit } }: RunResult): Verdict {
  return {
    invariant: "requests to the vendor stay within its limit",
    holds: refusedForLimit <= requests * REFUSED_SHARE_MAX,
    found: `${refusedForLimit} of ${requests} refused for it`,
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
