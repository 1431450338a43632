// Tells Keyhole who is signed in. Start: ACME_ASSERTION_SECRET=... node keyhole-assertion.mjs
import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";

const ORIGIN = "https://acme.example"; // your site; `issuer` in the Worker's config
const AUDIENCE = "keyhole:acme"; // "keyhole:" and the site's id in the Worker's config
const SECRET = process.env.ACME_ASSERTION_SECRET ?? ""; // the secret that the Worker has
if (Buffer.byteLength(SECRET) < 32) throw new Error("ACME_ASSERTION_SECRET needs at least 32 bytes");

/** The user of your own session, `{ id, role, tenant }`, or null if nobody is signed in. */
async function findUser(request) {
  return null; // FILL IN: look up the user by the session cookie in `request.headers.cookie`
}

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT (HS256) for the browser's key `jkt`. It is valid for two minutes. */
function signAssertion(user, jkt) {
  const now = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({
    iss: ORIGIN,
    aud: AUDIENCE,
    sub: String(user.id),
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    cnf: { jkt },
    role: user.role,
    tenant: user.tenant,
  })}`;
  return `${text}.${createHmac("sha256", SECRET).update(text).digest("base64url")}`;
}

/** Only pages of your site may ask. Browsers send these headers, and no page can change them. */
function isOtherSite({ origin = ORIGIN, "sec-fetch-site": site = "same-origin" }) {
  return origin !== ORIGIN || site !== "same-origin";
}

async function answer(request) {
  const [path, query] = request.url.split("?");
  const jkt = new URLSearchParams(query).get("jkt") ?? "";
  if (path !== "/keyhole-assertion") return [404, "not found"];
  if (request.method !== "GET") return [405, "only GET"];
  if (isOtherSite(request.headers)) return [403, "only for pages of this site"];
  const user = await findUser(request);
  if (!user) return [401, "not signed in"];
  if (!/^[\w-]{43}$/.test(jkt)) return [400, "jkt must be a thumbprint"];
  return [200, signAssertion(user, jkt)];
}

createServer(async (request, response) => {
  const [status, text] = await answer(request).catch((error) => {
    console.error(error);
    return [500, "something went wrong"];
  });
  const headers = { "Content-Type": "text/plain", "Cache-Control": "no-store" };
  response.writeHead(status, status === 405 ? { ...headers, Allow: "GET" } : headers).end(text);
}).listen(Number(process.env.PORT ?? 8080), "127.0.0.1");
