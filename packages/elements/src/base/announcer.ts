import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ANNOUNCE_AFTER_MS } from "./limits.ts";

/**
 * The text of the polite live region. Of several messages in a short time, as while scrolling, only the last is
 * announced.
 */
export class Announcer implements ReactiveController {
  /** Content of the live region. */
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
