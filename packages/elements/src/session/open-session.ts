import { parseUrl } from "../base/parse-url.ts";
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
  /** By broker, site and assertion URL: null for visitors, true for any function. */
  named: Map<string, Session>;
}

/**
 * The session for a broker, site and assertion source. All scripts of a page get the same object for the same
 * options; `deps` count only when it is created. Assertion URLs are compared after resolving. Functions are not
 * compared: a page may write a new one at every render, and the newest is asked. Sends no request yet. The options are not checked here: `resolveSettings` has done that.
 */
export function openSession(options: SessionOptions, deps: Partial<SessionDeps> = {}): Session {
  const all = { ...browserDeps(), ...deps };
  const { broker, site, assertion } = options;
  const source = assertion?.kind === "url" ? resolve(assertion.url, all.page.baseUrl()) : assertion && true;
  const name = JSON.stringify([broker, site, source]);
  const page = globalThis as { [REGISTRY]?: Registry };
  page[REGISTRY] ??= { named: new Map() };
  const { named } = page[REGISTRY];
  const session = named.get(name) ?? createSession(options, all);
  named.set(name, session);
  // What a visitor has signed in with stays.
  if (assertion) session.assertion = assertion;
  return session;
}

/** A URL that does not resolve stays as it is: the mint reports it. */
function resolve(url: string, base: string): string {
  return parseUrl(url, base)?.href ?? url;
}
