import { describe, expect, it } from "vitest";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import { pageRoutesOf, pathOf } from "../support/routes-of.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const EXPOSED = "X-Request-Id, Retry-After, ETag, DPoP-Nonce, WWW-Authenticate, Vary";
const upstream = new FakeUpstream([]);
const open = () => testBroker({ fetch: upstream.fetch });
const ROUTES = pageRoutesOf(open()).filter(
  ({ path }) => path.startsWith("/v1") || path.startsWith("/.well-known"),
);

describe.each([...ROUTES, { method: "GET", path: "/v1/nothing" }])(
  "a preflight of $method $path",
  (route) => {
    it("is answered before any other work", async () => {
      const page = await TestPage.visit(open());
      const response = await page.get(pathOf(route), {
        method: "OPTIONS",
        headers: {
          Authorization: null,
          DPoP: null,
          Origin: "https://evil.example",
          "Access-Control-Request-Method": route.method,
          "Access-Control-Request-Headers": "authorization,dpop",
        },
      });
      expect(response.status).toBe(204);
      expect(await response.text()).toBe("");
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, HEAD, POST",
        "access-control-allow-headers": "*, Authorization",
        "access-control-max-age": "7200",
      });
      expect(response.headers.get("WWW-Authenticate")).toBeNull();
      expect(upstream.requests).toEqual([]);
    });
  },
);

describe("a page of any origin may read", () => {
  it.each([
    ["an answer", "/v1/health", 200],
    ["that it has no token", "/v1/calls", 401],
    ["that there is nothing", "/v1/nothing", 404],
    ["how tokens are given", "/.well-known/oauth-authorization-server", 200],
  ])("%s", async (_, path, status) => {
    const response = await open().request(`${PUBLIC_URL}${path}`, {
      headers: { Origin: "https://evil.example" },
    });
    expect(response.status).toBe(status);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Access-Control-Expose-Headers")).toBe(EXPOSED);
  });

  it("that its origin is refused, and nothing more", async () => {
    const page = await TestPage.open(open());
    const response = await page.askAsVisitor({ headers: { Origin: "https://evil.example" } });
    expect(response.status).toBe(403);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });
});
