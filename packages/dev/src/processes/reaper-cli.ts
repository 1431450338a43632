/**
 * The last to leave. It reads what is running from its standard input, a JSON value a line:
 * `{"group": <pid>}` or `{"folder": "<path>"}`. When the input ends, because its parent closed it or
 * died of whatever, SIGKILL included, it ends the groups, removes the folders and goes.
 */
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { STOP_GRACE_MS } from "./limits.ts";
import { endGroups, groupIsAlive } from "./process-group.ts";

const groups: number[] = [];
const folders: string[] = [];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const entry: unknown = JSON.parse(line);
  if (typeof entry !== "object" || entry === null) continue;
  if ("group" in entry && typeof entry.group === "number") groups.push(entry.group);
  if ("folder" in entry && typeof entry.folder === "string") folders.push(entry.folder);
}
await endGroups(groups.filter(groupIsAlive), STOP_GRACE_MS);
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
