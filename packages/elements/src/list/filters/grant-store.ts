import type { Agent, Scope } from "@keyhole/contract";
import { parseAgents } from "../../base/parse-agents.ts";
import { Store } from "../../base/store.ts";
import type { Session } from "../../session/index.ts";

/** A scope, or a parameter of `GET /v1/calls` that not every source of calls has. */
export type Need = Scope | "q";

export interface GrantState {
  readonly agents: readonly Agent[];
}

/** What the viewer's grant means for the list: the agents, and what may be filtered and shown. */
export class GrantStore extends Store<GrantState> {
  #session: Session | null = null;
  #epoch = 0;
  #scopes: readonly string[] | null = null;
  #lacking: Scope | null = null;
  /** Filters that the source of the calls does not have; null until the broker tells. */
  #refused: readonly unknown[] | null = null;
  #asked = false;
  #failed = false;

  constructor() {
    super({ agents: [] });
  }

  /**
   * Whether grant and source have all of some needs; null until a token, or the answer about agents, tells. While a
   * token is renewed, the last one counts.
   */
  may = (needs: readonly Need[]): boolean | null => {
    const { state } = this.#session ?? {};
    if (state?.status === "ready") this.#scopes = state.scopes;
    const answers = needs.map((need) => this.#has(need));
    return answers.includes(false) ? false : answers.includes(null) ? null : true;
  };

  #has(need: Need): boolean | null {
    if (need === "q") return this.#refused && !this.#refused.includes(need);
    return this.#scopes && need !== this.#lacking && this.#scopes.includes(need);
  }

  /** The site has nothing that a scope is for. */
  lack(scope: Scope): void {
    this.#lacking = scope;
    this.set({});
  }

  /** Uses a session, and drops the state of another viewer. */
  use(session: Session): void {
    if (session === this.#session && session.epoch === this.#epoch) return;
    this.drop();
    if (session.state.status === "signed-out") return;
    this.#session = session;
    this.#epoch = session.epoch;
  }

  /** Asks for the agents, and with them for a token; once for each viewer. */
  ask(): void {
    if (!this.#session || this.#asked) return;
    this.#asked = true;
    void this.#ask(this.#session);
  }

  /** Asks again after a failure. */
  retry(): void {
    if (!this.#failed) return;
    this.#failed = this.#asked = false;
    this.ask();
  }

  drop(): void {
    this.restart();
    this.#session = this.#scopes = this.#lacking = this.#refused = null;
    this.#asked = this.#failed = false;
    if (this.state.agents.length > 0) this.set({ agents: [] });
  }

  async #ask(session: Session): Promise<void> {
    const run = this.signal;
    const answer = await session.request("/v1/agents", { parse: parseAgents, signal: run });
    if (run.aborted) return;
    // The answer has brought a token.
    if (session.state.status !== "ready") this.#scopes ??= [];
    // Without agents, their filter is missing; the list shows the failure.
    this.#failed = !answer.ok;
    this.#refused = answer.ok ? answer.value.refused : [];
    this.set(answer.ok ? { agents: answer.value.agents } : {});
  }
}
