import { spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";

export interface CheckResult {
  name: string;
  passed: boolean;
}

/** Runs one step and tells how it went. A step passes when it finds no complaint and does not throw. */
export async function runStep(name: string, step: () => string[] | Promise<string[]>): Promise<CheckResult> {
  const startedMs = performance.now();
  const complaints = await complaintsOf(step);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${complaints.length === 0 ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  for (const complaint of complaints) console.log(complaint.replace(/^/gm, "        "));
  return { name, passed: complaints.length === 0 };
}

async function complaintsOf(step: () => string[] | Promise<string[]>): Promise<string[]> {
  try {
    return await step();
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** Runs a program of the folder's or the workspace's `node_modules/.bin`. What it printed is the complaint when it fails. */
export function runCommand(folder: string, program: string, args: readonly string[]): string[] {
  const bins = [folder, dirname(import.meta.dirname)].map((root) => join(root, "node_modules", ".bin"));
  const path = [...bins, process.env.PATH].join(delimiter);
  const result = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    env: { ...process.env, PATH: path, NO_COLOR: "1", CI: "1", WRANGLER_SEND_METRICS: "false" },
  });
  if (result.status === 0) return [];
  const reason = result.error?.message ?? `${program} ended with exit code ${result.status}`;
  return [`${result.stdout ?? ""}${result.stderr ?? ""}\n${reason}`.trim()];
}
