import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Sees to it that nothing stays when this process dies without a chance to clean up. */
export interface Reaper {
  pid: number;
  watchGroup(groupId: number): void;
  watchFolder(path: string): void;
  /** Lets it end what is left and go. Resolves when it has gone. */
  close(): Promise<void>;
}

/** Starts the reaper in a session of its own, so that no signal for ours reaches it. */
export async function startReaper(): Promise<Reaper> {
  const script = fileURLToPath(new URL("./reaper-cli.ts", import.meta.url));
  const child = spawn(process.execPath, [script], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    windowsHide: true,
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  child.stdin.on("error", () => {}); // It was killed: then nobody is left to tell.
  const tell = (entry: object) => void child.stdin.write(`${JSON.stringify(entry)}\n`);
  return {
    pid: child.pid ?? 0,
    watchGroup: (group) => tell({ group }),
    watchFolder: (folder) => tell({ folder }),
    close: () => {
      child.stdin.end();
      return gone;
    },
  };
}
