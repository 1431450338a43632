import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { BrokerEnv } from "../../src/http/broker-env.ts";
import { AREAS, inAreas, SCRIPT_ROUTES } from "../../src/routes/routes.ts";

/** Which of the guards an address has, by the status of a guard that answers itself. */
async function isGuarded(path: string, has: "cors" | "shielded", areas = AREAS): Promise<boolean> {
  const app = new Hono<BrokerEnv>();
  app.use(
    inAreas(
      has,
      async function answerItself(context) {
        return context.body(null, 204);
      },
      areas,
    ),
  );
  return (await app.request(path)).status === 204;
}

describe("an area", () => {
  it.each([
    ["/v1", true, true],
    ["/v1/calls", true, true],
    ["/v1/nothing/here", true, true],
    ["/v1/admin", false, true],
    ["/v1/admin/audit", false, true],
    ["/v1/webhooks/ultravox/acme", false, true],
    ["/v1/administrators", true, true],
    ["/v1x", false, false],
    ["/.well-known/oauth-authorization-server", true, false],
    ["/keyhole.js", false, false],
  ])("guards %s: CORS %s, floods %s", async (path, cors, shielded) => {
    expect([await isGuarded(path, "cors"), await isGuarded(path, "shielded")]).toEqual([cors, shielded]);
  });

  it("differs from the area around it", async () => {
    const admin = { prefix: "/v1/admin", cors: false, shielded: true, routes: [] };
    const areas = [...AREAS, admin];
    expect(await isGuarded("/v1/admin/state", "cors", areas)).toBe(false);
    expect(await isGuarded("/v1/admin/state", "shielded", areas)).toBe(true);
    expect(await isGuarded("/v1/administrators", "cors", areas)).toBe(true);
  });

  it.each(SCRIPT_ROUTES)(
    "does not include the script $path, which sets its own headers",
    async ({ path }) => {
      expect(await isGuarded(path, "cors")).toBe(false);
      expect(await isGuarded(path, "shielded")).toBe(false);
    },
  );

  it("holds each of its routes below its prefix", () => {
    for (const { prefix, routes } of AREAS) {
      for (const { path } of routes) expect(`${path}/`.startsWith(`${prefix}/`)).toBe(true);
    }
  });
});
