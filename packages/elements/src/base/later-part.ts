import type { ReactiveControllerHost } from "lit";

/** What is loaded later, as one element has it: there, not yet, or not to be had. */
export class LaterPart<Part> {
  loaded: Part | null = null;
  failed = false;
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Part>;
  readonly #missed: (() => void) | undefined;

  /** `missed` is called each time that it could not be had. */
  constructor(host: ReactiveControllerHost, load: () => Promise<Part>, missed?: () => void) {
    this.#host = host;
    this.#load = load;
    this.#missed = missed;
  }

  /** Never rejects; a failure is tried again by the next one who needs it. */
  async load(): Promise<void> {
    try {
      this.loaded ??= await this.#load();
      this.failed = false;
    } catch {
      this.failed = true;
      this.#missed?.();
    }
    this.#host.requestUpdate();
  }
}
