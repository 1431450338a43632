import { DAY_MS } from "../base/durations.ts";

/**
 * All keys of the broker are derived from KEYHOLE_SECRET (HKDF, RFC 5869), with one `info` per purpose. Keys
 * of tokens, cursors, tickets, entity tags and sign-ins change daily (UTC); the day is the `kid`.
 */
export type Purpose = "token" | "cursor" | "nonce" | "ticket" | "tag" | "assertion" | "sign-in";

export interface Keyring {
  /** Today, whose keys seal. */
  day(): string;
  /** Keys for stored data, which do not change daily: the first seals, all open. */
  storedKeys(): Promise<Uint8Array<ArrayBuffer>[]>;
  /** Keys that may have sealed something under `kid`, the likeliest first; none for a day before yesterday. */
  keys(purpose: Purpose, kid: string): Promise<Uint8Array<ArrayBuffer>[]>;
}

export interface KeyringOptions {
  /** KEYHOLE_SECRET and, while rotating, KEYHOLE_SECRET_PREVIOUS. */
  secrets: readonly string[];
  now: () => number;
}

const STORED = "stored";

export function createKeyring({ secrets, now }: KeyringOptions): Keyring {
  const derived = new Map<string, Uint8Array<ArrayBuffer>[]>();
  let today = Number.NaN;
  let days: readonly [today: string, yesterday: string] = ["", ""];
  /** The days whose keys open. To write a date costs as much as a hash. */
  function openDays(): readonly [today: string, yesterday: string] {
    const day = Math.floor(now() / DAY_MS);
    if (day !== today) days = [writeDay(day), writeDay(day - 1)];
    today = day;
    return days;
  }
  async function derive(name: string): Promise<Uint8Array<ArrayBuffer>[]> {
    const known = derived.get(name);
    if (known !== undefined) return known;
    // Caches keys, not promises: workerd lets no request await a promise of another.
    const keys = await Promise.all(secrets.map((secret) => deriveKey(secret, `keyhole ${name}`)));
    for (const other of derived.keys()) {
      if (other !== STORED && !openDays().some((day) => other.endsWith(day))) derived.delete(other);
    }
    derived.set(name, keys);
    return keys;
  }

  return {
    day: () => openDays()[0],
    storedKeys: () => derive(STORED),
    keys: async (purpose, kid) => (openDays().includes(kid) ? derive(`${purpose} ${kid}`) : []),
  };
}

function writeDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Derives a key for one purpose. */
export async function deriveKey(secret: string, info: string): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const root = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveBits"]);
  const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: encoder.encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(params, root, 256));
}
