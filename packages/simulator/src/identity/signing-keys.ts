import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

/** One pair of keys for RS256. */
interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The keys of one issuer: the newest signs, those that it publishes verify (RFC 7517). */
export class SigningKeys {
  #keys: SigningKey[] = [makeKey(1)];
  #made = 1;

  /** The key set that the issuer publishes. */
  published(): { keys: Record<string, unknown>[] } {
    return {
      keys: this.#keys.map(({ kid, publicKey }) => ({
        ...publicKey.export({ format: "jwk" }),
        kid,
        alg: "RS256",
        use: "sig",
      })),
    };
  }

  /** Signs with a new key from now on, and publishes that one alone. */
  rotate(): void {
    this.#made += 1;
    this.#keys = [makeKey(this.#made)];
  }

  /** A compact JWS (RFC 7515 section 7.1). */
  sign(claims: Readonly<Record<string, unknown>>): string {
    const [key] = this.#keys;
    if (key === undefined) throw new Error("there is no key");
    const input = [{ alg: "RS256", typ: "JWT", kid: key.kid }, claims].map(encode).join(".");
    const signature = createSign("RSA-SHA256").update(input).sign(key.privateKey, "base64url");
    return `${input}.${signature}`;
  }
}

function makeKey(count: number): SigningKey {
  return { kid: `key-${count}`, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
