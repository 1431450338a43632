import { SECRET_MIN_BYTES } from "../base/limits/assertions.ts";
import { ConfigError, type Warn } from "./config-error.ts";
import { isLoopback } from "./origin-pattern.ts";

const ULTRAVOX_BASE_URL = "https://api.ultravox.ai/api";
const CEKURA_BASE_URL = "https://api.cekura.ai";
/** Where Durable Objects can be made to stay (developers.cloudflare.com, Durable Objects, data location). */
const JURISDICTIONS: readonly string[] = ["eu", "us", "fedramp", "fedramp-high"];
const ULTRAVOX_PLANS = ["free", "pro", "scale"] as const;

/** The owner's plan at Ultravox. */
export type Plan = (typeof ULTRAVOX_PLANS)[number];

/** The checked vars and secrets of the Worker. */
export interface Settings {
  ultravox: { apiKey: string | null; baseUrl: string; plan: Plan };
  /** The key that the owner gave: an organization's, a project's or one that only reads. */
  cekura: { apiKey: string | null; baseUrl: string };
  /** Roots of all derived keys: the first seals, all open. */
  secrets: readonly string[];
  /** Opens the admin routes; null: there are none. */
  adminSecret: string | null;
  /** True if the upstream has a loopback address. Only then `http` is accepted. */
  isDevelopment: boolean;
}

/** Settings that a config function does not receive, so that no config can contain them. */
export const WITHHELD_SETTINGS: ReadonlySet<string> = new Set([
  "ULTRAVOX_API_KEY",
  "CEKURA_API_KEY",
  "KEYHOLE_SECRET",
  "KEYHOLE_SECRET_PREVIOUS",
  "KEYHOLE_ADMIN_SECRET",
]);

/** Reads the Worker's settings. Throws a ConfigError that names the wrong one. */
export function readSettings(env: Readonly<Record<string, unknown>>, warn: Warn): Settings {
  const secret = readString(env, "KEYHOLE_SECRET");
  if (secret === null) {
    throw new ConfigError(
      "KEYHOLE_SECRET",
      `is not set; it expects at least ${SECRET_MIN_BYTES} random bytes: openssl rand -base64 32 | wrangler secret put KEYHOLE_SECRET`,
    );
  }
  const previous = readString(env, "KEYHOLE_SECRET_PREVIOUS");
  checkSecretLength("KEYHOLE_SECRET", secret);
  if (isGuessable(secret)) warn("KEYHOLE_SECRET", GUESSABLE);
  if (previous !== null) checkSecretLength("KEYHOLE_SECRET_PREVIOUS", previous);

  const ultravoxUrl = readBaseUrl(env, "ULTRAVOX_BASE_URL", ULTRAVOX_BASE_URL);
  const isDevelopment = ultravoxUrl.protocol === "http:";
  // A setting that nothing uses must not switch development on.
  const cekuraUrl = readBaseUrl(env, "CEKURA_BASE_URL", CEKURA_BASE_URL);
  if (cekuraUrl.protocol === "http:" && !isDevelopment) {
    throw new ConfigError(
      "CEKURA_BASE_URL",
      "expects https; http is for development, which a loopback ULTRAVOX_BASE_URL switches on",
    );
  }
  const plan = readString(env, "ULTRAVOX_PLAN") ?? "free";
  const knownPlan = ULTRAVOX_PLANS.find((name) => name === plan);
  if (knownPlan === undefined)
    throw new ConfigError("ULTRAVOX_PLAN", `expects one of ${ULTRAVOX_PLANS.join(", ")}`);
  const jurisdiction = readString(env, "KEYHOLE_JURISDICTION");
  if (jurisdiction !== null && !JURISDICTIONS.includes(jurisdiction))
    throw new ConfigError("KEYHOLE_JURISDICTION", `expects one of ${JURISDICTIONS.join(", ")}`);

  return {
    ultravox: { apiKey: readKey(env, "ULTRAVOX_API_KEY"), baseUrl: ultravoxUrl.href, plan: knownPlan },
    cekura: { apiKey: readKey(env, "CEKURA_API_KEY"), baseUrl: cekuraUrl.href },
    secrets: previous === null ? [secret] : [secret, previous],
    adminSecret: readAdminSecret(env, [secret, previous], warn),
    isDevelopment,
  };
}

function readString(env: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = env[name];
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string") throw new ConfigError(name, "expects a string");
  return value;
}

/** A key is sent in a header, so line ends are refused: `echo` adds one when a key is piped in. */
function readKey(env: Readonly<Record<string, unknown>>, name: string): string | null {
  const key = readString(env, name);
  if (key !== null && !/^[\x21-\x7e]{1,512}$/.test(key)) {
    throw new ConfigError(name, "expects only a key, without spaces or line ends");
  }
  return key;
}

/** The admin secret is sent in a header, so it has the characters of one. */
function readAdminSecret(
  env: Readonly<Record<string, unknown>>,
  roots: readonly (string | null)[],
  warn: Warn,
): string | null {
  const name = "KEYHOLE_ADMIN_SECRET";
  const secret = readString(env, name);
  if (secret === null) return null;
  checkSecretLength(name, secret);
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new ConfigError(name, "expects visible ASCII characters, without spaces or line ends");
  }
  if (roots.includes(secret)) throw new ConfigError(name, "expects another secret than KEYHOLE_SECRET");
  if (isGuessable(secret)) warn(name, GUESSABLE);
  return secret;
}

function checkSecretLength(name: string, secret: string): void {
  if (new TextEncoder().encode(secret).length < SECRET_MIN_BYTES) {
    throw new ConfigError(name, `expects at least ${SECRET_MIN_BYTES} bytes`);
  }
}

function readBaseUrl(env: Readonly<Record<string, unknown>>, name: string, fallback: string): URL {
  const value = readString(env, name) ?? fallback;
  const url = URL.canParse(value) ? new URL(value) : null;
  const isPlain =
    url !== null && url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (url === null || !isPlain)
    throw new ConfigError(name, `expects a URL with its path, such as ${fallback}`);
  // The vendor answers something else outside of it, which looks as if there were no calls.
  if (url.host === new URL(fallback).host && !url.href.startsWith(fallback))
    throw new ConfigError(name, `expects the API's base with its path: ${fallback}`);
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url))) return url;
  throw new ConfigError(name, "expects https; http is for a loopback address, in development");
}

export const GUESSABLE = "looks guessable; use random bytes, such as: openssl rand -base64 32";

/** Fewest different characters of a secret of 32 random bytes, in hexadecimal or base64. */
const RANDOM_MIN_CHARACTERS = 10;

/** True for a secret that is long and yet easy to guess: few characters, a repeated word, a sequence. */
export function isGuessable(secret: string): boolean {
  const codes = Array.from(secret, (character) => character.codePointAt(0) ?? 0);
  const isRepeated = codes.some(
    (_, period) =>
      period > 0 &&
      period <= codes.length / 2 &&
      codes.every((code, index) => index < period || code === codes[index - period]),
  );
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const ascending = steps.filter((step) => step === 1).length;
  return new Set(codes).size < RANDOM_MIN_CHARACTERS || isRepeated || ascending > codes.length / 2;
}
