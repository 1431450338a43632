import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { GROUP_POLL_MS } from "./limits.ts";

/**
 * Process groups, so that what a child starts (wrangler starts workerd) ends with it.
 * A group's id is the pid of the child that was spawned with `detached: true`.
 * Windows has no groups; there `taskkill /T` ends the child's tree at once.
 */

/** True while any process of the group lives. */
export function groupIsAlive(groupId: number): boolean {
  try {
    process.kill(process.platform === "win32" ? groupId : -groupId, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else. ESRCH: it is gone.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return process.platform !== "linux" || hasMoreThanZombies(groupId);
}

/** A dead process stays in its group until its parent asks; in a container nobody may ever. */
function hasMoreThanZombies(groupId: number): boolean {
  return readdirSync("/proc").some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // proc(5): after the name in brackets come state, parent, group.
      const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(group) === groupId && state !== "Z" && state !== "X";
    } catch {
      return false; // It ended while we looked.
    }
  });
}

/** Sends a signal to every process of the group. A group that is gone is no error. */
function signalGroup(groupId: number, signal: NodeJS.Signals): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(groupId), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-groupId, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Ends the groups: SIGTERM, then SIGKILL after `graceMs`. Resolves when none is left. */
export async function endGroups(groupIds: readonly number[], graceMs: number): Promise<void> {
  for (const id of groupIds) signalGroup(id, "SIGTERM");
  const killAtMs = performance.now() + graceMs;
  let killed = false;
  let left = groupIds.filter(groupIsAlive);
  while (left.length > 0) {
    if (!killed && performance.now() >= killAtMs) {
      for (const id of left) signalGroup(id, "SIGKILL");
      killed = true;
    }
    await sleep(GROUP_POLL_MS);
    left = left.filter(groupIsAlive);
  }
}
