import { StartError } from "./start-error.ts";

/** Says when a program is told to end. */
export interface Told {
  readonly signal: AbortSignal;
  /** Resolves when the program is told to end, or to the failure that ends it earlier. */
  orFailed(failed: Promise<Error>): Promise<Error | undefined>;
}

/**
 * Runs a program until it ends or is told to, as by Ctrl-C. A failure sets the exit code, and one that a person can
 * act on is printed without its stack.
 */
export async function runUntilTold(run: (told: Told) => Promise<void>): Promise<void> {
  const control = new AbortController();
  const { signal } = control;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => control.abort());
  try {
    await run({
      signal,
      async orFailed(failed) {
        if (signal.aborted) return undefined;
        const ended = new Promise<undefined>((resolve) =>
          signal.addEventListener("abort", () => resolve(undefined)),
        );
        return Promise.race([failed, ended]);
      },
    });
  } catch (error) {
    if (signal.aborted) return;
    console.error(error instanceof StartError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
