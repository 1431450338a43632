import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { ADMIN_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { EMAIL, openSignInWorld, readWindow, type SignInWorld } from "../support/sign-in-world.ts";
import { TestPage } from "../support/test-page.ts";

const STATE = "a-state-of-the-opener-1";
const NOBODY: Record<string, unknown> = {};
const HEADER = "Cf-Access-Jwt-Assertion";

let world: SignInWorld;
let page: TestPage;
before(openWorld);
after(() => Promise.all(worlds.map((each) => each.close())));

const worlds: SignInWorld[] = [];
async function openWorld(): Promise<void> {
  world = await openSignInWorld();
  worlds.push(world);
  page = await TestPage.open(world.broker);
}

interface Asked {
  params?: Record<string, string>;
  header?: string | null;
  headers?: Record<string, string>;
}

/** Opens the window as the element and Access would, with changes. */
async function open({ params = {}, header = world.team.assert(EMAIL), headers = {} }: Asked = {}) {
  const all = { site: "access", origin: PAGE_ORIGIN, jkt: page.thumbprint, state: STATE, ...params };
  const url = `${PUBLIC_URL}/v1/sign-in?${new URLSearchParams(all)}`;
  const added = header === null ? {} : { [HEADER]: header };
  return readWindow(await world.broker.request(url, { headers: { ...headers, ...added } }));
}

async function assertionFor(params: Record<string, string> = {}): Promise<string> {
  const { message } = await open({ params });
  assert.ok(message.assertion);
  return message.assertion;
}

/** Asks with a proof of the broker's time. */
function askLater(assertion: string): Promise<Response> {
  const iat = Math.floor(world.now() / 1000);
  return page.askAsMember(assertion, { proof: { claims: { iat } } }, "access");
}

async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { code?: unknown }).code;
}

