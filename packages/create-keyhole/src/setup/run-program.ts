import { spawn } from "node:child_process";

export interface ProgramOptions {
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Written to standard input, to the byte. */
  input?: string;
  /** Lets a person see what it prints and answer what it asks; nothing is returned then. */
  show?: boolean;
}

export interface Ran {
  /** Exit code; null where a signal ended it. */
  status: number | null;
  stdout: string;
  /** All that it printed. */
  output: string;
}

export type RunProgram = (command: string, args: readonly string[], options: ProgramOptions) => Promise<Ran>;

/** Runs a program until it ends. Rejects only if it cannot be started. */
export const runProgram: RunProgram = (command, args, { folder, env, input, show = false }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      env,
      stdio: show ? "inherit" : ["pipe", "pipe", "pipe"],
      // npm is a script there, and no argument is from outside.
      shell: process.platform === "win32" && command !== process.execPath,
    });
    const ran: Ran = { status: null, stdout: "", output: "" };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      ran.stdout += text;
      ran.output += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      ran.output += text;
    });
    // A program that ends without reading is told by its status.
    child.stdin?.on("error", () => {}).end(input ?? "");
    child.on("error", reject);
    child.on("close", (status) => resolve({ ...ran, status }));
  });
