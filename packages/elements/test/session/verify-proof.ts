import { sha256, thumbprint } from "../../src/session/dpop.ts";

/** What a proof must say to pass. */
export interface Expected {
  method: string;
  url: string;
  nowMs: number;
  token?: string | undefined;
  /** The `jti` of all proofs before. */
  seen: Set<string>;
}

export type Verdict = { jkt: string; nonce: string | undefined } | { wrong: string };

/** RFC 9449 section 4.3, with WebCrypto. */
export async function verifyProof(proof: string | null, expected: Expected): Promise<Verdict> {
  const [head = "", body = "", signature = ""] = (proof ?? "").split(".");
  const header = decode(head);
  const claims = decode(body);
  const { typ, alg, jwk, ...rest } = header;
  if (typ !== "dpop+jwt" || alg !== "ES256" || Object.keys(rest).length) return { wrong: "header" };
  if (Object.keys(jwk).sort().join() !== "crv,kty,x,y") return { wrong: "jwk" };
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["verify"]);
  const input = new TextEncoder().encode(`${head}.${body}`);
  const bytes = fromBase64Url(signature);
  if (!(await crypto.subtle.verify(algorithm, key, bytes, input))) return { wrong: "signature" };
  const { origin, pathname } = new URL(expected.url);
  if (claims.htm !== expected.method) return { wrong: "htm" };
  if (claims.htu !== origin + pathname) return { wrong: "htu" };
  if (typeof claims.jti !== "string" || claims.jti.length < 1 || expected.seen.has(claims.jti)) {
    return { wrong: "jti" };
  }
  expected.seen.add(claims.jti);
  const ath = expected.token === undefined ? undefined : await sha256(crypto.subtle, expected.token);
  if (claims.ath !== ath) return { wrong: "ath" };
  if (!Number.isInteger(claims.iat)) return { wrong: "iat" };
  if (Math.abs(claims.iat - expected.nowMs / 1000) > 60) return { wrong: "time" };
  return { jkt: await thumbprint(crypto.subtle, jwk), nonce: claims.nonce };
}

/** One part of a JWT, untyped as it comes. */
function decode(part: string) {
  return JSON.parse(new TextDecoder().decode(fromBase64Url(part)));
}

/** Throws for text that is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