describe("GET /v1/sign-in behind Cloudflare Access", () => {
  it("posts an assertion to the opener, with which its key gets a token", async () => {
    const { status, origin, message } = await open();
    assert.deepEqual([status, origin, message.state], [200, PAGE_ORIGIN, STATE]);
    await page.signInAsMember("access", message.assertion ?? "");
    const { email, sub, aud, exp } = world.granted.at(-1) ?? NOBODY;
    assert.deepEqual([email, typeof sub, aud, exp], [EMAIL, "string", undefined, undefined]);
  });

  it("posts to an origin that a wildcard of the site allows", async () => {
    const origin = "https://one.preview.acme.example";
    assert.equal((await open({ params: { origin } })).origin, origin);
  });

  it("lets no page read the person's claims", async () => {
    const parts = (await assertionFor()).split(".").map((part) => Buffer.from(part, "base64url").toString());
    assert.equal(parts.length, 5);
    assert.ok(!parts.join().includes("anna"), parts[0] ?? "");
    assert.match(parts[0] ?? "", /"sub":"[\w-]{43}"/);
  });

  it("tells the person's members apart by the same stamp each time", async () => {
    const stampOf = (text: string) =>
      JSON.parse(Buffer.from(text.split(".")[0] ?? "", "base64url").toString()).sub;
    const [one, again] = [await assertionFor(), await assertionFor()];
    const { message } = await open({ header: world.team.assert("ben@acme.example") });
    assert.equal(stampOf(one), stampOf(again));
    assert.notEqual(stampOf(one), stampOf(message.assertion ?? ""));
  });

  it("ends the assertion with the session of Access", async () => {
    const soon = Math.floor(Date.now() / 1000) + 100;
    const { message } = await open({ header: world.team.assert(EMAIL, { exp: soon }) });
    world.pass(101);
    const response = await askLater(message.assertion ?? "");
    world.pass(-101);
    assert.equal(await codeOf(response), "assertion_expired");
  });

  const refused: [string, Asked | (() => Asked), string, number][] = [
    ["a request without the header of Access", { header: null }, "setup", 503],
    ["a token that is none", { header: "x.y.z" }, "refused", 403],
    [
      "a token that another team has signed",
      () => ({ header: `${world.team.assert(EMAIL).split(".").slice(0, 2).join(".")}.${"A".repeat(342)}` }),
      "refused",
      403,
    ],
    [
      "a token for another application",
      () => ({ header: world.team.assert(EMAIL, { aud: ["x"] }) }),
      "setup",
      503,
    ],
    [
      "a token of another team",
      () => ({ header: world.team.assert(EMAIL, { iss: "https://x.cloudflareaccess.com" }) }),
      "setup",
      503,
    ],
    [
      "a token that has expired a second ago",
      () => ({ header: world.team.assert(EMAIL, { exp: Math.floor(Date.now() / 1000) - 1 }) }),
      "stale",
      400,
    ],
    [
      "a token from the future",
      () => ({ header: world.team.assert(EMAIL, { nbf: Math.floor(Date.now() / 1000) + 600 }) }),
      "refused",
      403,
    ],
    [
      "a token without an end",
      () => ({ header: world.team.assert(EMAIL, { exp: undefined }) }),
      "refused",
      403,
    ],
    ["a service token", () => ({ header: world.team.assert(EMAIL, { sub: "" }) }), "refused", 403],
    [
      "more claims than fit",
      () => ({ header: world.team.assert(EMAIL, { custom: { groups: "g".repeat(5_900) } }) }),
      "setup",
      403,
    ],
  ];
  for (const [what, asked, error, status] of refused) {
    it(`refuses ${what}, and tells the opener "${error}"`, async () => {
      const shown = await open(typeof asked === "function" ? asked() : asked);
      assert.deepEqual(shown.message, { keyhole: "sign-in", state: STATE, error });
      assert.equal(shown.status, status);
      assert.equal(world.lines.at(-1)?.site, "access");
      assert.ok(!JSON.stringify(world.lines.at(-1)).includes("anna"));
    });
  }

  const unknown: [string, Record<string, string>][] = [
    ["an origin that the site does not list", { origin: "https://evil.example" }],
    ["an origin that only begins like one of the site", { origin: `${PAGE_ORIGIN}.evil.example` }],
    ["the origin of a sandboxed frame", { origin: "null" }],
    ["the origin *", { origin: "*" }],
    ["no origin", { origin: "" }],
    ["an unknown site", { site: "nowhere" }],
    ["a site without a sign-in", { site: "open" }],
    ["a key that is no thumbprint", { jkt: "x" }],
    ["a short state", { state: "short" }],
    ["a state that could break out of the page", { state: `"><script>alert(1)</script>${STATE}` }],
  ];
  for (const [what, params] of unknown) {
    it(`posts nothing for ${what}`, async () => {
      const { status, origin, html } = await open({ params });
      assert.ok(status === 400 || status === 403);
      assert.equal(origin, null);
      assert.ok(!html.includes("evil") && !html.includes("alert("));
    });
  }

  it("refuses while the team's keys are not there", async () => {
    const other = await openSignInWorld();
    other.setKeys(false);
    const all = { site: "access", origin: PAGE_ORIGIN, jkt: page.thumbprint, state: STATE };
    const response = await other.broker.request(`${PUBLIC_URL}/v1/sign-in?${new URLSearchParams(all)}`, {
      headers: { [HEADER]: other.team.assert(EMAIL) },
    });
    assert.equal((await readWindow(response)).message.error, "unavailable");
    await other.close();
  });

  it("runs its own script alone, is framed nowhere, keeps its opener, and is read and cached by nobody", async () => {
    const { headers, html } = await open();
    const [, script = ""] = /<script>(.*)<\/script>/.exec(html) ?? [];
    const hash = createHash("sha256").update(script).digest("base64");
    const policy = headers.get("Content-Security-Policy") ?? "";
    assert.match(
      policy,
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    assert.ok(policy.includes(`script-src 'sha256-${hash}'`));
    assert.equal(headers.get("Cross-Origin-Opener-Policy"), "unsafe-none");
    assert.equal(headers.get("Access-Control-Allow-Origin"), null);
    assert.equal(headers.get("Cache-Control"), "private, no-store");
    assert.equal(headers.get("Referrer-Policy"), "no-referrer");
  });

  it("answers in the language of the element, else of the browser", async () => {
    assert.match((await open({ params: { lang: "de-AT" } })).html, /lang="de" dir="ltr"[\s\S]*angemeldet/);
    assert.match(
      (await open({ headers: { "Accept-Language": "xx, ar;q=0.5" } })).html,
      /lang="ar" dir="rtl"/,
    );
    assert.match((await open({ params: { lang: "constructor" } })).html, /lang="en"/);
  });
});

describe("POST /v1/token with an assertion of the broker", () => {
  it("refuses it to another key, for another site, and with a changed letter", async () => {
    const assertion = await assertionFor();
    const other = await TestPage.open(world.broker);
    assert.equal(await codeOf(await other.askAsMember(assertion, {}, "access")), "assertion_invalid");
    assert.equal(await codeOf(await page.askAsMember(assertion, {}, "oidc")), "assertion_invalid");
    const changed = `${assertion.slice(0, -3)}${assertion.endsWith("AAA") ? "BBB" : "AAA"}`;
    assert.equal(await codeOf(await page.askAsMember(changed, {}, "access")), "assertion_invalid");
  });

  it("accepts it again from the same key until it is an hour old", async () => {
    const assertion = await assertionFor();
    await page.signInAsMember("access", assertion);
    world.pass(3_590);
    assert.equal((await askLater(assertion)).status, 200);
    world.pass(11);
    const response = await askLater(assertion);
    world.pass(-3_601);
    assert.equal(await codeOf(response), "assertion_expired");
  });

  it("refuses an access token and the token of Access in its place", async () => {
    const { access_token } = await page.signInAsMember("access", await assertionFor());
    for (const text of [access_token, world.team.assert(EMAIL)])
      assert.equal(await codeOf(await page.askAsMember(text, {}, "access")), "assertion_invalid");
  });

  it("tells a visitor to sign in", async () => {
    const response = await page.askAsVisitor({}, "access");
    assert.deepEqual([response.status, await codeOf(response)], [400, "sign_in_required"]);
  });
});

describe("POST /v1/admin/revoke", () => {
  it("ends the assertions that the broker has made, and none that it makes later", async () => {
    // A broker whose clock was never set back.
    await openWorld();
    const assertion = await assertionFor();
    assert.equal((await askLater(assertion)).status, 200);
    const response = await world.broker.request(`${PUBLIC_URL}/v1/admin/revoke`, {
      method: "POST",
      headers: { Authorization: `Bearer ${ADMIN_SECRET}`, "Content-Type": "application/json" },
      body: JSON.stringify({ site: "access" }),
    });
    assert.equal(response.status, 200);
    // A switch holds everywhere within 10 s.
    world.pass(11);
    assert.equal(await codeOf(await askLater(assertion)), "assertion_expired");
    assert.equal((await askLater(await assertionFor())).status, 200);
  });
});
