import type { Misuse } from "../errors/trouble.ts";
import type { AssertionSource, SessionOptions } from "../session/index.ts";

/** Resolves to the host's assertion for the page's key, or to null if nobody is signed in. */
export type GetAssertion = (request: { jkt: string }) => Promise<string | null>;

/** Settings of an element, as attributes and properties. */
export interface Settings {
  site: string | null;
  broker: string | null;
  assertionSrc: string | null;
  getAssertion: GetAssertion | null;
  timeZone: string | null;
}

/** The session that the settings describe, or the mistake in them. The default broker is where the script came from. */
export function resolveSettings(element: Element & Settings, scriptUrl: string): SessionOptions | Misuse {
  const attribute = keyInAttribute(element);
  if (attribute !== null) return { kind: "key-in-attribute", attribute };
  // A property may hold anything.
  const site = String(element.site ?? "").trim();
  if (!site) return { kind: "site-missing" };
  const named = String(element.broker ?? "").trim();
  const broker = brokerAddress(named || scriptUrl, !named);
  if (broker === null) return { kind: "broker-invalid" };
  const timeZone = element.timeZone ?? "";
  if (timeZone && !isTimeZone(timeZone)) return { kind: "time-zone-invalid", timeZone: String(timeZone) };
  return { site, broker, assertion: assertionSource(element) };
}

function assertionSource({ getAssertion, assertionSrc }: Settings): AssertionSource | null {
  if (getAssertion) {
    return { kind: "function", get: typeof getAssertion === "function" ? getAssertion : rejectNonFunction };
  }
  return assertionSrc ? { kind: "url", url: String(assertionSrc) } : null;
}

/** Finds the path of the broker before that of a script of a release. */
const RELEASED = /^(.*?)\/keyhole(\/\d.*)?\.js$/;

/** The address of a broker, which may have a path, without a slash at its end; null for any other URL. */
function brokerAddress(url: string, isScript: boolean): string | null {
  try {
    const { origin, protocol, pathname, search, hash } = new URL(url, document.baseURI);
    const path = isScript ? (RELEASED.exec(pathname)?.[1] ?? "") : pathname.replace(/\/+$/, "");
    return /^https?:/.test(protocol) && (isScript || !(search + hash)) ? origin + path : null;
  } catch {
    return null;
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/** Replaces a property that holds no function, so that the element reports it instead of acting as a visitor. */
function rejectNonFunction(): Promise<never> {
  return Promise.reject(new TypeError("`getAssertion` is no function"));
}

/** An Ultravox key: 8 characters, a dot and 32 characters, also inside a longer value. */
const ULTRAVOX_KEY = /(?<![a-z\d])[a-z\d]{8}\.[a-z\d]{32}(?![a-z\d])/i;

/** The start of a compact JWT: a header that begins with `{"`. */
const JWT = /^\s*eyJ[\w-]+\.[\w-]/;

/** Names of secrets: `api-key`, `ultravox_api_key`, `access-token`, `key`, `secret`. */
const SECRET_NAME = /^key$|(^|[-_:])(api[-_]?key|token|secret)$/i;

/**
 * The name of the first attribute that holds or names a key or token; null without one. Everyone who opens the page
 * can read its attributes.
 */
export function keyInAttribute(element: Element): string | null {
  for (const { name, value } of element.attributes) {
    if (ULTRAVOX_KEY.test(value) || JWT.test(value) || (value !== "" && SECRET_NAME.test(name))) return name;
  }
  return null;
}
