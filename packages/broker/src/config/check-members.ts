import {
  ASSERTION_MAX_AGE_SECONDS,
  ASSERTION_WARN_AGE_SECONDS,
  SECRET_MIN_BYTES,
} from "../base/limits/assertions.ts";
import { isPlainObject } from "../base/values.ts";
import { type CheckedSignIn, checkSignIn } from "./check-sign-in.ts";
import { ConfigError, checkBoolean, checkKeys } from "./config-error.ts";
import type { MembersConfig } from "./keyhole-config.ts";
import { isLoopback } from "./origin-pattern.ts";
import { GUESSABLE, isGuessable } from "./settings.ts";
import type { SiteContext } from "./visible-env.ts";

/** Where the key of a verifier comes from. */
export type KeySource =
  | { kind: "secret"; secrets: readonly string[] }
  | { kind: "jwks"; url: string }
  | { kind: "publicKey"; pem: string };

/** A verifier of a host's assertions that has passed every check. */
export interface CheckedVerifier {
  kind: "jwt";
  /** Name of the setting, such as `sites.acme.members.verify`. */
  setting: string;
  keySource: KeySource;
  issuer: string;
  audience: string;
  algorithms: readonly string[];
  maxAgeSeconds: number;
  singleUse: boolean;
}

export interface Members {
  verifier: CheckedVerifier | CheckedSignIn;
  grant: MembersConfig["grant"];
  /** The only metadata keys that grants may use; null where the config does not say. */
  rowKeys: ReadonlySet<string> | null;
}

const ASYMMETRIC = ["RS256", "PS256", "ES256", "EdDSA"];
const ALGORITHMS: Record<KeySource["kind"], readonly string[]> = {
  secret: ["HS256", "HS384", "HS512"],
  jwks: [...ASYMMETRIC, "RS384", "RS512", "PS384", "PS512", "ES384", "ES512"],
  publicKey: [...ASYMMETRIC, "RS384", "RS512", "PS384", "PS512", "ES384", "ES512"],
};
const KEYS = [
  "secret",
  "jwks",
  "publicKey",
  "issuer",
  "audience",
  "algorithms",
  "maxAgeSeconds",
  "singleUse",
];

export function checkMembers(
  setting: string,
  value: unknown,
  site: string,
  context: SiteContext,
): Members | null {
  if (value === undefined) return null;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object, or to be left out");
  checkKeys(setting, value, ["verify", "grant", "rowKeys"]);
  const { verify, grant } = value;
  if (typeof grant !== "function")
    throw new ConfigError(`${setting}.grant`, "expects a function of an assertion's claims");
  if (!isPlainObject(verify) || !isPlainObject(verify.options)) {
    throw new ConfigError(`${setting}.verify`, EXPECTS);
  }
  const verifier = checkVerify(`${setting}.verify`, verify.kind, verify.options);
  const rowKeys = checkRowKeys(`${setting}.rowKeys`, value.rowKeys);
  return { verifier, grant: grant as MembersConfig["grant"], rowKeys };

  function checkVerify(name: string, kind: unknown, options: Record<string, unknown>): Members["verifier"] {
    switch (kind) {
      case "jwt":
        return checkVerifier(name, options, site, context);
      case "signIn":
        return checkSignIn(name, options, context);
      default:
        throw new ConfigError(name, EXPECTS);
    }
  }
}

const EXPECTS = "expects jwt({ … }) or signIn({ … })";

function checkRowKeys(setting: string, value: unknown): Members["rowKeys"] {
  if (value === undefined) return null;
  if (!Array.isArray(value) || !value.every((key) => typeof key === "string" && key !== ""))
    throw new ConfigError(setting, "expects a list of metadata keys");
  return new Set(value);
}

function checkVerifier(
  setting: string,
  options: Record<string, unknown>,
  site: string,
  context: SiteContext,
): CheckedVerifier {
  checkKeys(setting, options, KEYS);
  const keySource = checkKeySource(setting, options, context);
  const issuer = options.issuer;
  if (typeof issuer !== "string" || issuer === "") {
    throw new ConfigError(`${setting}.issuer`, `expects the iss of the assertions${context.visible.hint()}`);
  }
  const audience = options.audience ?? `keyhole:${site}`;
  if (typeof audience !== "string" || audience === "")
    throw new ConfigError(`${setting}.audience`, "expects a string");
  const algorithms = checkAlgorithms(`${setting}.algorithms`, options.algorithms, keySource.kind);
  if (keySource.kind === "secret") checkSecretSize(`${setting}.secret`, keySource.secrets, algorithms);
  return {
    kind: "jwt",
    setting,
    keySource,
    issuer,
    audience,
    algorithms,
    maxAgeSeconds: checkMaxAge(`${setting}.maxAgeSeconds`, options.maxAgeSeconds, keySource.kind, context),
    singleUse: checkBoolean(`${setting}.singleUse`, options.singleUse),
  };
}

