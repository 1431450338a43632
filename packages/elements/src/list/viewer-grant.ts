import type { Agent, Scope } from "@keyhole/contract";
import type { Session } from "../session/index.ts";
import { parseAgents } from "./parse-agents.ts";

/** What a search of texts needs: without the second a masked text would be found by what it hides. */
const SEARCH_SCOPES = ["transcripts:read", "pii:read"] as const;

/** What filters need to know of a viewer: which agents there are, and whether texts may be searched. */
export class ViewerGrant {
  agents: readonly Agent[] = [];
  readonly #changed: () => void;
  #session: Session | null = null;
  #epoch = 0;
  #scopes: readonly Scope[] | null = null;
  #run = new AbortController();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether texts may be searched; null until a token says so. One that is renewed shows no less meanwhile. */
  get search(): boolean | null {
    const { state } = this.#session ?? {};
    if (state?.status === "ready") this.#scopes = state.scopes;
    const scopes = this.#scopes;
    return scopes && SEARCH_SCOPES.every((scope) => scopes.includes(scope));
  }

  /** Asks for the agents of another viewer; those of the same one are there already. */
  take(session: Session): void {
    if (session === this.#session && session.epoch === this.#epoch) return;
    this.drop();
    if (session.state.status === "signed-out") return;
    this.#session = session;
    this.#epoch = session.epoch;
    void this.#ask(session, this.#run.signal);
  }

  drop(): void {
    this.#run.abort();
    this.#run = new AbortController();
    this.#session = this.#scopes = null;
    this.agents = [];
  }

  async #ask(session: Session, signal: AbortSignal): Promise<void> {
    const answer = await session.request("/v1/agents", { parse: parseAgents, signal });
    if (signal.aborted) return;
    // Without an answer there is no filter for agents; what failed shows at the list.
    if (answer.ok) this.agents = answer.value;
    // The token came with the answer.
    if (this.search === null) this.#scopes = [];
    this.#changed();
  }
}
