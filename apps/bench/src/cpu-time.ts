import { readdirSync, readFileSync } from "node:fs";

/**
 * CPU time that a process has used in all its threads, in microseconds. Linux counts it in nanoseconds
 * (`/proc/<pid>/task/<tid>/schedstat`); the ticks of `/proc/<pid>/stat` are 10 ms long, too coarse for a short batch.
 */
export function cpuTimeUs(pid: number): number {
  return sumOfThreads(pid, 0);
}

/** Time for which its threads could have run, and waited for a core, in microseconds. */
export function waitTimeUs(pid: number): number {
  return sumOfThreads(pid, 1);
}

function sumOfThreads(pid: number, field: number): number {
  let ns = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[field]);
    } catch {
      // A thread that has just ended.
    }
  }
  return ns / 1000;
}
