import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { type Child, StartError, type Supervisor, waitUntilAnswers } from "../processes/index.ts";
import { type WorkerCommand, workerCommand } from "./worker-command.ts";

/** How long the Worker may take to answer. wrangler needs about 3 s, 20 s on a busy machine. */
const READY_TIMEOUT_MS = 90_000;

/** How long the rest of an error may take to be printed after its first line. */
const SETTLE_MS = 300;

/** What wrangler prints where it cannot build or start the Worker. It goes on waiting for a change. */
const ERROR = /\[ERROR\]/;

export interface WorkerOptions extends Omit<WorkerCommand, "folder"> {
  /** Called with each piece of output. */
  onOutput?: (text: string) => void;
  /** Aborts the start. */
  signal?: AbortSignal;
}

/**
 * Runs the Worker under `wrangler dev`, and resolves when it answers. Where it cannot be built, ends, or answers
 * that it is not configured, a `StartError` says so immediately, with the last lines that it printed.
 */
export async function startWorker(
  supervisor: Supervisor,
  { onOutput, signal, ...settings }: WorkerOptions,
): Promise<Child> {
  const over = new AbortController();
  const late = AbortSignal.timeout(READY_TIMEOUT_MS);
  const { promise: broken, resolve: tellBroken } = Promise.withResolvers<string>();
  let printed = "";
  let isStarted = false;
  const child = await supervisor.start({
    ...workerCommand({ ...settings, folder: supervisor.temporaryFolder() }),
    onOutput(text) {
      onOutput?.(text);
      if (isStarted) return;
      printed += text;
      if (ERROR.test(stripVTControlCharacters(printed)))
        tellBroken("The Worker could not be built or started.");
    },
  });
  const url = `http://127.0.0.1:${settings.port}/v1/health`;
  const ready = waitUntilAnswers(url, AbortSignal.any([late, over.signal, ...(signal ? [signal] : [])]));
  const problem = await Promise.race([
    ready.then(
      () => null,
      (error: unknown) => (error instanceof StartError ? error.message : `${url} did not answer: ${error}.`),
    ),
    broken,
    supervisor.failed,
  ]);
  isStarted = true;
  over.abort();
  await ready.catch(() => {});
  signal?.throwIfAborted();
  if (problem === null) return child;
  if (problem instanceof StartError) throw problem;
  await sleep(SETTLE_MS);
  throw new StartError(`${problem} The last lines of wrangler:\n\n${child.logTail()}`);
}
