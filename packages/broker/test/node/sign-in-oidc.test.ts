import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { EMAIL, openSignInWorld, readWindow, type SignInWorld } from "../support/sign-in-world.ts";
import { TestPage } from "../support/test-page.ts";

const NOBODY: Record<string, unknown> = {};
const STATE = "a-state-of-the-opener-2";

let world: SignInWorld;
let page: TestPage;
before(async () => {
  world = await openSignInWorld();
  page = await TestPage.open(world.broker);
});
after(() => world?.close());

/** Opens the window: the broker's redirect, and the cookie of the flow. */
async function begin(params: Record<string, string> = {}) {
  const all = { site: "oidc", origin: PAGE_ORIGIN, jkt: page.thumbprint, state: STATE, ...params };
  const response = await world.broker.request(`${PUBLIC_URL}/v1/sign-in?${new URLSearchParams(all)}`);
  const cookie = response.headers.get("Set-Cookie") ?? "";
  return { response, cookie, to: response.headers.get("Location") ?? "" };
}

/** Signs in at the provider, and returns the address that it sends the window back to. */
async function atProvider(to: string, decision = "allow"): Promise<string> {
  const fields = new URLSearchParams(new URL(to).search);
  fields.set("email", EMAIL);
  fields.set("decision", decision);
  const response = await fetch(`${world.provider.issuer}/authorize`, {
    method: "POST",
    body: fields,
    redirect: "manual",
  });
  return response.headers.get("Location") ?? "";
}

async function comeBack(address: string, cookie: string) {
  const headers = { Cookie: cookie.split(";")[0] ?? "" };
  return readWindow(await world.broker.request(address, { headers }));
}

async function wholeFlow() {
  const { cookie, to } = await begin();
  return comeBack(await atProvider(to), cookie);
}

describe("GET /v1/sign-in with OpenID Connect", () => {
  afterEach(() => {
    world.provider.faults = {};
  });

  it("sends the window to the provider, and keeps the flow in a cookie of its own origin", async () => {
    const { response, cookie, to } = await begin();
    const url = new URL(to);
    assert.equal(response.status, 302);
    assert.equal(`${url.origin}${url.pathname}`, `${world.provider.issuer}/authorize`);
    const { searchParams: sent } = url;
    assert.equal(sent.get("redirect_uri"), `${PUBLIC_URL}/v1/sign-in/callback`);
    assert.equal(sent.get("scope"), "openid email profile");
    assert.equal(sent.get("code_challenge_method"), "S256");
    assert.match(
      cookie,
      /^__Host-keyhole-sign-in=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
    );
    // Neither the opener's state nor its key is the provider's business.
    assert.ok(!to.includes(STATE) && !to.includes(page.thumbprint) && !to.includes("secret"));
  });

  it("posts an assertion with which the opener's key gets a token", async () => {
    const { status, origin, message, headers } = await wholeFlow();
    assert.deepEqual([status, origin, message.state], [200, PAGE_ORIGIN, STATE]);
    assert.match(headers.get("Set-Cookie") ?? "", /^__Host-keyhole-sign-in=; .*Max-Age=0$/);
    await page.signInAsMember("oidc", message.assertion ?? "");
    const { email, nonce, iss } = world.granted.at(-1) ?? NOBODY;
    assert.deepEqual([email, nonce, iss], [EMAIL, undefined, undefined]);
  });

  it("follows the provider to a new key at once", async () => {
    assert.ok((await wholeFlow()).message.assertion);
    world.provider.rotateKeys();
    assert.ok((await wholeFlow()).message.assertion);
  });

  it("accepts a clock that is 30 seconds ahead", async () => {
    world.provider.faults = { clockAheadSeconds: 30 };
    assert.ok((await wholeFlow()).message.assertion);
  });

  const faults: [string, SignInWorld["provider"]["faults"], string][] = [
    ["another nonce", { wrongNonce: true }, "refused"],
    ["another audience", { wrongAudience: true }, "refused"],
    ["a key that the provider does not publish", { unpublishedKey: true }, "refused"],
    ["a token that has expired", { clockAheadSeconds: -600 }, "refused"],
    ["a token endpoint that fails", { tokenStatus: 502 }, "unavailable"],
    ["a token endpoint that redirects", { tokenStatus: 302 }, "refused"],
  ];
  for (const [what, fault, error] of faults) {
    it(`refuses ${what}`, async () => {
      const { cookie, to } = await begin();
      const address = await atProvider(to);
      world.provider.faults = fault;
      const { message, origin } = await comeBack(address, cookie);
      assert.deepEqual([origin, message], [PAGE_ORIGIN, { keyhole: "sign-in", state: STATE, error }]);
    });
  }

  it("tells the opener that the person cancelled", async () => {
    const { cookie, to } = await begin();
    const { message, status } = await comeBack(await atProvider(to, "deny"), cookie);
    assert.deepEqual([status, message.error], [403, "refused"]);
    assert.match(world.lines.at(-1)?.detail ?? "", /access_denied$/);
  });

  it("posts nothing for a callback without the cookie, with that of another window, or again", async () => {
    const [one, other] = [await begin(), await begin()];
    const address = await atProvider(one.to);
    for (const cookie of ["", other.cookie, "__Host-keyhole-sign-in=x.y.z"]) {
      const { status, origin, message } = await comeBack(address, cookie);
      assert.deepEqual([status, origin, message], [400, null, {}]);
    }
    assert.ok((await comeBack(address, one.cookie)).message.assertion);
    // A thief of both finds the code spent.
    assert.equal((await comeBack(address, one.cookie)).message.error, "stale");
  });

  it("refuses a callback whose iss is another provider's (RFC 9207)", async () => {
    const { cookie, to } = await begin();
    const address = new URL(await atProvider(to));
    address.searchParams.set("iss", "https://evil.example");
    assert.equal((await comeBack(address.href, cookie)).message.error, "refused");
  });

  it("refuses a callback after ten minutes", async () => {
    const { cookie, to } = await begin();
    const address = await atProvider(to);
    world.pass(601);
    const { origin } = await comeBack(address, cookie);
    world.pass(-601);
    assert.equal(origin, null);
  });

  it("sends nobody anywhere for an opener that the site does not list", async () => {
    const { response, cookie, to } = await begin({ origin: "https://evil.example" });
    assert.deepEqual([response.status, cookie, to], [403, "", ""]);
  });

  it("says that the provider does not answer", async () => {
    const other = await openSignInWorld();
    await other.provider.close();
    const all = { site: "oidc", origin: PAGE_ORIGIN, jkt: page.thumbprint, state: STATE };
    const response = await other.broker.request(`${PUBLIC_URL}/v1/sign-in?${new URLSearchParams(all)}`);
    const { status, message } = await readWindow(response);
    assert.deepEqual([status, message.error], [503, "unavailable"]);
    await other.close();
  });
});
