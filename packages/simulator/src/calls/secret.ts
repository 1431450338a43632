import { Random } from "../base/random.ts";

/** Every dangerous value starts with this, so that one search over anything finds a leak. */
export const SECRET_PREFIX = "simsecret_";

/** Matches the dangerous values inside a longer text. */
const SECRET_PATTERN = /simsecret_[a-z0-9]+_[0-9a-f]{32}/g;

/** A value that occurs once in the whole data: it is unique by owner and by purpose (`[a-z0-9]+`). */
export function secretToken(ownerSeed: number, purpose: string): string {
  return `${SECRET_PREFIX}${purpose}_${Random.for(ownerSeed, purpose).hex(4)}`;
}

/** One string of the data that must never reach a page. */
export interface Secret {
  /** The id of the call or agent that holds it. */
  readonly owner: string;
  /** Where it stands in the vendor's answer, such as `callbacks.ended.secrets.0`. */
  readonly field: string;
  /** ASCII without quotes or backslashes: reads the same in JSON, HTML and JavaScript. */
  readonly value: string;
}

/** Every dangerous value inside a vendor's answer, each once. */
export function* secretsIn(owner: string, value: unknown, field = ""): Generator<Secret> {
  if (typeof value === "string") {
    for (const token of new Set(value.match(SECRET_PATTERN))) yield { owner, field, value: token };
    // The address without its query is enough to name the call's socket, so it is looked for as well.
    if (field === "joinUrl") yield { owner, field, value: value.replace(/\?.*$/s, "") };
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    yield* secretsIn(owner, child, field === "" ? key : `${field}.${key}`);
  }
}
