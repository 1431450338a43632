import { base64url, exportJWK } from "jose";
import { PUBLIC_URL } from "../../support/identities.ts";
import { makeProof, signEs256 } from "../../support/make-proof.ts";
import type { Change, TestPage } from "../../support/test-page.ts";
import { type BrokenProof, otherKeys } from "./broken-proof.ts";

const noSignature = () => new Uint8Array();

/** Proofs whose form, header or signature is wrong: RFC 9449 section 4.3, 1 to 7. */
export const BROKEN_HEADERS: BrokenProof[] = [
  { name: "no proof", change: { headers: { DPoP: null } } },
  { name: "an empty proof", change: { headers: { DPoP: "" } } },
  { name: "a text", change: { headers: { DPoP: "proof" } } },
  { name: "three empty parts", change: { headers: { DPoP: ".." } } },
  { name: "parts that are not base64url", change: { headers: { DPoP: "$$$.$$$.$$$" } } },
  { name: "JSON serialisation", change: { headers: { DPoP: '{"payload":"e30","signatures":[]}' } } },
  { name: "two proofs", change: async ({ keys }) => twice(await makeProof(keys), await makeProof(keys)) },
  { name: "the same proof twice", change: async ({ keys }) => same(await makeProof(keys)) },
  { name: "a proof of more than 4 KiB", change: { proof: { claims: { padding: "x".repeat(4096) } } } },
  { name: "no typ", change: { proof: { header: { typ: undefined } } } },
  { name: "typ JWT", change: { proof: { header: { typ: "JWT" } } } },
  { name: "typ at+jwt", change: { proof: { header: { typ: "at+jwt" } } } },
  { name: "no alg", change: { proof: { header: { alg: undefined } } } },
  { name: "alg none", change: { proof: { header: { alg: "none" }, sign: noSignature } } },
  { name: "alg None in capitals", change: { proof: { header: { alg: "NONE" }, sign: noSignature } } },
  { name: "alg none over a right signature", change: { proof: { header: { alg: "none" } } } },
  { name: "alg es256", change: { proof: { header: { alg: "es256" } } } },
  { name: "HS256 with the public key as secret", change: ({ keys }) => hmacWithKey(keys.publicKey) },
  { name: "RS256 with a key of its own", change: rsa },
  { name: "ES384 with a key of its own", change: () => curve("ES384", "P-384", "SHA-384") },
  { name: "ES256 with a key of P-384", change: () => curve("ES256", "P-384", "SHA-256") },
  { name: "EdDSA with a key of its own", change: edwards },
  { name: "no jwk", change: { proof: { header: { jwk: undefined } } } },
  { name: "jwk null", change: { proof: { header: { jwk: null } } } },
  { name: "jwk as a text", change: { proof: { header: { jwk: "key" } } } },
  { name: "an empty jwk", change: { proof: { header: { jwk: {} } } } },
  { name: "a jwk without y", change: ({ keys }) => withJwk(keys.publicKey, { y: undefined }) },
  {
    name: "a point that is not on the curve",
    change: ({ keys }) => withJwk(keys.publicKey, { y: "A".repeat(43) }),
  },
  { name: "a symmetric jwk", change: { proof: { header: { jwk: { kty: "oct", k: "c2VjcmV0" } } } } },
  ...(["P-384", "P-521", "secp256k1", "p-256", "", undefined] as const).map((crv) => ({
    name: `a key of P-256 that says crv ${JSON.stringify(crv)}`,
    change: ({ keys }: TestPage) => withJwk(keys.publicKey, { crv }),
  })),
  ...["ES384", "ES512", "RS256", "none", "es256", ""].map((alg) => ({
    name: `a key of P-256 that says alg ${JSON.stringify(alg)}`,
    change: ({ keys }: TestPage) => withJwk(keys.publicKey, { alg }),
  })),
  ...["OKP", "RSA", "ec", undefined].map((kty) => ({
    name: `a key of P-256 that says kty ${JSON.stringify(kty)}`,
    change: ({ keys }: TestPage) => withJwk(keys.publicKey, { kty }),
  })),
  { name: "a key for encryption", change: ({ keys }) => withJwk(keys.publicKey, { use: "enc" }) },
  ...(["x", "y"] as const).flatMap((name) => [
    { name: `${name} with padding`, change: respelt(name, (text) => `${text}=`) },
    { name: `${name} with a zero byte more`, change: respelt(name, (_, bytes) => encode([0, ...bytes])) },
    { name: `${name} with a bit that does not count`, change: respelt(name, otherLast) },
    { name: `${name} in base64`, change: respelt(name, (_, bytes) => btoa(String.fromCharCode(...bytes))) },
    { name: `${name} with a line end`, change: respelt(name, (text) => `${text}\n`) },
  ]),
  { name: "a private jwk", change: async ({ keys }) => headerOf({ jwk: await exportJWK(keys.privateKey) }) },
  { name: "a key by URL", change: { proof: { header: { jwk: undefined, jku: `${PUBLIC_URL}/jwks` } } } },
  { name: "a key by name", change: { proof: { header: { jwk: undefined, kid: "1" } } } },
  { name: "an unknown critical header", change: { proof: { header: { crit: ["exp"], exp: 1 } } } },
  { name: "a payload that is not encoded", change: { proof: { header: { crit: ["b64"], b64: false } } } },
  { name: "no signature", change: { proof: { sign: noSignature } } },
  { name: "a signature of zeros", change: { proof: { sign: () => new Uint8Array(64) } } },
  {
    name: "a signature that is cut",
    change: ({ keys }) => changed(keys.privateKey, (bytes) => bytes.slice(0, 63)),
  },
  { name: "a signature with a changed bit", change: ({ keys }) => changed(keys.privateKey, flipped) },
  {
    name: "another key's signature",
    change: async () => ({ proof: { sign: signEs256((await otherKeys()).privateKey) } }),
  },
  { name: "another key in the header", change: async () => withJwk((await otherKeys()).publicKey, {}) },
];

