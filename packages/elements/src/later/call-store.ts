import type { CallDetail, CallSummary } from "@keyhole/contract";
import type { Failure, Session } from "../session/index.ts";
import type { Kit } from "./kit.ts";
import { parseCallDetail } from "./parse-call-detail.ts";

/** The call whose details are open. `call` is the row that was chosen. */
export type CallState =
  | { readonly phase: "closed" }
  | { readonly phase: "loading"; readonly call: CallSummary }
  | { readonly phase: "ready"; readonly call: CallSummary; readonly detail: CallDetail }
  | { readonly phase: "failed"; readonly call: CallSummary; readonly failure: Failure };

export interface CallObserver {
  changed(): void;
  failed(failure: Failure): void;
}

/** One call's details without a DOM. Choosing another call aborts the request for the one before. */
export class CallStore {
  #state: CallState = { phase: "closed" };
  readonly #session: Session;
  readonly #parseCall: Kit["parseCall"];
  readonly #observer: CallObserver;
  #run = new AbortController();

  constructor(session: Session, parseCall: Kit["parseCall"], observer: CallObserver) {
    this.#session = session;
    this.#parseCall = parseCall;
    this.#observer = observer;
  }

  get state(): CallState {
    return this.#state;
  }

  async open(call: CallSummary): Promise<void> {
    this.#run.abort();
    this.#run = new AbortController();
    const { signal } = this.#run;
    this.#set({ phase: "loading", call });
    const answer = await this.#session.request(`/v1/calls/${encodeURIComponent(call.id)}`, {
      parse: (body) => parseCallDetail(this.#parseCall, body, call.id),
      signal,
    });
    if (signal.aborted) return;
    if (answer.ok) this.#set({ phase: "ready", call, detail: answer.value });
    else if ("dropped" in answer) this.close();
    else {
      this.#set({ phase: "failed", call, failure: answer.failure });
      this.#observer.failed(answer.failure);
    }
  }

  close(): void {
    this.#run.abort();
    if (this.#state.phase !== "closed") this.#set({ phase: "closed" });
  }

  #set(state: CallState): void {
    this.#state = state;
    this.#observer.changed();
  }
}
