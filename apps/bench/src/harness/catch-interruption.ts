const EXIT_CODE = 130;

/** Lets a run end by itself when it is interrupted. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Says that nothing was judged, where that is so. */
  tell(): void;
}

/** Catches Ctrl-C and SIGTERM, once each. */
export function catchInterruption(): Interruption {
  const controller = new AbortController();
  const { signal } = controller;
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return {
    signal,
    tell() {
      if (!signal.aborted) return;
      console.log("interrupted: nothing was judged");
      process.exitCode = EXIT_CODE;
    },
  };
}
