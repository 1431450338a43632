import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DEFAULT_API_KEY, type SimulatorState } from "@keyhole/simulator";

/** A simulator in its own process, so that load on the test does not slow it down. */
export interface SimulatorProcess {
  baseUrl: string;
  apiKey: string;
  pid: number;
  /** Number of requests since the start, by status. */
  countRequests(): Promise<Record<string, number>>;
  state(): Promise<SimulatorState>;
  stop(): Promise<void>;
}

const CLI = fileURLToPath(new URL("cli.ts", import.meta.resolve("@keyhole/simulator")));

export async function startSimulatorProcess(args: readonly string[]): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, [CLI, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    exited.then(() => Promise.reject(new Error("the simulator ended before it listened"))),
  ])) as [string];
  const origin = /http:\/\/[\d.:]+/.exec(line)?.[0];
  if (origin === undefined) throw new Error(`the simulator said: ${line}`);
  const state = async () => (await (await fetch(`${origin}/_simulator/state`)).json()) as SimulatorState;
  return {
    baseUrl: `${origin}/api`,
    apiKey: DEFAULT_API_KEY,
    pid: child.pid ?? 0,
    state,
    countRequests: async () => (await state()).requests.byStatus,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