function headerOf(header: Record<string, unknown>): Change {
  return { proof: { header } };
}

function twice(one: string, other: string): Change {
  const headers = new Headers();
  headers.append("DPoP", one);
  headers.append("DPoP", other);
  return { headers: { DPoP: headers.get("DPoP") } };
}

function same(proof: string): Change {
  return twice(proof, proof);
}

async function withJwk(key: CryptoKey, changes: Record<string, unknown>): Promise<Change> {
  return headerOf({ jwk: { ...(await exportJWK(key)), ...changes } });
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The same bytes with another last character: two of its bits are padding. */
function otherLast(text: string): string {
  return text.slice(0, -1) + ALPHABET[ALPHABET.indexOf(text.slice(-1)) + 1];
}

function encode(bytes: readonly number[]): string {
  return base64url.encode(Uint8Array.from(bytes));
}

/** The page's key with another spelling of one coordinate. */
function respelt(name: "x" | "y", respell: (text: string, bytes: Uint8Array) => string) {
  return async ({ keys }: TestPage): Promise<Change> => {
    const text = (await exportJWK(keys.publicKey))[name] ?? "";
    return withJwk(keys.publicKey, { [name]: respell(text, base64url.decode(text)) });
  };
}

async function changed(key: CryptoKey, change: (bytes: Uint8Array) => Uint8Array): Promise<Change> {
  return { proof: { sign: async (input) => change(await signEs256(key)(input)) } };
}

function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index === 10 ? byte ^ 1 : byte));
}

async function hmacWithKey(publicKey: CryptoKey): Promise<Change> {
  const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return { proof: { header: { alg: "HS256" }, sign: (input) => signWith("HMAC", key, input) } };
}

async function rsa(): Promise<Change> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048 };
  return ownKey("RS256", { ...algorithm, publicExponent: new Uint8Array([1, 0, 1]) }, algorithm.name);
}

function curve(alg: string, namedCurve: string, hash: string): Promise<Change> {
  return ownKey(alg, { name: "ECDSA", namedCurve }, { name: "ECDSA", hash });
}

function edwards(): Promise<Change> {
  return ownKey("EdDSA", { name: "Ed25519" }, "Ed25519");
}

async function ownKey(
  alg: string,
  kind: SubtleCryptoGenerateKeyAlgorithm,
  algorithm: string | SubtleCryptoSignAlgorithm,
) {
  const keys = (await crypto.subtle.generateKey(kind, true, ["sign", "verify"])) as CryptoKeyPair;
  const header = { alg, jwk: await exportJWK(keys.publicKey) };
  return { proof: { header, sign: (input: Uint8Array) => signWith(algorithm, keys.privateKey, input) } };
}

async function signWith(algorithm: string | SubtleCryptoSignAlgorithm, key: CryptoKey, input: Uint8Array) {
  return new Uint8Array(await crypto.subtle.sign(algorithm, key, input));
}
