import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { LOG_TAIL_CHARS, LOG_TAIL_LINES, STOP_GRACE_MS } from "./limits.ts";
import { endGroups } from "./process-group.ts";

/** What to run. The environment is the whole one, nothing is inherited. */
export interface ChildCommand {
  /** As a person would call it, for messages. */
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** A file for its output. Default: the end of the output is kept for `logTail`. */
  outputFile?: string;
  /** Called with each piece of output that is kept. */
  onOutput?: (text: string) => void;
}

/** A running child, leader of a process group of its own. */
export interface Child {
  name: string;
  /** Process id and group id. */
  pid: number;
  /** Resolves with a short reason ("exit code 1", "signal SIGKILL") when it has ended. */
  ended: Promise<string>;
  /** The last lines that it printed, both streams together. */
  logTail(): string;
  /** Ends it and what it started. Resolves when all of it is gone. */
  stop(): Promise<void>;
}

/** Starts a child with closed standard input. Throws when there is no such program. */
export async function startChild(command: ChildCommand): Promise<Child> {
  const { outputFile } = command;
  const output = outputFile === undefined ? "pipe" : openSync(outputFile, "w");
  const child = spawn(command.command, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ["ignore", output, output],
    detached: true,
    windowsHide: true,
  });
  if (typeof output === "number") closeSync(output);
  const log = keepTail(child, command.onOutput);
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  await new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command.name} did not start`);
  return { name: command.name, pid, ended, logTail: log, stop: () => endGroups([pid], STOP_GRACE_MS) };
}

function keepTail(child: ChildProcess, onOutput?: (text: string) => void): () => string {
  let kept = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      kept = (kept + text).slice(-LOG_TAIL_CHARS);
      onOutput?.(text);
    });
  }
  return () => stripVTControlCharacters(kept).trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}
