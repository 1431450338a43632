// Tells Keyhole who is signed in. Start: ACME_ASSERTION_SECRET=... node keyhole-assertion-express.mjs
import { createHmac, randomUUID } from "node:crypto";
import express from "express";

const ORIGIN = "https://acme.example"; // your site; `issuer` in the Worker's config
const AUDIENCE = "keyhole:acme"; // "keyhole:" and the site's id in the Worker's config
const SECRET = process.env.ACME_ASSERTION_SECRET ?? ""; // the secret that the Worker has
if (Buffer.byteLength(SECRET) < 32) throw new Error("ACME_ASSERTION_SECRET needs at least 32 bytes");

/** The user of your own session, `{ id, role, tenant }`, or null if nobody is signed in. */
async function findUser(request) {
  return null; // FILL IN: for example `request.session.user`, with express-session
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

const app = express();

app.all("/keyhole-assertion", async (request, response) => {
  const jkt = String(request.query.jkt);
  response.type("text/plain").set("Cache-Control", "no-store");
  if (request.method !== "GET") return response.set("Allow", "GET").status(405).send("only GET");
  if (isOtherSite(request.headers)) return response.status(403).send("only for pages of this site");
  const user = await findUser(request);
  if (!user) return response.status(401).send("not signed in");
  if (!/^[\w-]{43}$/.test(jkt)) return response.status(400).send("jkt must be a thumbprint");
  return response.send(signAssertion(user, jkt));
});

app.listen(Number(process.env.PORT ?? 8080), "127.0.0.1");
