import { pageFailure } from "./page-failure.ts";

/**
 * State without a DOM. `state` is frozen and replaced as a whole; only the store itself changes it.
 * Requests are methods of the subclass. An answer that arrives after `close()` or `restart()` is late
 * and never reaches the state: `current` drops it.
 */
export abstract class Store<State extends object> {
  #state: Readonly<State>;
  /** Replaced as a whole, so that a change tells those that were there. Some pages replace `Set` by one without iteration. */
  #listeners: readonly Listener<State>[] = [];
  #run = new AbortController();

  constructor(initial: State) {
    this.#state = Object.freeze(initial);
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  /** Calls back after each change; returns the unsubscribe. */
  subscribe(listener: Listener<State>): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
  }

  /** Aborts what is under way. */
  close(): void {
    this.#run.abort();
  }

  protected set(change: Partial<State>): void {
    const previous = this.#state;
    this.#state = Object.freeze({ ...previous, ...change });
    for (const listener of this.#listeners) listener(this.#state, previous);
  }

  /** Aborted by `close()` and `restart()`. */
  protected get signal(): AbortSignal {
    return this.#run.signal;
  }

  /** Aborts what is under way and starts anew. */
  protected restart(): void {
    this.#run.abort();
    this.#run = new AbortController();
  }

  /** The answer to a request; null where it was dropped or is late. */
  protected async current<Answer extends object>(
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Exclude<Answer, { dropped: true }> | null> {
    const { signal } = this.#run;
    let answer: object;
    try {
      answer = await ask(signal);
    } catch (error) {
      // Whatever the page has done to the browser, a store hears how its request ended.
      answer = { ok: false, failure: pageFailure(error) };
    }
    return signal.aborted || "dropped" in answer ? null : (answer as Exclude<Answer, { dropped: true }>);
  }
}

/** `previous` tells what has changed: state is replaced, never changed in place. */
export type Listener<State> = (state: Readonly<State>, previous: Readonly<State>) => void;
