import { formatColumns } from "../harness/format-columns.ts";
import { quantile } from "../harness/statistics.ts";
import type { Verdict } from "./judge-run.ts";
import type { LedgerLine, LedgerReport } from "./ledger.ts";
import { phaseAt } from "./phases.ts";
import type { Pace } from "./run-open-loop.ts";
import type { Look } from "./watch-worker.ts";

/** Columns of the table over time: one for each phase. */
const PARTS = 10;

/** Requests of one party by kind, or by site: how many, what failed, and how long they took. */
export function formatTimes(party: string, { lines }: LedgerReport, by: "kind" | "site" = "kind"): string {
  const names = [...new Set(lines.map((line) => line[by]))].toSorted();
  const rows = [
    ...names.map((name) =>
      rowOf(
        name,
        lines.filter((line) => line[by] === name),
      ),
    ),
    rowOf("all", lines),
  ];
  return formatColumns([[party, "requests", "not served", "p50", "p95", "p99"], ...rows]);
}

function rowOf(name: string, lines: readonly LedgerLine[]): string[] {
  const times = lines.flatMap(({ tookMs }) => tookMs);
  const failed = lines.filter(({ isServed }) => !isServed).flatMap(({ tookMs }) => tookMs).length;
  const at = (share: number) => (times.length === 0 ? "" : `${quantile(times, share).toFixed(0)} ms`);
  const share = `${((failed / Math.max(1, times.length)) * 100).toFixed(1)} %`;
  return [name, times.length.toLocaleString("en"), share, at(0.5), at(0.95), at(0.99)];
}

/** How often each outcome came, in the minutes with and without attack. */
export function formatOutcomes(party: string, { lines }: LedgerReport): string {
  const outcomes = [...new Set(lines.map(({ outcome }) => outcome))].toSorted();
  const count = (outcome: string, phase: string) =>
    lines
      .filter((line) => line.outcome === outcome && line.phase === phase)
      .reduce((sum, { tookMs }) => sum + tookMs.length, 0)
      .toLocaleString("en");
  const phases = ["warm-up", "calm", "attack"];
  const rows = outcomes.map((outcome) => [outcome, ...phases.map((phase) => count(outcome, phase))]);
  return formatColumns([[party, ...phases], ...rows]);
}

/** Memory, CPU as a share of one core, and requests to the upstream, by parts of the run. */
export function formatLooks(looks: readonly Look[], runMs: number): string {
  const parts = Array.from({ length: PARTS }, (_, part) => {
    const [fromMs, toMs] = [(part / PARTS) * runMs, ((part + 1) / PARTS) * runMs];
    const own = looks.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    return { toMs, phase: phaseAt(fromMs, runMs), own };
  }).filter(({ own }) => own.length > 1);
  const row = (name: string, of: (part: (typeof parts)[number]) => string) => [name, ...parts.map(of)];
  const share = (who: keyof Look["cpuMs"]) =>
    row(`CPU of ${who}, %`, ({ own }) => (perMs(own, ({ cpuMs }) => cpuMs[who]) * 100).toFixed(0));
  return formatColumns([
    row("until second", ({ toMs }) => (toMs / 1000).toFixed(0)),
    row("", ({ phase }) => phase),
    row("MiB of workerd", ({ own }) =>
      quantile(
        own.map(({ mib }) => mib),
        0.5,
      ).toFixed(0),
    ),
    share("workerd"),
    share("upstream"),
    share("senders"),
    share("others"),
    row("workerd waits for a core, %", ({ own }) =>
      (perMs(own, ({ waitedMs }) => waitedMs) * 100).toFixed(0),
    ),
    row("upstream requests/s", ({ own }) =>
      (perMs(own, ({ upstreamRequests }) => upstreamRequests) * 1000).toFixed(0),
    ),
  ]);
}

function perMs(looks: readonly Look[], of: (look: Look) => number): number {
  const [first, last] = [looks[0], looks.at(-1)];
  return first && last ? (of(last) - of(first)) / (last.atMs - first.atMs) : 0;
}

/** Most requests that the upstream got between two looks, for a second. */
export function mostPerSecond(looks: readonly Look[]): number {
  const each = looks
    .slice(1)
    .map((look, place) => perMs([looks[place] as Look, look], (one) => one.upstreamRequests));
  return Math.max(0, ...each) * 1000;
}

export function formatPace({ offered, idle, givenUp, lateMs }: Pace, seconds: number): string {
  return [
    `offered ${offered.toLocaleString("en")} steps, ${(offered / seconds).toFixed(0)} a second`,
    `${idle.toLocaleString("en")} had nothing to ask`,
    `${givenUp} given up`,
    `sent late by ${lateMs.p50.toFixed(1)} ms at the median, ${lateMs.p99.toFixed(0)} ms at p99, ${lateMs.most.toFixed(0)} ms at most`,
  ].join(", ");
}

export function formatVerdicts(verdicts: readonly Verdict[]): string {
  return verdicts.map(({ invariant, holds, found }) => `${wordOf(holds)}  ${invariant}: ${found}`).join("\n");
}

function wordOf(holds: boolean | null): string {
  if (holds === null) return "unjudged";
  return holds ? "holds   " : "BROKEN  ";
}

/** For how long workerd waited for a core after the warm-up, as a share of the time that it ran. */
export function waitedShareOf(looks: readonly Look[], runMs: number): number {
  const after = looks.filter(({ atMs }) => phaseAt(atMs, runMs) !== "warm-up");
  return perMs(after, ({ waitedMs }) => waitedMs) / perMs(after, ({ cpuMs }) => cpuMs.workerd);
}
