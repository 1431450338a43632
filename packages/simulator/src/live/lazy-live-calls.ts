import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { LiveCalls, LiveOptions } from "./live-options.ts";

/** Live calls whose code, WebRTC and codec included, loads with the first socket. Nobody else pays for it. */
export class LazyLiveCalls implements LiveCalls {
  readonly #options: Omit<LiveOptions, "onLeft">;
  #live: Promise<LiveCalls> | null = null;
  #loaded: LiveCalls | null = null;
  #isClosed = false;

  constructor(options: Omit<LiveOptions, "onLeft">) {
    this.#options = options;
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    this.#live ??= import("./live-calls.ts").then((module) => module.createLiveCalls(this.#options));
    this.#loaded = await this.#live;
    if (this.#isClosed) socket.destroy();
    else this.#loaded.upgrade(request, socket, head);
  }

  deliver(callId: string, message: Readonly<Record<string, unknown>>): boolean {
    return this.#loaded?.deliver(callId, message) ?? false;
  }

  ended(callId: string): void {
    this.#loaded?.ended(callId);
  }

  close(): void {
    this.#isClosed = true;
    this.#loaded?.close();
  }
}
