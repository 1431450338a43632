import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ANNOUNCE_AFTER_MS } from "./limits.ts";

/**
 * The text of the one polite live region. What is said several times in a short while, as pages
 * arriving during a scroll, is said once, in its last form.
 */
export class Announcer implements ReactiveController {
  /** What the live region holds. */
  message = "";
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  say(message: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.message = message;
      this.#host.requestUpdate();
    }, ANNOUNCE_AFTER_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.message = "";
  }
}
