import type { ReactiveControllerHost } from "lit";

/** Why a lazy module is missing: its file was not fetched (`part`), or it does not run (`script`). */
export type LoadFailure = { kind: "part" } | { kind: "script" };

/** Tells a file that was not fetched from one that does not run, and logs the latter: nobody expects it. */
export function loadFailure(error: unknown): LoadFailure {
  // All browsers reject with a TypeError that speaks of the "module" they did not get.
  if (error instanceof TypeError && /\bmodule\b/.test(error.message)) return { kind: "part" };
  console.error(error);
  return { kind: "script" };
}

/** A lazy module as one element sees it: loaded, failed, or neither yet. */
export class LazyModule<Module> {
  loaded: Module | null = null;
  failure: LoadFailure | null = null;
  readonly #host: ReactiveControllerHost;
  /** Imports it; a test may have it fail. */
  source: () => Promise<Module>;
  readonly #failed: ((failure: LoadFailure) => void) | undefined;

  /** Calls `failed` on each failure. */
  constructor(
    host: ReactiveControllerHost,
    source: () => Promise<Module>,
    failed?: (failure: LoadFailure) => void,
  ) {
    this.#host = host;
    this.source = source;
    this.#failed = failed;
  }

  /** Never rejects. A failure is tried again by the next caller. */
  async load(): Promise<void> {
    try {
      this.loaded ??= await this.source();
      this.failure = null;
    } catch (error) {
      this.failure = loadFailure(error);
      this.#failed?.(this.failure);
    }
    this.#host.requestUpdate();
  }
}
