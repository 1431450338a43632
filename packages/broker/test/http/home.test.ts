import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { PUBLIC_URL } from "../support/identities.ts";
import { openBroker } from "../support/open-broker.ts";
import { testBroker, testConfig, testEnv } from "../support/test-config.ts";

type Broker = Pick<ReturnType<typeof testBroker>, "request">;

async function read(broker: Broker, url = `${PUBLIC_URL}/`): Promise<string> {
  const answer = await broker.request(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  return answer.text();
}

const NO_CONFIG = () =>
  openBroker((env) => ({ ...testConfig(env), orgins: [] }) as ReturnType<typeof testConfig>, {
    env: testEnv(),
  });

describe("GET /", () => {
  it("says what this is, that it is ready, its version, and where the documentation is", async () => {
    const page = await read(testBroker());
    expect(page).toContain("<h1>Keyhole broker</h1>");
    expect(page).toContain('<h2 id="state">Ready</h2>');
    expect(page).toContain(`Version ${version}`);
    expect(page).toContain('href="keyhole/errors.html"');
    expect(page).toContain("apps/docs");
  });

  it.each<[string, () => Broker, string]>([
    ["a setting is wrong", NO_CONFIG, "Not set up"],
    [
      "there is no site",
      () => openBroker((env) => ({ ...testConfig(env), sites: {} }), { env: testEnv() }),
      "Not set up",
    ],
    ["the secret is missing", () => testBroker({ env: { KEYHOLE_SECRET: undefined } }), "Not set up"],
    ["the API key is missing", () => testBroker({ env: { ULTRAVOX_API_KEY: undefined } }), "Not ready"],
    ["a binding is missing", () => testBroker({ env: { VIEWERS: undefined } }), "Not ready"],
  ])("says so where %s, and how to see the log", async (_, open, title) => {
    const page = await read(open());
    expect(page).toContain(`<h2 id="state">${title}</h2>`);
    expect(page).toContain("wrangler tail");
  });

  it("says so at an address that is in no publicUrls", async () => {
    const page = await read(testBroker(), "https://keyhole.other.workers.dev/");
    expect(page).toContain('<h2 id="state">Another address</h2>');
  });

  it.each<[string, () => Broker]>([
    ["ready", () => testBroker()],
    ["not set up", NO_CONFIG],
    ["without a key", () => testBroker({ env: { ULTRAVOX_API_KEY: undefined } })],
  ])("tells nobody of a site, a setting or a secret: %s", async (_, open) => {
    const page = await read(open());
    const config = testConfig(testEnv() as Record<string, string>);
    for (const name of [...Object.keys(config.sites), "orgins", "KEYHOLE_SECRET", "ULTRAVOX", "acme"])
      expect(page).not.toContain(name);
  });

  it.each([
    ["https://acme.example/voice", "./voice/keyhole/errors.html"],
    ["https://acme.example/voice/", "keyhole/errors.html"],
    ["https://acme.example/a/deep", "./deep/keyhole/errors.html"],
  ])("links below the path of a broker: %s", async (url, link) => {
    const publicUrls = [url.replace(/\/$/, "")];
    const page = await read(
      openBroker((env) => ({ ...testConfig(env), publicUrls }), { env: testEnv() }),
      url,
    );
    expect(page).toContain('<h2 id="state">Ready</h2>');
    expect(page).toContain(`href="${link}"`);
  });

  it("says that a path is not in publicUrls", async () => {
    const publicUrls = ["https://acme.example/voice"];
    const broker = openBroker((env) => ({ ...testConfig(env), publicUrls }), { env: testEnv() });
    expect(await read(broker, "https://acme.example/")).toContain('<h2 id="state">Another address</h2>');
  });

  it("is what a person sees below any path where the config is wrong, and no program", async () => {
    const headers = { "Sec-Fetch-Mode": "navigate" };
    const opened = await NO_CONFIG().request("https://acme.example/voice", { headers });
    expect(await opened.text()).toContain('<h2 id="state">Not set up</h2>');
    for (const [path, init] of [
      ["/voice", {}],
      ["/v1/health", { headers }],
    ] as const)
      expect((await NO_CONFIG().request(`https://acme.example${path}`, init)).status).toBe(503);
  });

  it("loads and runs nothing, and may stand in no frame", async () => {
    const answer = await testBroker().request(`${PUBLIC_URL}/`);
    const policy = answer.headers.get("Content-Security-Policy") ?? "";
    for (const part of [
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain("unsafe");
    const page = await answer.text();
    const [, style = ""] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style)));
    expect(policy).toContain(`style-src 'sha256-${btoa(String.fromCharCode(...hash))}'`);
    expect(page).not.toMatch(/<script|<link|<img|\s(?:on\w+|src|style)=|https?:/);
  });

  it("is kept by no cache, and read by no page", async () => {
    const { headers } = await testBroker().request(`${PUBLIC_URL}/`);
    expect(headers.get("Cache-Control")).toBe("private, no-store");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  it("answers HEAD, and refuses other methods by name", async () => {
    const head = await testBroker().request(`${PUBLIC_URL}/`, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    const post = await testBroker().request(`${PUBLIC_URL}/`, { method: "POST" });
    expect(post.status).toBe(405);
    expect(post.headers.get("Allow")).toBe("GET, HEAD");
  });
});
