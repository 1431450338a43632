import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

/** The machine that a run was on. */
export interface Machine {
  cores: number;
  model: string;
  memoryGib: number;
  system: string;
  node: string;
  /** Null where no group used a browser. */
  chromium: string | null;
  /** Processes that wanted to run when it started, averaged over a minute. Above the cores: a busy machine. */
  loadAtStart: number;
}

export function readMachine(): Machine {
  return {
    cores: availableParallelism(),
    model: cpus()[0]?.model.trim() ?? "unknown",
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    chromium: null,
    loadAtStart: loadavg()[0] ?? 0,
  };
}

export function describeMachine(machine: Machine): string {
  const { cores, model, memoryGib, system, node, chromium, loadAtStart } = machine;
  return [
    `${cores} cores (${model})`,
    `${memoryGib} GiB`,
    system,
    `Node ${node}`,
    chromium === null ? "no browser" : `Chromium ${chromium}`,
    `load ${loadAtStart.toFixed(1)} at the start`,
  ].join(", ");
}
