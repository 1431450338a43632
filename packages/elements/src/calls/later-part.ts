import type { ReactiveControllerHost } from "lit";

/** What is loaded later, as one element has it: there, not yet, or not to be had. */
export class LaterPart<Part> {
  loaded: Part | null = null;
  failed = false;
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Part>;

  constructor(host: ReactiveControllerHost, load: () => Promise<Part>) {
    this.#host = host;
    this.#load = load;
  }

  /** Never rejects; a failure is tried again by the next one who needs it. */
  async load(): Promise<void> {
    try {
      this.loaded ??= await this.#load();
      this.failed = false;
    } catch {
      this.failed = true;
    }
    this.#host.requestUpdate();
  }
}
