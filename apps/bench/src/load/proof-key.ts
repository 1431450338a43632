import { createHash, randomUUID } from "node:crypto";
import { PUBLIC_URL } from "@keyhole/edge/testing";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };

/** A viewer's key. What all of its proofs have in common is written once. */
export class ProofKey {
  /** RFC 7638. */
  readonly thumbprint: string;
  readonly #key: CryptoKey;
  readonly #head: string;

  static async make(): Promise<ProofKey> {
    const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
    const { crv, kty, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
    return new ProofKey(privateKey, { crv, kty, x, y });
  }

  /** The members of the key stand in the order of their names, as the thumbprint needs them. */
  private constructor(key: CryptoKey, jwk: Record<"crv" | "kty" | "x" | "y", string | undefined>) {
    this.#key = key;
    this.thumbprint = sha256(JSON.stringify(jwk));
    this.#head = encode({ typ: "dpop+jwt", alg: "ES256", jwk });
  }

  /** A DPoP proof (RFC 9449) for a request without its query, bound to the token if there is one. */
  async prove(method: string, path: string, token?: string): Promise<string> {
    const bound = token === undefined ? {} : { ath: sha256(token) };
    const claims = { htm: method, htu: `${PUBLIC_URL}${path}`, jti: randomUUID(), ...bound };
    const text = `${this.#head}.${encode({ ...claims, iat: Math.floor(Date.now() / 1000) })}`;
    const signed = await crypto.subtle.sign(SIGNATURE, this.#key, Buffer.from(text));
    return `${text}.${Buffer.from(signed).toString("base64url")}`;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
