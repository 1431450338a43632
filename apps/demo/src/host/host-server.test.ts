import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { choosePorts, listenOnLocalhost } from "@keyhole/dev/processes";
import { jwtVerify } from "jose";
import { createHost } from "./host-server.ts";
import { visitorStamp } from "./visitor-stamp.ts";

const SECRET = "a secret of the tests, long enough";
const JKT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const BROKER = "http://127.0.0.1:8787";

let origin = "";
let simulatorPort = 0;
const closers: (() => unknown)[] = [];
/** What the stand-in for the simulator was asked. */
const asked: { line: string; body: unknown }[] = [];

before(async () => {
  buildWhenNeeded("demo");
  const simulator = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked.push({
      line: `${request.method} ${request.url}`,
      body: body === "" ? undefined : JSON.parse(body),
    });
    response.end(JSON.stringify({ scenario: "normal", scenarios: { normal: "As it should be." }, seed: 1 }));
  });
  const [port = 0, chosen = 0] = await choosePorts([
    { name: "page", port: 0, setting: "none" },
    { name: "simulator", port: 0, setting: "none" },
  ]);
  simulatorPort = chosen;
  await new Promise<void>((resolve) => simulator.listen(simulatorPort, "127.0.0.1", resolve));
  origin = `http://localhost:${port}`;
  const host = createHost({
    origin,
    brokerOrigin: BROKER,
    simulatorOrigin: `http://127.0.0.1:${simulatorPort}`,
    assertionSecret: SECRET,
  });
  closers.push(await listenOnLocalhost(host, port), () => simulator.close());
});
after(() => {
  for (const close of closers) close();
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", ...headers },
  });
}

async function signIn(member: string): Promise<string> {
  const response = await post("/sign-in", { member });
  assert.equal(response.status, 200);
  return response.headers.get("set-cookie") ?? "";
}

function askAssertion(headers: Record<string, string>, jkt = JKT): Promise<Response> {
  return fetch(`${origin}/keyhole-assertion?jkt=${jkt}`, { headers });
}

test("the cookie is out of reach of scripts and other sites", async () => {
  assert.match(await signIn("maya"), /^acme_session=[\w-]{32}; HttpOnly; SameSite=Lax; Path=\/$/);
});

test("an assertion says who is looking and is bound to the browser's key", async () => {
  const response = await askAssertion({ cookie: await signIn("maya") });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/plain/);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("access-control-allow-origin"), null);
  const { payload } = await jwtVerify(await response.text(), new TextEncoder().encode(SECRET), {
    algorithms: ["HS256"],
    issuer: origin,
    audience: "keyhole:acme",
  });
  const { sub, role, tenant, cnf, iat = 0, exp = 0, jti } = payload;
  assert.deepEqual(
    { sub, role, tenant, cnf },
    { sub: "maya", role: "support", tenant: "tenant-a", cnf: { jkt: JKT } },
  );
  assert.equal(exp - iat, 120);
  assert.match(jti ?? "", /^[\w-]{36}$/);
});

test("an administrator's assertion names no tenant", async () => {
  const text = await (await askAssertion({ cookie: await signIn("ines") })).text();
  const claims: unknown = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
  assert(typeof claims === "object" && claims !== null);
  assert.equal("tenant" in claims, false);
});

test("nobody signed in, signed out or with a made-up cookie gets 401", async () => {
  const cookie = await signIn("maya");
  await post("/sign-out", {}, { cookie });
  for (const headers of [{}, { cookie }, { cookie: "acme_session=made-up" }]) {
    assert.equal((await askAssertion(headers)).status, 401);
  }
});

test("pages of other origins are refused, those of other ports too", async () => {
  const cookie = await signIn("maya");
  assert.equal((await askAssertion({ cookie, "sec-fetch-site": "same-site" })).status, 403);
  assert.equal((await askAssertion({ cookie, "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await post("/sign-in", { member: "maya" }, { origin: "http://localhost:1" })).status, 403);
  assert.equal((await askAssertion({ cookie, "sec-fetch-site": "same-origin" })).status, 200);
});

test("what is asked wrongly is refused", async () => {
  const cookie = await signIn("maya");
  assert.equal((await askAssertion({ cookie }, "short")).status, 400);
  assert.equal((await post("/sign-in", { member: "nobody" })).status, 400);
  assert.equal((await post("/sign-in", ["maya"])).status, 400);
  assert.equal((await post("/sign-in", { member: "maya" }, { "Content-Type": "text/plain" })).status, 415);
  assert.equal((await post("/sign-in", { member: "m".repeat(5000) })).status, 413);
  assert.equal((await post("/sample-call", { jkt: "short" })).status, 400);
  assert.equal((await fetch(`${origin}/toString`)).status, 404);
  assert.equal((await fetch(`${origin}/members.ts`)).status, 404);
});

test("a sample call is stamped as the visitor's own", async () => {
  assert.equal((await post("/sample-call", { jkt: JKT })).status, 204);
  const { line, body } = asked.at(-1) ?? {};
  assert.equal(line, "POST /_simulator/calls");
  assert(typeof body === "object" && body !== null && "metadata" in body);
  assert.deepEqual(body.metadata, { tenant: "tenant-a", keyhole_visitor: visitorStamp("acme", JKT) });
});

test("a visitor's stamp is SHA-256 over site, line feed and thumbprint", () => {
  // printf 'acme\nNzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' | openssl dgst -sha256 -binary | basenc --base64url
  assert.equal(visitorStamp("acme", JKT), "D4viqmkGCemCYjf1lNlXopNA3gB2FMqhwSGOI8U__So");
});

test("the simulator's scenario is shown and set", async () => {
  const shown: unknown = await (await fetch(`${origin}/developer/scenarios`)).json();
  assert.deepEqual(shown, { scenario: "normal", scenarios: { normal: "As it should be." } });
  assert.equal((await post("/developer/scenarios", { name: "slow" })).status, 204);
  assert.deepEqual(asked.at(-1), { line: "PUT /_simulator/scenario", body: { name: "slow" } });
});

test("only the page with a call in it may connect to where calls are joined", async () => {
  const connectOf = async (path: string) => {
    const policy = (await fetch(`${origin}${path}`)).headers.get("content-security-policy") ?? "";
    return /connect-src ([^;]+)/.exec(policy)?.[1];
  };
  assert.equal(await connectOf("/"), `'self' ${BROKER}`);
  const at = `127.0.0.1:${simulatorPort}`;
  assert.equal(await connectOf("/talk.html"), `'self' ${BROKER} ws://${at} http://${at}`);
});

test("the page comes with a strict policy and the broker's address", async () => {
  const response = await fetch(`${origin}/`);
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /^default-src 'none'; script-src 'self' http:\/\/127\.0\.0\.1:8787; /);
  assert.doesNotMatch(policy, /unsafe|\*|data:|blob:/);
  const html = await response.text();
  assert(html.includes(`<script type="module" src="${BROKER}/keyhole.js"></script>`));
  assert.doesNotMatch(html, /acme\.example|<script>|\son\w+=|\sstyle=/);
});
