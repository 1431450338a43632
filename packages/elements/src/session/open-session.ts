import { createSession } from "./create-session.ts";
import { browserDeps, type SessionDeps } from "./deps.ts";
import type { Session, SessionOptions } from "./session.ts";

/**
 * The number is the version of the registry and of the interface `Session`. Copies of the bundle with the same
 * number share sessions, whichever was loaded first. A change that breaks an older copy takes the next number;
 * a page with both then mints twice. An optional new member breaks nothing.
 */
const REGISTRY = Symbol.for("keyhole.sessions.1");

interface Registry {
  /** Visitors, and members by assertion URL. */
  named: Map<string, Session>;
  /** Members by assertion function; garbage-collected with it. */
  byFunction: WeakMap<object, Map<string, Session>>;
}

/**
 * The session for a broker, site and assertion source. All scripts of a page get the same object for the same
 * options; `deps` count only when it is created. Assertion URLs are compared after resolving, functions by
 * identity. Sends no request yet. The options are not checked here: `resolveSettings` has done that.
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

/** A URL that does not resolve stays as it is: the mint reports it. */
function resolve(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}
