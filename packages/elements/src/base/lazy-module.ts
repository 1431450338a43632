import type { ReactiveControllerHost } from "lit";
import type { PageFailure } from "./page-failure.ts";

/** Why a lazy module is missing: its file was not fetched (`part`), or does not run (`script`), or breaks (`page`). */
export type LoadFailure = { kind: "part" } | { kind: "script" } | PageFailure;

/** Tells a file that was not fetched from one that does not run, and logs the latter: nobody expects it. */
export function loadFailure(error: unknown): LoadFailure {
  // All browsers reject with a TypeError that speaks of the "module" they did not get.
  if (error instanceof TypeError && /\bmodule\b/.test(error.message)) return { kind: "part" };
  console.error(error);
  return { kind: "script" };
}

interface LazyHost extends Pick<ReactiveControllerHost, "requestUpdate"> {
  /** Called on each failure of a module that `reports`. */
  failed(failure: LoadFailure): unknown;
}

/** A lazy module as one element sees it: loaded, failed, or neither yet. */
export class LazyModule<Module> {
  loaded: Module | null = null;
  failure: LoadFailure | null = null;
  readonly #host: LazyHost;
  /** Imports it; a test may have it fail. */
  source: () => Promise<Module>;
  readonly #reports: boolean;

  constructor(host: LazyHost, source: () => Promise<Module>, reports = false) {
    this.#host = host;
    this.source = source;
    this.#reports = reports;
  }

  /** Never rejects. A failure is tried again by the next caller. */
  async load(): Promise<void> {
    try {
      this.loaded ??= await this.source();
      this.failure = null;
    } catch (error) {
      this.failure = loadFailure(error);
      if (this.#reports) void this.#host.failed(this.failure);
    }
    this.#host.requestUpdate();
  }
}
