import { browserDeps } from "./browser-deps.ts";
import { createSession } from "./create-session.ts";
import type { Session, SessionOptions } from "./session.ts";
import type { SessionDeps } from "./session-deps.ts";

/**
 * The number is the version of what is shared: this registry and the interface `Session`. Copies of
 * the bundle with the same number use each other's sessions, whichever was loaded first, so a
 * change that an older copy would trip over takes the next number, and then a page with both
 * mints twice. Adding an optional member does not.
 */
const REGISTRY = Symbol.for("keyhole.sessions.1");

interface Registry {
  /** Visitors, and members by assertion URL. */
  named: Map<string, Session>;
  /** Members by assertion function; collected with it. */
  byFunction: WeakMap<object, Map<string, Session>>;
}

/**
 * The session for a broker, site and assertion source. Whoever asks for the same gets the same
 * object, across all scripts of the page; `deps` count where it is made. Assertion URLs are the
 * same when they resolve to the same, functions when they are identical. Nothing is asked yet.
 * The options are taken as they are: the elements check what an author set (`setUp`) and say it there.
 */
export function openSession(options: SessionOptions, deps: Partial<SessionDeps> = {}): Session {
  const all = { ...browserDeps(), ...deps };
  const { broker, site, assertion } = options;
  const url = assertion?.kind === "url" ? resolve(assertion.url, all.page.baseUrl()) : null;
  const name = JSON.stringify([broker, site, url]);
  const sessions = sessionsFor(assertion?.kind === "function" ? assertion.get : undefined);
  let session = sessions.get(name);
  if (!session) {
    session = createSession(options, all);
    sessions.set(name, session);
  }
  return session;
}

function sessionsFor(get: object | undefined): Map<string, Session> {
  const page = globalThis as { [REGISTRY]?: Registry };
  page[REGISTRY] ??= { named: new Map(), byFunction: new WeakMap() };
  const { named, byFunction } = page[REGISTRY];
  if (!get) return named;
  const sessions = byFunction.get(get) ?? new Map<string, Session>();
  byFunction.set(get, sessions);
  return sessions;
}

/** A URL that does not resolve becomes a failure with a name once it is asked. */
function resolve(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}
