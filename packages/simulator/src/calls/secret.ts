import { Random } from "../base/random.ts";

/** Prefix of every dangerous value, so that one search finds any leak. */
export const SECRET_PREFIX = "simsecret_";

/** Matches the dangerous values inside a longer text. */
const SECRET_PATTERN = /simsecret_[a-z0-9]+_[0-9a-f]{32}/g;

/** A dangerous value that is unique to its owner and purpose. `purpose` matches `[a-z0-9]+`. */
export function secretToken(ownerSeed: number, purpose: string): string {
  return `${SECRET_PREFIX}${purpose}_${Random.for(ownerSeed, purpose).hex(4)}`;
}

/** One string of the data that must never reach a page. */
export interface Secret {
  /** The id of the call or agent that holds it. */
  readonly owner: string;
  /** Its path in the vendor's answer, such as `callbacks.ended.secrets.0`. */
  readonly field: string;
  /** ASCII without quotes or backslashes: the same text in JSON, HTML and JavaScript. */
  readonly value: string;
}

/** Every dangerous value inside a vendor's answer, each once. */
export function* secretsIn(owner: string, value: unknown, field = ""): Generator<Secret> {
  if (typeof value === "string") {
    for (const token of new Set(value.match(SECRET_PATTERN))) yield { owner, field, value: token };
    // The address without its query already names the call's socket, so it counts as a secret too.
    if (field === "joinUrl") yield { owner, field, value: value.replace(/\?.*$/s, "") };
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    yield* secretsIn(owner, child, field === "" ? key : `${field}.${key}`);
  }
}
