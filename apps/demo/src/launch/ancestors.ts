import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { MAX_ANCESTORS } from "./limits.ts";

/** A process as the operating system tells it. */
export interface ProcessInfo {
  parentPid: number;
  /** Its command line, words separated by spaces. */
  command: string;
}

/** Undefined where the process is gone or the system does not tell. */
export type ReadProcess = (pid: number) => ProcessInfo | undefined;

/** From /proc on Linux, from `ps` on macOS. */
export function readProcess(pid: number): ProcessInfo | undefined {
  try {
    if (process.platform === "linux") {
      // proc(5): the name in brackets may hold anything, the parent is the second field after it.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const parentPid = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return { parentPid, command };
    }
    if (process.platform === "win32") return undefined;
    const line = execFileSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" });
    const match = /^\s*(\d+)\s+(.*)$/m.exec(line);
    return match ? { parentPid: Number(match[1]), command: match[2] ?? "" } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The processes whose end should be ours: our parent and, where a package manager started us,
 * everything up to the first one. `npx pnpm start` is four processes; when npx is told to end, it
 * goes without a word to pnpm, and only the broken chain tells. The person's shell is not in it,
 * unless it is our parent: `npx pnpm start &` outlives the shell.
 */
export function launcherChain(parentPid: number, read: ReadProcess): number[] {
  const chain = [parentPid];
  let length = 1;
  let pid = parentPid;
  for (let depth = 0; depth < MAX_ANCESTORS && pid > 1; depth += 1) {
    const info = read(pid);
    if (!info) break;
    if (isPackageManager(info.command)) length = chain.length;
    else if (!isShell(info.command)) break;
    pid = info.parentPid;
    chain.push(pid);
  }
  return chain.slice(0, length);
}

/** True while each process of the chain is still the child of the next. */
export function chainHolds(chain: readonly number[], parentPid: number, read: ReadProcess): boolean {
  if (parentPid !== chain[0]) return false;
  return chain.slice(1).every((pid, index) => {
    const below = chain[index];
    return below !== undefined && read(below)?.parentPid === pid;
  });
}

function isPackageManager(command: string): boolean {
  const [program = "", script = ""] = command.split(" ");
  const name = /^node(\.exe)?$/.test(basename(program)) ? basename(script) : basename(program);
  return /^(npm|npx|pnpm|pnpx|yarn|corepack)(-cli)?(\.[cm]?js)?$/.test(name);
}

function isShell(command: string): boolean {
  return /^-?(sh|bash|dash|zsh|ash|busybox)$/.test(basename(command.split(" ")[0] ?? ""));
}
