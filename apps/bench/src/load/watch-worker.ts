import { readFileSync } from "node:fs";
import type { SimulatorProcess } from "@keyhole/edge/testing";
import { cpuTimeUs, waitTimeUs } from "../cpu-time.ts";
import { residentMib } from "../resident-mib.ts";

/** What was found at one time. */
export interface Look {
  atMs: number;
  /** Resident memory of workerd. */
  mib: number;
  /** CPU time so far, of the processes that share the machine. */
  cpuMs: { workerd: number; upstream: number; senders: number; others: number };
  /** For how long workerd waited for a core so far. */
  waitedMs: number;
  /** Requests that the upstream got so far. */
  upstreamRequests: number;
}

const LOOK_MS = 1_000;

/** Looks at workerd and its upstream each second, until it is told to end. */
export function watchWorker(pid: number, simulator: SimulatorProcess): { end(): Promise<Look[]> } {
  const startedMs = performance.now();
  const looks: Look[] = [];
  const isOver = new AbortController();
  const look = async () => {
    const { requests } = await simulator.state();
    const [workerd = 0, upstream = 0, senders = 0] = [pid, simulator.pid, process.pid].map(
      (each) => cpuTimeUs(each) / 1000,
    );
    looks.push({
      atMs: performance.now() - startedMs,
      mib: residentMib(pid),
      cpuMs: { workerd, upstream, senders, others: busyMs() - workerd - upstream - senders },
      waitedMs: waitTimeUs(pid) / 1000,
      upstreamRequests: requests.total,
    });
  };
  const watching = (async () => {
    while (!isOver.signal.aborted) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();
  // Where the run is interrupted, the upstream ends first.
  watching.catch(() => {});
  return {
    async end() {
      isOver.abort();
      await watching;
      return looks;
    },
  };
}

/** A tick of `/proc/stat`. */
const TICK_MS = 10;

/** Time that all cores were busy since the machine started. */
function busyMs(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = readFileSync("/proc/stat", "utf8")
    .slice(0, 200)
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq) * TICK_MS;
}
