import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import { testBroker } from "../support/test-config.ts";

const BODY = "export {};";

/** An assets binding that holds every file, and what it was asked. */
function assetsOf(answer: (request: Request) => Response = script) {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    return answer(request);
  };
  return { requests, ASSETS: { fetch } };
}

function script(request: Request): Response {
  const headers = {
    "Content-Type": "application/octet-stream",
    ETag: '"a1"',
    "Set-Cookie": "a=b",
    "X-Asset": "1",
  };
  const isKnown = request.headers.get("If-None-Match") === '"a1"';
  return new Response(isKnown ? null : BODY, { status: isKnown ? 304 : 200, headers });
}

const VERSIONED = "/keyhole/1.2.3/keyhole.js";

const MOVING = "public, max-age=300, must-revalidate";
const IMMUTABLE = "public, max-age=31536000, immutable";
const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";

describe.each([
  ["/keyhole.js", MOVING, SCRIPT],
  ["/keyhole.js.LEGAL.txt", MOVING, TEXT],
  ["/keyhole/manifest.json", MOVING, "application/json"],
  ["/keyhole/errors.html", MOVING, "text/html; charset=utf-8"],
  ["/keyhole/admin.js", MOVING, SCRIPT],
  [VERSIONED, IMMUTABLE, SCRIPT],
  ["/keyhole/1.2.3/texts-de.js", IMMUTABLE, SCRIPT],
  ["/keyhole/1.2.3/call.js.LEGAL.txt", IMMUTABLE, TEXT],
  ["/keyhole/1.2.3/themes/high-contrast.css", IMMUTABLE, STYLE],
  ["/keyhole/1.2.3/errors.html", IMMUTABLE, "text/html; charset=utf-8"],
  ["/keyhole/1.2.3-beta.1+build.5/keyhole.bundle.js", IMMUTABLE, SCRIPT],
])("GET %s", (path, cacheControl, contentType) => {
  it("is served to any origin, with its type and cache policy", async () => {
    const { ASSETS } = assetsOf();
    const response = await testBroker({ env: { ASSETS } }).request(`${PUBLIC_URL}${path}`);
    expect(await response.text()).toBe(BODY);
    const {
      "x-request-id": id,
      "content-security-policy": policy = "",
      ...headers
    } = Object.fromEntries(response.headers);
    // A page of the broker's own origin runs nothing and loads nothing.
    expect(policy.startsWith("default-src 'none'; style-src 'unsafe-inline'")).toBe(path.endsWith(".html"));
    expect(id).toBeDefined();
    expect(headers).toEqual({
      "content-type": contentType,
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": cacheControl,
      etag: '"a1"',
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });

  it("answers 304 to a known tag", async () => {
    const { ASSETS } = assetsOf();
    const broker = testBroker({ env: { ASSETS } });
    const response = await broker.request(`${PUBLIC_URL}${path}`, { headers: { "If-None-Match": '"a1"' } });
    expect(response.status).toBe(304);
    expect(await response.text()).toBe("");
    expect(response.headers.get("ETag")).toBe('"a1"');
    expect(response.headers.get("Cache-Control")).toBe(cacheControl);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  it("answers HEAD without a body", async () => {
    const { ASSETS, requests } = assetsOf();
    const response = await testBroker({ env: { ASSETS } }).request(`${PUBLIC_URL}${path}`, {
      method: "HEAD",
    });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(requests.map(({ method }) => method)).toEqual(["HEAD"]);
  });

  it("passes on only the path and the known tag", async () => {
    const { ASSETS, requests } = assetsOf();
    await testBroker({ env: { ASSETS } }).request(`${PUBLIC_URL}${path}?cache=1`, {
      headers: { Authorization: "DPoP token", Cookie: "a=b", Origin: "https://acme.example" },
    });
    expect(requests.map(({ url, headers }) => [url, ...headers])).toEqual([[`${PUBLIC_URL}${path}`]]);
  });
});

describe("a missing script", () => {
  it.each([404, 301, 307, 403, 500])("is not_found when the assets answer %i", async (status) => {
    const { ASSETS } = assetsOf(
      () => new Response("<html>", { status, headers: { Location: "/elsewhere" } }),
    );
    const response = await testBroker({ env: { ASSETS } }).request(`${PUBLIC_URL}${VERSIONED}`);
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    await expectProblem(response, "not_found");
  });

  it("is not_configured without assets, and names the binding", async () => {
    const response = await testBroker({ env: { ASSETS: undefined } }).request(`${PUBLIC_URL}/keyhole.js`);
    expect((await expectProblem(response, "not_configured")).detail).toContain("ASSETS");
  });

  it.each([
    "/keyhole/1.2.3/index.html",
    "/keyhole/1.2.3/",
    "/keyhole/1.2.3/../../secret.js",
    "/keyhole/1.2.3/..%2f..%2fsecret.js",
    "/keyhole/1.2.3/a/b.js",
    "/keyhole/1.2.3/keyhole.js.map",
    "/keyhole/1.2.3",
    "/keyhole/1.2.3/themes/",
    "/keyhole/1.2.3/themes",
    "/keyhole/1.2.3/.js",
    "/keyhole/1.2.3/..js",
    "/keyhole/1.2.3/LEGAL.txt",
    "/keyhole/1.2.3/manifest.json",
    "/keyhole/1.2.3/package.json",
    "/keyhole/.well-known/keyhole.js",
    "/keyhole/themes/light.css",
    "/keyhole/manifest.js",
    "/keyhole/manifest.json/",
    "/keyhole/Manifest.json",
    "/keyhole.css",
    "/keyhole/%00/keyhole.js",
    "/keyhole.js/",
    "/keyhole.js%00",
    "/keyhole.mjs",
    "/keyholes.js",
    "/js/other.js",
    "/dist/keyhole.mjs",
  ])("is not requested from the assets, and any page may read so: %s", async (path) => {
    const { ASSETS, requests } = assetsOf();
    const response = await testBroker({ env: { ASSETS } }).request(`${PUBLIC_URL}${path}`);
    const { headers } = response;
    await expectProblem(response, "not_found");
    expect(requests).toEqual([]);
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  });
});
