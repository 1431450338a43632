import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, type ChildCommand, startChild } from "./child.ts";
import { STOP_GRACE_MS } from "./limits.ts";
import { endGroups } from "./process-group.ts";
import { startReaper } from "./reaper.ts";
import { StartError } from "./start-error.ts";

/** Children that live and die together. */
export interface Supervisor {
  start(command: ChildCommand): Promise<Child>;
  /** A folder that only this user may read; removed at the end. */
  temporaryFolder(): string;
  /** Resolves when a child ends by itself, and not by its `stop`; the message holds the end of what it printed. Never rejects. */
  failed: Promise<StartError>;
  /** Pids of all that it started and that must be gone after `stop()`. */
  pids(): number[];
  /** Ends every child and what they started, and removes the folders. May be called again. */
  stop(): Promise<void>;
}

/** Starts a supervisor without children. `graceMs` is what a child has between SIGTERM and SIGKILL. */
export async function createSupervisor(graceMs = STOP_GRACE_MS): Promise<Supervisor> {
  const reaper = await startReaper();
  const children: Child[] = [];
  const { promise: failed, resolve: fail } = Promise.withResolvers<StartError>();
  let stopping: Promise<void> | undefined;

  const stop = async () => {
    await endGroups(
      children.map((child) => child.pid),
      graceMs,
    );
    await reaper.close();
  };

  return {
    failed,
    async start(command) {
      if (stopping) throw new Error(`${command.name} was not started: everything is being stopped.`);
      const started = await startChild(command);
      let isStopped = false;
      const child: Child = {
        ...started,
        stop() {
          isStopped = true;
          return started.stop();
        },
      };
      reaper.watchGroup(child.pid);
      children.push(child);
      void child.ended.then((reason) => {
        if (!stopping && !isStopped) fail(new StartError(describeEnd(child, reason)));
      });
      return child;
    },
    temporaryFolder() {
      const folder = mkdtempSync(join(tmpdir(), "keyhole-demo-")); // Mode 0700.
      reaper.watchFolder(folder);
      return folder;
    },
    pids: () => [...children.map((child) => child.pid), reaper.pid],
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function describeEnd(child: Child, reason: string): string {
  const log = child.logTail();
  return `The ${child.name} ended by itself (${reason}).${log === "" ? "" : ` Its last lines:\n\n${log}`}`;
}
