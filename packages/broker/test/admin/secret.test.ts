import { PROBLEMS } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { adminBroker, askAsOwner, type OwnerRequest } from "../support/ask-as-owner.ts";
import { PROJECT } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { ADMIN_SECRET, KEYHOLE_SECRET } from "../support/identities.ts";
import type { TestBroker } from "../support/open-broker.ts";
import { routesOf } from "../support/routes-of.ts";
import { TestPage } from "../support/test-page.ts";

const STATE = "/v1/admin/state";

const PATHS = [
  ...routesOf(adminBroker(PROJECT))
    .map(({ path }) => path)
    .filter((path) => path.startsWith("/v1/admin/"))
    .map((path) => path.replace(/:\w+/g, "1376")),
  "/v1/admin",
  "/v1/admin/",
  "/v1/admin/nowhere",
  "/v1/admin//state",
  "/v1/admin/state/",
  "/v1/admin/%73tate",
  "/v1/%61dmin/state",
];

const FAILURES: [string, OwnerRequest][] = [
  ["no secret", { secret: null }],
  ["an empty secret", { secret: "" }],
  ["another secret", { secret: "another-secret-of-the-same-length-012345" }],
  ["the beginning of the secret", { secret: ADMIN_SECRET.slice(0, -1) }],
  ["the secret and more", { secret: `${ADMIN_SECRET}0` }],
  ["the secret in capitals", { secret: ADMIN_SECRET.toUpperCase() }],
  ["the secret by another scheme", { secret: null, headers: { Authorization: `Basic ${ADMIN_SECRET}` } }],
  ["the secret without a scheme", { secret: null, headers: { Authorization: ADMIN_SECRET } }],
  ["the root of the keys", { secret: KEYHOLE_SECRET }],
];

/** Everything that an answer says, without what is new in each. */
async function toldBy(answer: Response) {
  const { requestId: _, ...body } = await answer.json<Record<string, unknown>>();
  const headers = [...answer.headers].filter(([name]) => name !== "x-request-id");
  return { status: answer.status, statusText: answer.statusText, headers, body };
}

describe("the admin routes", () => {
  it.each(FAILURES)("answer %s alike at every address and by every method", async (_, failure) => {
    const broker = adminBroker(PROJECT);
    const expected = await toldBy(await askAsOwner(broker, STATE, { secret: null }));
    expect(expected.status).toBe(401);
    expect(expected.body).toMatchObject({ code: "token_invalid", title: PROBLEMS.token_invalid.title });
    expect(new Headers(expected.headers).get("WWW-Authenticate")).toBe("Bearer");
    for (const path of PATHS) {
      for (const method of ["GET", "POST", "PUT", "DELETE", "PROPFIND"]) {
        const answer = await askAsOwner(broker, path, { ...failure, method });
        expect(await toldBy(answer), `${method} ${path}`).toEqual(expected);
      }
    }
  });

  it("let the owner in, whatever the scheme's case", async () => {
    const headers = { Authorization: `bearer ${ADMIN_SECRET}` };
    const answer = await askAsOwner(adminBroker(PROJECT), STATE, { secret: null, headers });
    expect(answer.status).toBe(200);
  });

  it("tell the owner of unknown addresses and other methods", async () => {
    const broker = adminBroker(PROJECT);
    await expectProblem(await askAsOwner(broker, "/v1/admin/nowhere"), "not_found");
    const answer = await askAsOwner(broker, STATE, { method: "POST" });
    expect(answer.headers.get("Allow")).toBe("GET, HEAD");
    await expectProblem(answer, "invalid_request", { status: 405 });
  });

  it.each([undefined, ""])("are not there if the secret is %j", async (KEYHOLE_ADMIN_SECRET) => {
    const broker = adminBroker(PROJECT, { env: { KEYHOLE_ADMIN_SECRET } });
    for (const path of PATHS) {
      for (const secret of [ADMIN_SECRET, "", null]) {
        await expectProblem(await askAsOwner(broker, path, { secret }), "not_found");
      }
    }
    expect(broker.log).toEqual([]);
  });

  it.each([ADMIN_SECRET, null])("are for no page: no CORS, and no preflight (secret: %s)", async (secret) => {
    const broker = adminBroker(PROJECT);
    const headers = { Origin: "https://acme.example", "Access-Control-Request-Method": "GET" };
    for (const path of PATHS) {
      for (const method of ["GET", "OPTIONS"]) {
        const answer = await askAsOwner(broker, path, { secret, method, headers });
        expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
        if (method === "OPTIONS") expect(answer.status).toBe(404);
      }
    }
  });

  it("are refused to a page of the site with its token", async () => {
    const page = await TestPage.visit(adminBroker(PROJECT), "open");
    expect((await page.get(STATE)).status).toBe(401);
  });

  it("are refused over plain http and at an unlisted address, also to the owner", async () => {
    const broker = adminBroker(PROJECT, {
      env: { ULTRAVOX_BASE_URL: undefined, CEKURA_BASE_URL: undefined },
    });
    for (const host of ["http://keyhole.acme.workers.dev", "https://keyhole.elsewhere.example"]) {
      const headers = { Authorization: `Bearer ${ADMIN_SECRET}` };
      await expectProblem(await broker.request(`${host}${STATE}`, { headers }), "invalid_request");
    }
  });

  it("tell the owner's log what failed, and never what was sent", async () => {
    const broker = adminBroker(PROJECT);
    await askAsOwner(broker, STATE, { secret: null });
    await askAsOwner(broker, STATE, { secret: "what-somebody-guessed" });
    expect(broker.log.map(({ reason, detail }) => [reason, detail])).toEqual([
      ["admin: missing", "KEYHOLE_ADMIN_SECRET: is not sent"],
      ["admin: wrong", "KEYHOLE_ADMIN_SECRET: is not what was sent"],
    ]);
    expect(JSON.stringify(broker.log)).not.toContain("guessed");
  });
});

/** A limiter that counts each key, and lets so many through. */
function countingLimiter(limit: number) {
  const counts = new Map<string, number>();
  return {
    async limit({ key }: { key: string }) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return { success: count <= limit };
    },
  };
}

describe("wrong admin secrets", () => {
  const from = (address: string) => ({ headers: { "CF-Connecting-IP": address } });
  const guess = (broker: TestBroker, address: string, path = STATE) =>
    askAsOwner(broker, path, { secret: "a-guess", ...from(address) });

  it.each(["SHIELD_ADDRESS", "SHIELD_NETWORK", "SHIELD_MINT", "SHIELD_MINT_NETWORK"])(
    "are limited by %s, and never lock the owner out",
    async (binding) => {
      const broker = adminBroker(PROJECT, { env: { [binding]: countingLimiter(3) } });
      const address = "2001:db8:1:2::3";
      for (const path of PATHS.slice(0, 3)) expect((await guess(broker, address, path)).status).toBe(401);
      for (const path of PATHS) await expectProblem(await guess(broker, address, path), "rate_limited");
      for (let count = 0; count < 10; count += 1) {
        expect((await askAsOwner(broker, STATE, from(address))).status).toBe(200);
      }
      expect((await guess(broker, "192.0.2.99")).status).toBe(401);
    },
  );

  it("use up nothing that visitors need", async () => {
    const broker = adminBroker(PROJECT, { env: { SHIELD_MINT: countingLimiter(3) } });
    for (let count = 0; count < 9; count += 1) await guess(broker, "192.0.2.1");
    const visitor = await (await TestPage.open(broker)).askAsVisitor(from("192.0.2.1"));
    expect(visitor.status).toBe(200);
  });
});