function checkKeySource(setting: string, options: Record<string, unknown>, context: SiteContext): KeySource {
  const given = (["secret", "jwks", "publicKey"] as const).filter((key) => key in options);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    throw new ConfigError(setting, "expects exactly one of secret, jwks and publicKey");
  }
  const value = options[kind];
  if (kind === "secret") return { kind, secrets: checkSecrets(`${setting}.secret`, value, context) };
  if (typeof value !== "string" || value === "") {
    throw new ConfigError(`${setting}.${kind}`, `expects a string${context.visible.hint()}`);
  }
  switch (kind) {
    case "jwks": {
      const url = URL.canParse(value) ? new URL(value) : null;
      const isAllowed =
        url?.protocol === "https:" || (url && context.settings.isDevelopment && isLoopback(url));
      if (!url || !isAllowed) throw new ConfigError(`${setting}.jwks`, "expects an https URL");
      return { kind, url: url.href };
    }
    case "publicKey":
      if (!value.includes("-----BEGIN PUBLIC KEY-----")) {
        throw new ConfigError(
          `${setting}.publicKey`,
          "expects a public key in PEM (-----BEGIN PUBLIC KEY-----)",
        );
      }
      return { kind, pem: value };
  }
}

/** One secret, or the new and the old one while rotating; both verify. */
function checkSecrets(setting: string, value: unknown, { visible, warn }: SiteContext): string[] {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  const [first, second] = listed;
  if (listed.length === 0 || listed.length > 2) {
    throw new ConfigError(setting, "expects one secret, or [new, old] while rotating");
  }
  // The old secret is taken out of the Worker at the end of a rotation, often before the config changes.
  const isOldGone = listed.length === 2 && (second === undefined || second === "");
  if (isOldGone) warn(setting, `has no old secret any more; list the new one alone${visible.hint()}`);
  return (isOldGone ? [first] : listed).map((secret) => {
    if (typeof secret !== "string" || secret === "") {
      throw new ConfigError(setting, `expects a string${visible.hint()}`);
    }
    if (visible.isWithheld(secret)) {
      throw new ConfigError(
        setting,
        "expects a secret of its own; this one is also a key or secret of the Worker, and whoever signs assertions with it could forge tokens",
      );
    }
    if (!visible.has(secret)) {
      throw new ConfigError(setting, "expects a secret from env; a literal in the config is refused");
    }
    if (isGuessable(secret)) warn(setting, GUESSABLE);
    if (secret.trim() !== secret) warn(setting, PADDED);
    return secret;
  });
}

const PADDED =
  "begins or ends with white space, which counts as part of it: echo adds a line end where printf adds none";

/** RFC 7518 section 3.2: a key as long as the hash. */
const HASH_BYTES: Readonly<Record<string, number>> = { HS256: SECRET_MIN_BYTES, HS384: 48, HS512: 64 };

function checkSecretSize(setting: string, secrets: readonly string[], algorithms: readonly string[]): void {
  const least = Math.max(...algorithms.map((name) => HASH_BYTES[name] ?? 0));
  if (secrets.every((secret) => new TextEncoder().encode(secret).length >= least)) return;
  throw new ConfigError(setting, `expects at least ${least} bytes for ${algorithms.join(", ")}`);
}

/** Refuses lists that mix kinds of keys: with those, a public key may verify as a shared secret. */
function checkAlgorithms(setting: string, value: unknown, kind: KeySource["kind"]): readonly string[] {
  if (value === undefined && kind === "secret") return ["HS256"];
  if (value === undefined && kind === "jwks") return ASYMMETRIC;
  const allowed = ALGORITHMS[kind];
  const isList = Array.isArray(value) && value.length > 0 && value.every((name) => allowed.includes(name));
  if (!isList || (kind === "publicKey" && value.length > 1)) {
    const wanted = kind === "publicKey" ? "exactly one" : "a list";
    throw new ConfigError(setting, `expects ${wanted} of ${allowed.join(", ")} for ${kind}`);
  }
  return value;
}

function checkMaxAge(
  setting: string,
  value: unknown,
  kind: KeySource["kind"],
  { warn }: SiteContext,
): number {
  if (value === undefined) return ASSERTION_MAX_AGE_SECONDS[kind];
  if (typeof value !== "number" || !Number.isInteger(value) || value <= 0) {
    throw new ConfigError(setting, "expects a whole number of seconds above 0");
  }
  if (value > ASSERTION_WARN_AGE_SECONDS[kind]) {
    warn(
      setting,
      `lets a member go on for ${value} seconds after a right is taken away; ${ASSERTION_MAX_AGE_SECONDS[kind]} is the default`,
    );
  }
  return value;
}
