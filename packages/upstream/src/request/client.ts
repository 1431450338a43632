import { API_KEY_MAX_CHARACTERS, ID_MAX_CHARACTERS } from "../limits.ts";
import { type Sleep, sleep as sleepByTimer } from "./time.ts";

export interface ClientOptions {
  /** The upstream key. It goes into one request header and nowhere else. */
  apiKey: string;
  /** The API's base with its path. https, or http where the host is loopback. */
  baseUrl: string;
  fetch?: typeof fetch | undefined;
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** From 0 up to, not including, 1. */
  random?: (() => number) | undefined;
  /** Waits between attempts. The time limits themselves run on `setTimeout`. */
  sleep?: Sleep | undefined;
}

/** Checked options: what every request to one upstream needs. */
export interface Transport {
  /** Without a slash at its end. */
  baseUrl: string;
  /** Holds the key: for requests to the base URL only. */
  keyHeaders: Readonly<Record<string, string>>;
  fetch: typeof fetch;
  now: () => number;
  random: () => number;
  sleep: Sleep;
}

/** Throws a TypeError that names the option that cannot be used. */
export function createTransport(options: ClientOptions, keyHeader: string): Transport {
  return {
    keyHeaders: { [keyHeader]: parseApiKey(options.apiKey) },
    baseUrl: parseBaseUrl(options.baseUrl),
    // workerd's fetch throws when it is called as a method of something else.
    fetch: optionalFunction(options, "fetch") ?? ((...args) => fetch(...args)),
    now: optionalFunction(options, "now") ?? (() => Date.now()),
    random: optionalFunction(options, "random") ?? (() => Math.random()),
    sleep: optionalFunction(options, "sleep") ?? sleepByTimer,
  };
}

function optionalFunction<Name extends "fetch" | "now" | "random" | "sleep">(
  options: ClientOptions,
  name: Name,
): ClientOptions[Name] {
  const value = options[name];
  if (value !== undefined && typeof value !== "function") {
    throw new TypeError(`Option \`${name}\` must be a function.`);
  }
  return value;
}

/** Checks that the key can be a header value: a runtime's own error about a bad one would repeat it. */
function parseApiKey(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError("Option `apiKey` is missing.");
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new TypeError("Option `apiKey` must be visible ASCII without spaces or line ends.");
  }
  if (value.length > API_KEY_MAX_CHARACTERS) {
    throw new TypeError(`Option \`apiKey\` must be at most ${API_KEY_MAX_CHARACTERS} characters.`);
  }
  return value;
}

const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The base URL without a slash at its end. Throws a TypeError that names the option and never repeats
 * the value, which may hold a secret.
 */
function parseBaseUrl(value: unknown): string {
  const url = typeof value === "string" ? URL.parse(value) : null;
  if (url === null) throw new TypeError("Option `baseUrl` must be an absolute URL.");
  const isLoopback = url.protocol === "http:" && LOOPBACK.test(url.hostname);
  if (url.protocol !== "https:" && !isLoopback) {
    throw new TypeError("Option `baseUrl` must be https; http is for loopback hosts only.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("Option `baseUrl` must hold no user name or password.");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new TypeError("Option `baseUrl` must hold no query or fragment.");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

// Slashes and control characters; `encodeURIComponent` throws on lone surrogates.
const NEVER_IN_AN_ID = /[/\\\p{Cc}\p{Surrogate}]/u;

/** An id encoded for one segment of a path; null where it is no id or could name another path. */
export function pathSegment(id: string): string | null {
  if (id === "" || id === "." || id === "..") return null;
  if (id.length > ID_MAX_CHARACTERS || NEVER_IN_AN_ID.test(id)) return null;
  return encodeURIComponent(id);
}
