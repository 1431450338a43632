import type { Agent, Scope } from "@keyhole/contract";
import { fieldsOf, stringOf } from "../../base/parse-fields.ts";
import { Store } from "../../base/store.ts";
import type { Session } from "../../session/index.ts";

export interface GrantState {
  readonly agents: readonly Agent[];
}

/** What the viewer's grant means for the list: the agents, and what may be filtered and shown. */
export class GrantStore extends Store<GrantState> {
  #session: Session | null = null;
  #epoch = 0;
  #scopes: readonly string[] | null = null;
  #lacking: Scope | null = null;
  #asked = false;
  #failed = false;

  constructor() {
    super({ agents: [] });
  }

  /** Whether the grant has all of some scopes; null until a token tells. While a token is renewed, the last one counts. */
  may = (needs: readonly Scope[]): boolean | null => {
    const { state } = this.#session ?? {};
    if (state?.status === "ready") this.#scopes = state.scopes;
    const scopes = this.#scopes;
    if (needs.length === 0) return true;
    return scopes && needs.every((scope) => scopes.includes(scope) && scope !== this.#lacking);
  };

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
    this.#session = this.#scopes = this.#lacking = null;
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
    this.set(answer.ok ? { agents: answer.value } : {});
  }
}

/** Reads the answer of `GET /v1/agents`. Invalid items are skipped. */
function parseAgents(body: unknown): Agent[] | undefined {
  const items = fieldsOf(body)?.items;
  if (!Array.isArray(items)) return undefined;
  return items.flatMap((item) => {
    const fields = fieldsOf(item);
    const id = stringOf(fields?.id);
    const name = stringOf(fields?.name)?.trim();
    return id && name ? [{ id, name }] : [];
  });
}
