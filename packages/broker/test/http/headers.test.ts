import { beforeAll, describe, expect, it } from "vitest";
import { brokerGranting } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import { rawCall } from "../support/raw-call.ts";
import { isForNoPage, isWindow, pathOf, type Route, routesOf } from "../support/routes-of.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CALL = rawCall();
const ASSETS = {
  fetch: async (request: Request) =>
    request.headers.has("If-None-Match")
      ? new Response(null, { status: 304, headers: { ETag: '"1"' } })
      : new Response("export {};", { headers: { "Content-Type": "text/javascript", ETag: '"1"' } }),
};

const open = (fetch: typeof globalThis.fetch = new FakeUpstream([CALL]).fetch) =>
  brokerGranting(fetch, { env: { ASSETS } });

/** Ways to ask for a route, from the right one to the oddest. */
const WAYS: [string, (page: TestPage, route: Route, path: string) => Promise<Response>][] = [
  ["rightly", (page, { method }, path) => page.get(path, { method })],
  [
    "without a token",
    (page, { method }, path) => page.get(path, { method, headers: { Authorization: null } }),
  ],
  ["without a proof", (page, { method }, path) => page.get(path, { method, headers: { DPoP: null } })],
  [
    "from elsewhere",
    (page, { method }, path) => page.get(path, { method, headers: { Origin: "https://evil.example" } }),
  ],
  ["by HEAD", (page, _, path) => page.get(path, { method: "HEAD" })],
  ["by OPTIONS", (page, _, path) => page.get(path, { method: "OPTIONS" })],
  ["by PUT", (page, _, path) => page.get(path, { method: "PUT" })],
  ["by DELETE", (page, _, path) => page.get(path, { method: "DELETE" })],
  ["by a method of WebDAV", (page, _, path) => page.get(path, { method: "PROPFIND" })],
  [
    "with a wrong query",
    (page, { method }, path) => page.get(`${path}?limit=0&limit=1&cursor=x`, { method }),
  ],
  [
    "with a copy in hand",
    (page, { method }, path) => page.get(path, { method, headers: { "If-None-Match": '"1"' } }),
  ],
  ["with a slash more", (page, { method }, path) => page.get(`${path}/`, { method })],
  ["below it", (page, { method }, path) => page.get(`${path}/x/y`, { method })],
];

const ROUTES = [...routesOf(open()), { method: "GET", path: "/" }, { method: "POST", path: "/v1/nothing" }];

describe.each(ROUTES)("$method $path", (route) => {
  let page: TestPage;
  beforeAll(async () => {
    page = await TestPage.enter(open(), await signAssertion());
  });

  it.each(WAYS)("has the headers of every answer when asked %s", async (_, ask) => {
    expectHeaders(await ask(page, route, pathOf(route, CALL.callId)), route);
  });

  it.each([
    ["fails", async () => new Response("oh", { status: 500 })],
    ["rejects the key", async () => new Response("no", { status: 401 })],
    ["throws what is no error", () => Promise.reject("oh")],
  ])("has them when the upstream %s", async (_, fetch) => {
    const page = await TestPage.enter(open(fetch), await signAssertion());
    expectHeaders(await page.get(pathOf(route, CALL.callId), { method: route.method }), route);
  });

  it("has a new request id in each answer", async () => {
    const broker = open();
    const ids = await Promise.all(
      [1, 2, 3].map(async () => {
        const response = await broker.request(`${PUBLIC_URL}${pathOf(route)}`, { method: route.method });
        return response.headers.get("X-Request-Id");
      }),
    );
    expect(new Set(ids).size).toBe(3);
  });
});

function expectHeaders(response: Response, { path }: Route): void {
  const { headers, status } = response;
  expect(headers.get("X-Request-Id")).toMatch(UUID);
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  const isHtml = isWindow(path) && headers.get("Content-Type") === "text/html; charset=utf-8";
  const policy = "default-src 'none'; sandbox";
  if (path.startsWith("/v1")) {
    if (!isHtml) expect(headers.get("Content-Security-Policy")).toBe(policy);
    expect(headers.get("Vary")).toBe("*");
  }
  if (path.startsWith("/keyhole")) {
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  }
  const isScript = path.startsWith("/keyhole") && (status === 200 || status === 304);
  expect(headers.get("Cache-Control")).toMatch(isScript ? /^public, max-age=/ : /^private, no-store$/);
  // The window of a callback drops the cookie of its flow, once it has found one.
  for (const name of ["Set-Cookie", "Access-Control-Allow-Credentials", "Server", "X-Powered-By"]) {
    expect(headers.get(name)).toBeNull();
  }
  if (path.startsWith("/v1")) {
    expect(headers.get("Access-Control-Allow-Origin")).toBe(isForNoPage(path) ? null : "*");
  }
  expect(status).not.toBe(500);
  if (isHtml) {
    expect(headers.get("Content-Security-Policy")).toMatch(
      /^default-src 'none'; script-src 'sha256-\S+'; .*frame-ancestors 'none'$/,
    );
  } else if (status >= 400) expect(headers.get("Content-Type")).toMatch(/^application\/(problem\+)?json$/);
}
