import type { ReactiveControllerHost } from "lit";
import { text } from "../texts/en.ts";
import type { Later } from "./later.ts";
import { type Notice, type NoticeContext, plainNotice } from "./notice.ts";
import type { Trouble } from "./trouble.ts";

/** What is loaded later, as one element has it: there, not yet, or not to be had. */
export class LaterPart {
  loaded: Later | null = null;
  failed = false;
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Later>;

  constructor(host: ReactiveControllerHost, load: () => Promise<Later>) {
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

  /** The words for a trouble; null while they are being loaded. */
  notice(trouble: Trouble, context: NoticeContext): Notice | null {
    if (trouble.kind === "network" || this.failed) return plainNotice(trouble, context);
    return this.loaded?.noticeOf(trouble, context, text("retry")) ?? null;
  }
}
