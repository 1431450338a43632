import type { Clock } from "../../base/clock.ts";
import { HANG_UP_PROOF_MS } from "../../base/limits.ts";
import type { Session } from "../../session/index.ts";

interface Held {
  readonly answer: ReturnType<typeof ask>;
  release(): void;
  drop(): void;
}

/**
 * The request that ends a call at the broker. It is signed ahead, again and again, because neither a page that is left
 * nor a viewer who has signed out can sign any more.
 */
export class HangUp {
  readonly #session: Session;
  readonly #path: string;
  readonly #clock: Clock;
  #held: Held;
  #stopTimer = () => {};

  constructor(session: Session, callId: string, clock: Clock) {
    this.#session = session;
    this.#path = `/v1/calls/${encodeURIComponent(callId)}/hangup`;
    this.#clock = clock;
    this.#held = this.#sign();
  }

  /** Sends it before the task ends. Resolves when it was answered, well or not. */
  async send(): Promise<void> {
    this.#stopTimer();
    this.#held.release();
    const answer = await this.#held.answer;
    // Signed too long ago, or lost on its way. After a sign-out the session drops this.
    if (!answer.ok && "failure" in answer) await ask(this.#session, this.#path, {});
  }

  /** The call has ended without it. */
  close(): void {
    this.#stopTimer();
    this.#held.drop();
  }

  #sign(): Held {
    const control = new AbortController();
    let release = () => {};
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    const answer = ask(this.#session, this.#path, { hold, signal: control.signal });
    const drop = () => {
      control.abort();
      release();
    };
    this.#stopTimer = this.#clock.after(HANG_UP_PROOF_MS, () => {
      this.#held = this.#sign();
      drop();
    });
    return { answer, release, drop };
  }
}

function ask(session: Session, path: string, init: { hold?: Promise<void>; signal?: AbortSignal }) {
  return session.request(path, { ...init, method: "POST", parse: () => true });
}
