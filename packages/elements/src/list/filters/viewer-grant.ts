import type { Agent, Scope } from "@keyhole/contract";
import type { Session } from "../../session/index.ts";
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
  #asked = false;
  #failed = false;
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

  /** Forgets what is another viewer's. */
  take(session: Session): void {
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
    void this.#ask(this.#session, this.#run.signal);
  }

  /** Asks again where that has failed. */
  askAgain(): void {
    if (!this.#failed) return;
    this.#failed = this.#asked = false;
    this.ask();
  }

  drop(): void {
    this.#run.abort();
    this.#run = new AbortController();
    this.#session = this.#scopes = null;
    this.#asked = this.#failed = false;
    this.agents = [];
  }

  async #ask(session: Session, signal: AbortSignal): Promise<void> {
    const answer = await session.request("/v1/agents", { parse: parseAgents, signal });
    if (signal.aborted) return;
    // Without an answer there is no filter for agents; what failed shows at the list.
    if (answer.ok) this.agents = answer.value;
    else this.#failed = true;
    // The token came with the answer.
    if (this.search === null) this.#scopes = [];
    this.#changed();
  }
}
