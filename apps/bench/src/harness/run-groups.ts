import type { Browser } from "playwright-core";
import type { Context, Group } from "./group.ts";
import { judge } from "./judge.ts";
import { type Machine, readMachine } from "./machine.ts";
import type { GroupReport, Report } from "./report.ts";

export interface RunOptions {
  quick: boolean;
  say: (line: string) => void;
  launch: () => Promise<Browser>;
}

/** Runs groups one after the other. A group that fails has its error in the report, and the next one runs. */
export async function runGroups(groups: readonly Group[], options: RunOptions): Promise<Report> {
  const startedAt = new Date().toISOString();
  const machine: Machine = readMachine();
  let launched: Promise<Browser> | undefined;
  const browser = async () => {
    launched ??= options.launch();
    const started = await launched;
    machine.chromium = started.version();
    return started;
  };
  try {
    const reports: GroupReport[] = [];
    for (const group of groups) {
      options.say(`${group.name}: ${group.describe}`);
      reports.push(await runGroup(group, { quick: options.quick, say: options.say, browser }));
    }
    return { startedAt, quick: options.quick, machine, groups: reports };
  } finally {
    await launched?.then(
      (started) => started.close(),
      () => undefined,
    );
  }
}

async function runGroup(group: Group, context: Omit<Context, "defer">): Promise<GroupReport> {
  const { name, describe } = group;
  const stops: (() => Promise<unknown>)[] = [];
  const startedMs = performance.now();
  const report = { name, describe, error: null, rows: [] };
  const tookMs = () => performance.now() - startedMs;
  try {
    const rows = await group.run({ ...context, defer: (stop) => stops.unshift(stop) });
    const errors: string[] = [];
    // A row that has no figure must not take the others along.
    const judged = rows.flatMap((row) => {
      try {
        return [judge(row)];
      } catch (error) {
        errors.push(firstLine(error));
        return [];
      }
    });
    return { ...report, rows: judged, error: errors.join("; ") || null, tookMs: tookMs() };
  } catch (error) {
    context.say(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    return { ...report, error: firstLine(error), tookMs: tookMs() };
  } finally {
    for (const stop of stops) await stop();
  }
}

function firstLine(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line;
}
