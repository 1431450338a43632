import assert from "node:assert/strict";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { type ServerType, serve } from "@hono/node-server";
import { createBroker, createMemoryState, defineConfig, jwt } from "@keyhole/broker";
import { createSupervisor, type Supervisor } from "@keyhole/dev/processes";
import { PUBLIC_URL, startWorkerd, Viewer } from "@keyhole/edge/testing";
import { type Simulator, startSimulator } from "@keyhole/simulator";
import { decodeJwt } from "jose";
import { ANNA, ENDPOINTS, fillIn, readEndpoint, skipReason } from "./endpoints/endpoints.ts";
import { type RunningEndpoint, withEndpoint } from "./endpoints/running-endpoint.ts";
import { ROOT } from "./support/pages.ts";

const WORKER = "keyhole-assertion-worker.js";
const SECRET = "an-assertion-secret-of-the-tests-0123456789";
const SIGNED_IN = { Cookie: "session=anna" };
const ISSUER = "https://acme.example";

/** The config of the pages, with the endpoints' secret. */
const config = defineConfig((env) => ({
  publicUrls: [PUBLIC_URL],
  sites: {
    acme: {
      origins: [ISSUER],
      agents: "all",
      source: "ultravox",
      metadata: ["tenant"],
      members: {
        verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER }),
        grant: (claims) => ({ scopes: ["calls:read"], rows: { metadata: { tenant: claims.tenant } } }),
      },
    },
  },
}));

let supervisor: Supervisor;
let simulator: Simulator;
let broker: ServerType;
let brokerUrl: string;

