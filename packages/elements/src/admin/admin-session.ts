import type { AdminState } from "@keyhole/contract";
import type { Clock } from "../base/clock.ts";
import { ADMIN_IDLE_MS } from "../base/limits.ts";
import { Store } from "../base/store.ts";
import type { AdminClient, AdminFailure } from "./admin-answer.ts";
import { type AdminClientOptions, createAdminClient } from "./create-admin-client.ts";
import { parseState } from "./parse-admin.ts";

/** Who uses the page. It never holds the secret. */
export interface AdminSessionState {
  phase: "signed-out" | "checking" | "signed-in";
  /** Why signing in failed, or why it ended. */
  failure: AdminFailure | null;
  /** Why the owner was signed out, where nothing failed. */
  ended: "idle" | "left" | null;
  /** What the Worker said at the sign-in. */
  first: AdminState | null;
}

export interface AdminSessionOptions extends Pick<AdminClientOptions, "base" | "fetch"> {
  clock: Clock;
}

/**
 * Holds the owner's secret while the owner is there: in the memory of one closure, until the owner signs out, leaves, or
 * does nothing for `ADMIN_IDLE_MS`.
 */
export class AdminSession extends Store<AdminSessionState> {
  readonly #options: AdminSessionOptions;
  #client: AdminClient | null = null;
  /** Cancels the end by idleness. */
  #cancel = () => {};
  #usedMs: number | null = null;

  constructor(options: AdminSessionOptions) {
    super({ phase: "signed-out", failure: null, ended: null, first: null });
    this.#options = options;
  }

  /** The admin routes. Whoever is signed out asks in vain. */
  readonly client: AdminClient = {
    ask: (request, parse) => this.#asked((client) => client.ask(request, parse)),
    askLines: (request) => this.#asked((client) => client.askLines(request)),
  };

  /** Asks for something that changes nothing and that no log keeps. */
  async signIn(secret: string): Promise<void> {
    this.restart();
    this.set({ phase: "checking", failure: null, ended: null });
    const { base, fetch } = this.#options;
    const client = createAdminClient({ base, fetch, secret });
    const answer = await this.current((signal) => client.ask({ path: "state", signal }, parseState));
    if (!answer) return;
    if (!answer.ok) {
      this.set({ phase: "signed-out", failure: answer.failure });
      return;
    }
    this.#client = client;
    this.set({ phase: "signed-in", first: answer.body });
    this.use();
  }

  /** Forgets the secret and all that it opened. */
  signOut(ended: AdminSessionState["ended"], failure: AdminFailure | null = null): void {
    this.restart();
    this.#cancel();
    this.#client = null;
    this.#usedMs = null;
    this.set({ phase: "signed-out", failure, ended, first: null });
  }

  /** Called with each key and press: the owner is there. */
  use(): void {
    if (this.#client === null) return;
    const { clock } = this.#options;
    const nowMs = clock.now();
    // A machine that slept has run no timer.
    if (this.#usedMs !== null && nowMs - this.#usedMs >= ADMIN_IDLE_MS) {
      this.signOut("idle");
      return;
    }
    this.#usedMs = nowMs;
    this.#cancel();
    this.#cancel = clock.after(ADMIN_IDLE_MS, () => this.signOut("idle"));
  }

  override close(): void {
    this.#cancel();
    this.#client = null;
    super.close();
  }

  async #asked<Answer extends { ok: true } | { ok: false; failure: AdminFailure }>(
    ask: (client: AdminClient) => Promise<Answer>,
  ): Promise<Answer | { ok: false; failure: AdminFailure }> {
    const client = this.#client;
    if (client === null) return { ok: false, failure: { kind: "wrong" } };
    const answer = await ask(client);
    // The secret was replaced meanwhile.
    if (!answer.ok && answer.failure.kind === "wrong" && client === this.#client)
      this.signOut(null, answer.failure);
    return answer;
  }
}
