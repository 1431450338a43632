/**
 * What requests cost the Worker at the edge, against floors: bare Workers that do no more than the same work needs.
 * All run on bare workerd, in turns, with the Durable Objects in the same process as the Worker.
 */
import { cpuTimeUs } from "../cpu-time.ts";
import type { Group } from "../harness/group.ts";
import { inTurns } from "../harness/in-turns.ts";
import type { Aim, Comparison, Row } from "../harness/row.ts";
import { quantile } from "../harness/statistics.ts";
import { type EdgeCase, makeMints, makeReads, nameOfSize, PARTS } from "./cases.ts";
import { sendAll } from "./send.ts";
import { startSubjects } from "./subjects.ts";

const PAGE_BYTES = [69_000, 700_000, 1_000_000];
const QUICK_PAGE_BYTES = [700_000];
const LARGE_PAGE_BYTES = 1_000_000;

export const edge: Group = {
  name: "edge",
  describe: "CPU, latency and throughput of requests on workerd, against bare Workers (Linux)",
  async run({ quick, say, defer }) {
    const pageBytes = quick ? QUICK_PAGE_BYTES : PAGE_BYTES;
    const subjects = await startSubjects(pageBytes, defer);
    const rounds = quick ? { rounds: 5, count: 40 } : { rounds: 9, count: 60 };
    say("  mints");
    const mints = await measure(await makeMints(subjects), rounds);
    const rows: Row[] = mintRows(mints);
    for (const bytes of pageBytes) {
      say(`  pages of ${nameOfSize("", bytes).slice(2)}`);
      const reads = await measure(makeReads(subjects, bytes), rounds);
      rows.push(...readRows(reads, bytes));
    }
    return rows;
  },
};

/** What a batch of one case took. */
interface Sample {
  /** CPU of workerd per request. */
  cpuUs: number;
  p50Ms: number;
  p99Ms: number;
  perSecond: number;
}

type Samples = Readonly<Record<string, readonly Sample[]>>;

/** Requests of each case before any is measured: code is compiled after some hundred. */
const WARM_UP = 300;

async function measure(
  cases: readonly EdgeCase[],
  { rounds, count }: { rounds: number; count: number },
): Promise<Samples> {
  const measured = cases.map(({ name, pid, load, prepare }) => {
    const sample = async (): Promise<Sample> => {
      const batch = await prepare(count);
      const before = cpuTimeUs(pid);
      const { latenciesMs, seconds } = await sendAll(batch, load);
      const cpuUs = (cpuTimeUs(pid) - before) / count;
      const [p50Ms, p99Ms] = [quantile(latenciesMs, 0.5), quantile(latenciesMs, 0.99)];
      return { cpuUs, p50Ms, p99Ms, perSecond: count / seconds };
    };
    return [name, sample] as const;
  });
  for (const { load, prepare } of cases) await sendAll(await prepare(WARM_UP), load);
  return inTurns(Object.fromEntries(measured), { rounds });
}

const RATIO = "ratio" as const;

function mintRows(taken: Samples): Row[] {
  const floors = ["floor of a visitor's mint", "floor of a member's mint"] as const;
  return [
    {
      ...cpuRow(
        "CPU, parts of a request",
        taken,
        ["raw handler", ...Object.keys(PARTS), "proof"],
        "raw handler",
      ),
      note: "a handler that does no more than one of these: what no broker that does it can go below",
    },
    cpuRow("CPU, visitor's mint", taken, [floors[0], "visitor's mint", "new visitor's mint"], floors[0], [
      { subject: "visitor's mint", of: RATIO, atMost: 2 },
    ]),
    cpuRow("CPU, member's mint", taken, [floors[1], "member's mint", "new member's mint"], floors[1], [
      { subject: "member's mint", of: RATIO, atMost: 3 },
    ]),
    ...["visitor's mint", "member's mint"].flatMap((name) => pageOfTimes(name, taken)),
  ];
}

function readRows(taken: Samples, bytes: number): Row[] {
  const name = (what: string) => nameOfSize(what, bytes);
  const [parse, dpop, one] = [
    name("parse and project"),
    name("DPoP floor"),
    name("detail, parse and project"),
  ];
  const [uncached, cached, same, detail] = [
    name("list uncached"),
    name("list cached"),
    name("304"),
    name("detail"),
  ];
  const uncachedAims: Aim[] = [{ subject: uncached, of: RATIO, atMost: 1.4 }];
  if (bytes >= LARGE_PAGE_BYTES) uncachedAims.push({ subject: uncached, of: "median", atMost: 5_000 });
  return [
    cpuRow(`CPU, ${uncached}`, taken, [name("streaming proxy"), parse, uncached], parse, uncachedAims),
    cpuRow(`CPU, ${cached}`, taken, [dpop, cached, same], dpop, [
      { subject: cached, of: RATIO, atMost: 1.1 },
    ]),
    cpuRow(`CPU, ${detail}`, taken, [one, detail], one),
    ...[uncached, cached, same, detail].flatMap((subject) => pageOfTimes(subject, taken)),
  ];
}

function cpuRow(
  name: string,
  taken: Samples,
  subjects: readonly string[],
  against: string,
  aims: readonly Aim[] = [],
): Comparison {
  return { name, unit: "µs", samples: pick(taken, subjects, ({ cpuUs }) => cpuUs), against, aims };
}

function pageOfTimes(subject: string, taken: Samples): Row[] {
  const of = (read: (sample: Sample) => number) => (taken[subject] ?? []).map(read);
  return [
    {
      name: `latency, ${subject}`,
      unit: "ms",
      samples: { p50: of(({ p50Ms }) => p50Ms), p99: of(({ p99Ms }) => p99Ms) },
      against: "p50",
      aims: [{ subject: "p99", of: RATIO, atMost: 3 }],
    },
    {
      name: `throughput, ${subject}`,
      unit: "requests/s",
      samples: { [subject]: of(({ perSecond }) => perSecond) },
      note: "two at a time; at most 100 a second where the upstream is asked",
    },
  ];
}

function pick(taken: Samples, subjects: readonly string[], read: (sample: Sample) => number) {
  return Object.fromEntries(subjects.map((subject) => [subject, (taken[subject] ?? []).map(read)]));
}
