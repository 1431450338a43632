/** Proofs (RFC 9449), assertions (HS256) and tokens (JWE, `dir`, `A256GCM`) with nothing but WebCrypto. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const ES256 = { name: "ECDSA", hash: "SHA-256" };

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}

function textOf(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function read(part: string): Record<string, unknown> {
  return JSON.parse(decoder.decode(bytesOf(part))) as Record<string, unknown>;
}

/** Verifies the signature with the key of the header, and hashes that key (RFC 7638). */
export async function verifyProof(proof: string): Promise<{ thumbprint: string }> {
  const [head = "", body = "", signature = ""] = proof.split(".");
  const { crv, kty, x, y } = read(head).jwk as Record<string, string>;
  const jwk = { crv, kty, x, y } as JsonWebKey;
  const [key, hash] = await Promise.all([
    crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]),
    crypto.subtle.digest("SHA-256", encoder.encode(JSON.stringify(jwk))),
  ]);
  const isSigned = await crypto.subtle.verify(
    ES256,
    key,
    bytesOf(signature),
    encoder.encode(`${head}.${body}`),
  );
  if (!isSigned || typeof read(body).jti !== "string") throw new Error("proof");
  return { thumbprint: textOf(new Uint8Array(hash)) };
}

let assertionKey: CryptoKey | null = null;

/** Verifies an assertion and returns its subject. */
export async function readAssertion(assertion: string, secret: string): Promise<string> {
  const [head = "", body = "", signature = ""] = assertion.split(".");
  const hmac = { name: "HMAC", hash: "SHA-256" };
  assertionKey ??= await crypto.subtle.importKey("raw", encoder.encode(secret), hmac, false, ["verify"]);
  const signed = encoder.encode(`${head}.${body}`);
  const isSigned = await crypto.subtle.verify("HMAC", assertionKey, bytesOf(signature), signed);
  if (!isSigned) throw new Error("assertion");
  return String(read(body).sub);
}

let tokenKey: CryptoKey | null = null;

async function keyOf(secret: string): Promise<CryptoKey> {
  const hash = await crypto.subtle.digest("SHA-256", encoder.encode(secret));
  tokenKey ??= await crypto.subtle.importKey("raw", hash, "AES-GCM", false, ["encrypt", "decrypt"]);
  return tokenKey;
}

export async function sealToken(claims: object, secret: string): Promise<string> {
  const key = tokenKey ?? (await keyOf(secret));
  const head = textOf(encoder.encode(JSON.stringify({ alg: "dir", enc: "A256GCM" })));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: encoder.encode(head) };
  const plain = encoder.encode(
    JSON.stringify({ ...claims, jti: crypto.randomUUID(), exp: Date.now() + 300_000 }),
  );
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain));
  return `${head}..${textOf(iv)}.${textOf(sealed.subarray(0, -16))}.${textOf(sealed.subarray(-16))}`;
}

export async function openToken(token: string, secret: string): Promise<Record<string, unknown>> {
  const key = tokenKey ?? (await keyOf(secret));
  const [head = "", , iv = "", text = "", tag = ""] = token.split(".");
  const [body, end] = [bytesOf(text), bytesOf(tag)];
  const sealed = new Uint8Array(body.length + end.length);
  sealed.set(body);
  sealed.set(end, body.length);
  const algorithm = { name: "AES-GCM", iv: bytesOf(iv), additionalData: encoder.encode(head) };
  const plain = await crypto.subtle.decrypt(algorithm, key, sealed);
  return JSON.parse(decoder.decode(plain)) as Record<string, unknown>;
}
