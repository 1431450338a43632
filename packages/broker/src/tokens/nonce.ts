import { base64url } from "jose";
import { NONCE_MINUTES } from "../base/limits.ts";
import type { Keyring } from "../keys/keyring.ts";

/** Nonces for proofs (RFC 9449 section 8). None is stored: each says when it was made, and is signed. */
export interface Nonces {
  current(): Promise<string>;
  /** True for one that this broker made within the last minutes. */
  isFresh(nonce: unknown): Promise<boolean>;
}

const MINUTE_MS = 60_000;
const NONCE = /^(\d{1,10})\.[A-Za-z0-9_-]{43}$/;

export function createNonces(keyring: Keyring, now: () => number): Nonces {
  const thisMinute = () => Math.floor(now() / MINUTE_MS);

  /** The nonces of a minute, one for each key that may have signed it; the current key's first. */
  async function noncesOf(minute: number): Promise<string[]> {
    const day = new Date(minute * MINUTE_MS).toISOString().slice(0, 10);
    const keys = await keyring.keys("nonce", day);
    return Promise.all(keys.map(async (key) => `${minute}.${await sign(key, String(minute))}`));
  }

  return {
    async current() {
      const [nonce] = await noncesOf(thisMinute());
      if (nonce === undefined) throw new Error("the key of today is missing");
      return nonce;
    },
    async isFresh(nonce) {
      const minute = typeof nonce === "string" ? Number(NONCE.exec(nonce)?.[1] ?? Number.NaN) : Number.NaN;
      const isRecent = minute <= thisMinute() && minute > thisMinute() - NONCE_MINUTES;
      return isRecent && (await noncesOf(minute)).some((known) => known === nonce);
    },
  };
}

async function sign(key: Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return base64url.encode(
    new Uint8Array(await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(text))),
  );
}
