import { parseApiKey } from "./api-key.ts";
import { parseBaseUrl } from "./base-url.ts";
import { type Sleep, sleep as sleepByTimer } from "./sleep.ts";

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

/** The way to one upstream. */
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
