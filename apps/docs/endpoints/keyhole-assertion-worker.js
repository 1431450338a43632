// Tells Keyhole who is signed in. A Worker on the route acme.example/keyhole-assertion.
// Set the secret once: npx wrangler secret put ACME_ASSERTION_SECRET
const ORIGIN = "https://acme.example"; // your site; `issuer` in the config of Keyhole's Worker
const AUDIENCE = "keyhole:acme"; // "keyhole:" and the site's id in that config

/** The user of your own session, `{ id, role, tenant }`, or null if nobody is signed in. */
async function findUser(request, env) {
  return null; // FILL IN: look up the user by the session cookie in `request.headers.get("Cookie")`
}

const toBytes = (text) => new TextEncoder().encode(text);

function toBase64Url(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const encode = (value) => toBase64Url(toBytes(JSON.stringify(value)));

/** A JWT (HS256) for the browser's key `jkt`. It is valid for two minutes. */
async function signAssertion(user, jkt, secret) {
  const now = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({
    iss: ORIGIN,
    aud: AUDIENCE,
    sub: String(user.id),
    iat: now,
    exp: now + 120,
    jti: crypto.randomUUID(),
    cnf: { jkt },
    role: user.role,
    tenant: user.tenant,
  })}`;
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", toBytes(secret), hmac, false, ["sign"]);
  return `${text}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key, toBytes(text))))}`;
}

/** Only pages of your site may ask. Browsers send these headers, and no page can change them. */
function isOtherSite(headers) {
  const site = headers.get("Sec-Fetch-Site") ?? "same-origin";
  return (headers.get("Origin") ?? ORIGIN) !== ORIGIN || site !== "same-origin";
}

async function answer(request, env) {
  const secret = env.ACME_ASSERTION_SECRET ?? "";
  if (toBytes(secret).length < 32) throw new Error("ACME_ASSERTION_SECRET needs at least 32 bytes");
  const jkt = new URL(request.url).searchParams.get("jkt") ?? "";
  if (request.method !== "GET") return [405, "only GET"];
  if (isOtherSite(request.headers)) return [403, "only for pages of this site"];
  const user = await findUser(request, env);
  if (!user) return [401, "not signed in"];
  if (!/^[\w-]{43}$/.test(jkt)) return [400, "jkt must be a thumbprint"];
  return [200, await signAssertion(user, jkt, secret)];
}

export default {
  async fetch(request, env) {
    const [status, text] = await answer(request, env).catch((error) => {
      console.error(error);
      return [500, "something went wrong"];
    });
    const headers = { "Content-Type": "text/plain", "Cache-Control": "no-store" };
    return new Response(text, { status, headers: status === 405 ? { ...headers, Allow: "GET" } : headers });
  },
};
