import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import { rawCall } from "../support/raw-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const CALL = rawCall();
const upstream = new FakeUpstream([CALL]);
const open = () => testBroker({ fetch: upstream.fetch });

/** The methods of each path of the broker. */
const PATHS = new Set(routesOf(open()).map(({ path }) => path));
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"];

function allowedAt(path: string): string[] {
  const routes = routesOf(open()).filter((route) => route.path === path);
  return routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
}

describe.each([...PATHS])("%s", (path) => {
  const refused = METHODS.filter((method) => !allowedAt(path).includes(method));
  const place = path === "/v1/token" ? "token endpoint" : "resource";

  it.each(refused)("refuses %s with 405 and Allow", async (method) => {
    const response = await open().request(`${PUBLIC_URL}${pathOf({ method, path })}`, { method });
    expect(new Set(response.headers.get("Allow")?.split(", "))).toEqual(new Set(allowedAt(path)));
    if (method === "HEAD") expect(response.status).toBe(405);
    else await expectProblem(response, "invalid_request", { place, status: 405 });
  });
});

describe("HEAD", () => {
  it.each(["/v1/calls", `/v1/calls/${CALL.callId}`, "/v1/agents", "/v1/health"])(
    "%s is GET without a body",
    async (path) => {
      const page = await TestPage.visit(open(), "open");
      const [head, get] = [await page.get(path, { method: "HEAD" }), await page.get(path)];
      expect(await head.text()).toBe("");
      expect([head.status, head.headers.get("Content-Type")]).toEqual([
        get.status,
        get.headers.get("Content-Type"),
      ]);
    },
  );

  it.each(["/v1/calls", "/v1/agents"])("%s without a token is refused like GET", async (path) => {
    const response = await open().request(`${PUBLIC_URL}${path}`, { method: "HEAD" });
    expect(response.status).toBe(401);
    expect(response.headers.get("WWW-Authenticate")).toBe('DPoP algs="ES256"');
  });
});

describe("there is nothing at", () => {
  it.each([
    "/v1",
    "/v1/",
    "/v1/call",
    "/v1/calls/",
    "/V1/calls",
    "/v2/calls",
    "/keyhole",
    "/keyhole/",
    "/admin",
    "/favicon.ico",
  ])("%s", async (path) => {
    await expectProblem(await open().request(`${PUBLIC_URL}${path}`), "not_found");
  });
});
