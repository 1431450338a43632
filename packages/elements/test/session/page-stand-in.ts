import { createSession } from "../../src/session/create-session.ts";
import type { SessionDeps } from "../../src/session/deps.ts";
import { type KeyStore, memoryKeyStore } from "../../src/session/key-ring.ts";
import { openSession } from "../../src/session/open-session.ts";
import type { Answer, AssertionSource, Session, SessionOptions } from "../../src/session/session.ts";
import { FakeClock } from "../fake-clock.ts";
import { BrokerStandIn } from "./broker-stand-in.ts";
import { HostStandIn } from "./host-stand-in.ts";

// Loaded before the first test: a test that moves the clock does not wait for a file.
await Promise.all([
  import("../../src/session/watch-page.ts"),
  import("../../src/session/refusal.ts"),
  import("../../src/session/add-assertion.ts"),
]);

let pages = 0;

/** A page with its broker, its host and a clock of its own. Every page has a site of its own, too. */
export class PageStandIn {
  readonly time = new FakeClock();
  readonly broker = new BrokerStandIn(this.time);
  readonly host = new HostStandIn();
  site = `site-${++pages}`;
  hidden = false;
  readonly #wakers = new Set<() => void>();
  readonly deps: SessionDeps;

  constructor(deps: Partial<SessionDeps> = {}) {
    this.deps = {
      ...this.time.deps,
      fetch: (url, init) =>
        url.startsWith(this.broker.origin) ? this.broker.fetch(url, init) : this.host.fetch(url, init),
      crypto,
      keyStore: memoryKeyStore(),
      page: {
        baseUrl: () => "https://host.example/calls/",
        origin: () => "https://host.example",
        hidden: () => this.hidden,
        onWake: (listener) => {
          this.#wakers.add(listener);
          return () => this.#wakers.delete(listener);
        },
      },
      ...deps,
    };
  }

  get watched(): boolean {
    return this.#wakers.size > 0;
  }

  /** The page is shown again. */
  wake(): void {
    for (const waker of [...this.#wakers]) waker();
  }

  options(assertion: AssertionSource | null = null): SessionOptions {
    return { broker: this.broker.origin, site: this.site, assertion };
  }

  /** The page's shared session. */
  open(assertion: AssertionSource | null = null): Session {
    return openSession(this.options(assertion), this.deps);
  }

  /** The page's session of a signed-in member. */
  openMember(): Session {
    return this.open({ kind: "url", url: "/assertion" });
  }

  /** The session of another tab, or of this one after a reload: the same storage, nothing else. */
  tab(assertion: AssertionSource | null = null, deps: Partial<SessionDeps> = {}): Session {
    return createSession(this.options(assertion), { ...this.deps, ...deps });
  }
}

/** `GET /v1/calls`, as an element asks it. */
export function list(session: Session, signal?: AbortSignal): Promise<Answer<string[]>> {
  return session.request("/v1/calls?limit=25", { parse: rows, ...(signal ? { signal } : {}) });
}

function rows(body: unknown): string[] | undefined {
  const { items } = body as { items?: unknown };
  return Array.isArray(items) ? items : undefined;
}

/** The rows, or what came instead of them. */
export async function listed(session: Session): Promise<unknown> {
  const answer = await list(session);
  if (answer.ok) return answer.value;
  return "failure" in answer ? answer.failure : "dropped";
}

/** A store that wraps another, so that single operations can fail. */
export function storeWith(changes: Partial<KeyStore>, store: KeyStore = memoryKeyStore()): KeyStore {
  return { ...store, ...changes };
}