before(async () => {
  supervisor = await createSupervisor();
  simulator = await startSimulator({ callCount: 20 });
  const env = {
    KEYHOLE_SECRET: "a-secret-of-the-tests-0123456789-abcdef",
    ULTRAVOX_API_KEY: simulator.apiKey,
    ULTRAVOX_BASE_URL: simulator.baseUrl,
    ACME_ASSERTION_SECRET: SECRET,
  };
  const { fetch } = createBroker(config, { env, state: createMemoryState(), log: () => {} });
  broker = serve({ fetch, port: 0, hostname: "127.0.0.1" });
  await once(broker, "listening");
  brokerUrl = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`;
});

after(async () => {
  broker?.close();
  await simulator?.close();
  await supervisor?.stop();
});

/** Asks as the element of a page on `ISSUER` does, with the given changes. */
function ask(url: string, jkt: string | null, headers: Record<string, string>, method = "GET") {
  return fetch(jkt === null ? url : `${url}?jkt=${jkt}`, {
    method,
    headers: { "Sec-Fetch-Site": "same-origin", ...headers },
    redirect: "manual",
  });
}

/** Expects an endpoint to vouch for whoever is signed in to its own pages, and for nobody else. */
async function assertVouches(url: string): Promise<void> {
  const [viewer, other] = [await Viewer.make(), await Viewer.make()];
  const jkt = await viewer.thumbprint();

  const answer = await ask(url, jkt, SIGNED_IN);
  const assertion = await answer.text();
  assert.equal(answer.status, 200, assertion);
  assert.match(answer.headers.get("Content-Type") ?? "", /^text\/plain\b/);
  const { iat = 0, exp = 0, jti, ...claims } = decodeJwt(assertion);
  assert.deepEqual(claims, { iss: ISSUER, aud: "keyhole:acme", cnf: { jkt }, ...ANNA });
  assert.equal(exp - iat, 120);
  assert.ok(Math.abs(iat - Date.now() / 1000) < 60);
  assert.notEqual(decodeJwt(await (await ask(url, jkt, SIGNED_IN)).text()).jti, jti);

  const token = await viewer.exchange(brokerUrl, assertion);
  assert.equal(token.status, 200, await token.text());
  const list = await viewer.get(brokerUrl, "/v1/calls");
  assert.equal(list.status, 200);
  assert.ok(((await list.json()) as { items: unknown[] }).items.length > 0);
  const stolen = await other.exchange(brokerUrl, assertion);
  assert.equal(((await stolen.json()) as { code: string }).code, "assertion_invalid");

  const answers: [status: number, what: string, asked: Promise<Response>][] = [
    [200, "the page's own origin", ask(url, jkt, { ...SIGNED_IN, Origin: ISSUER })],
    [401, "nobody is signed in", ask(url, jkt, {})],
    [401, "the session is another", ask(url, jkt, { Cookie: "session=eve" })],
    [400, "no key", ask(url, null, SIGNED_IN)],
    [400, "a key of another length", ask(url, "abc", SIGNED_IN)],
    [400, "a key with other characters", ask(url, `${jkt.slice(1)}%22`, SIGNED_IN)],
    [400, "a key and a line break", ask(url, `${jkt}%0A`, SIGNED_IN)],
    [403, "a page of another origin", ask(url, jkt, { ...SIGNED_IN, Origin: "https://other.example" })],
    [403, "a page without an origin", ask(url, jkt, { ...SIGNED_IN, Origin: "null" })],
    [403, "another site", ask(url, jkt, { ...SIGNED_IN, "Sec-Fetch-Site": "cross-site" })],
    [403, "another subdomain", ask(url, jkt, { ...SIGNED_IN, "Sec-Fetch-Site": "same-site" })],
    [405, "a POST", ask(url, jkt, { ...SIGNED_IN, Origin: ISSUER }, "POST")],
  ];
  for (const [status, what, asked] of answers) {
    const answer = await asked;
    assert.equal(answer.status, status, what);
    assert.equal(answer.headers.get("Cache-Control"), "no-store", what);
    assert.equal(answer.headers.get("Access-Control-Allow-Origin"), null, what);
    assert.equal(/^ey/.test(await answer.text()), status === 200, what);
    if (status === 405) assert.equal(answer.headers.get("Allow"), "GET");
  }
}

/** Expects no assertion, whoever asks. */
async function assertSilent(url: string, status: number): Promise<void> {
  const jkt = await (await Viewer.make()).thumbprint();
  const answer = await ask(url, jkt, SIGNED_IN);
  assert.equal(answer.status, status);
  assert.doesNotMatch(await answer.text(), /^ey/);
}

for (const endpoint of ENDPOINTS) {
  const own = readEndpoint(endpoint.file);
  const filled = fillIn(own, endpoint.filled);
  const options = { skip: skipReason(endpoint) };
  const run = (source: string, secret: string, use: (running: RunningEndpoint) => Promise<void>) => () =>
    withEndpoint(supervisor, endpoint, { source, secret }, use);

  describe(`the endpoint ${endpoint.file}`, () => {
    test(
      "vouches for members of its own pages, with assertions that the broker accepts",
      options,
      run(filled, SECRET, ({ url }) => assertVouches(url)),
    );

    test(
      "vouches for nobody before its owner has filled it in",
      options,
      run(own, SECRET, ({ url }) => assertSilent(url, 401)),
    );

    test(
      "vouches for nobody with a secret of fewer than 32 bytes, and says so",
      options,
      run(filled, "x".repeat(31), async ({ url, child }) => {
        // PHP has no start: it checks each request.
        if (endpoint.file.endsWith(".php")) await assertSilent(url, 500);
        else assert.notEqual(await child.ended, "exit code 0");
        assert.match(child.logTail(), /ACME_ASSERTION_SECRET needs at least 32 bytes/);
      }),
    );
  });
}

describe(`the endpoint ${WORKER}`, () => {
  const own = readEndpoint(WORKER);
  const filled = fillIn(
    own,
    `return request.headers.get("Cookie") === "session=anna" ? { id: 7, ...${JSON.stringify(ANNA)} } : null;`,
  );
  const run = async (source: string, secret: string, use: (url: string) => Promise<void>) => {
    const services = [{ name: "host", vars: { ACME_ASSERTION_SECRET: secret } }];
    const workerd = await startWorkerd({ services, source });
    await use(`${workerd.urls.host}/keyhole-assertion`).finally(workerd.stop);
  };

  test("vouches for members of its own pages, with assertions that the broker accepts", () =>
    run(filled, SECRET, assertVouches));

  test("vouches for nobody before its owner has filled it in", () =>
    run(own, SECRET, (url) => assertSilent(url, 401)));

  test("vouches for nobody with a secret of fewer than 32 bytes", () =>
    run(filled, "x".repeat(31), (url) => assertSilent(url, 500)));
});

test("every endpoint is run, shown on the page, and reads the secret of the config", () => {
  const page = readFileSync(`${ROOT}apps/docs/pages/sign-in.md`, "utf8");
  const files = globSync("*", { cwd: `${ROOT}apps/docs/endpoints` }).sort();
  assert.deepEqual(files, [...ENDPOINTS.map(({ file }) => file), WORKER].sort());
  const shown = [...page.matchAll(/^<<< \.\.\/endpoints\/([\w.-]+)/gm)].map(([, name = ""]) => name);
  assert.deepEqual(shown.sort(), files);
  for (const file of files) {
    const named = readEndpoint(file).match(/\b[A-Z_]+_SECRET\b/g);
    assert.deepEqual([...new Set(named)], ["ACME_ASSERTION_SECRET"], file);
  }
});
