import { readFileSync } from "node:fs";

/** Resident memory of a process in MiB. Linux alone tells it so. */
export function residentMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
