import { createHmac, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { createBroker, createMemoryState, defineConfig, jwt } from "@keyhole/broker";
import { startSimulator } from "@keyhole/simulator";

const ISSUER = "https://acme.example";
const SECRET = "an-assertion-secret-of-the-tests-0123456789";
/** The owner's. Tests of the page at `/admin` type it in. */
const ADMIN_SECRET = "an-admin-secret-of-the-tests-0123456789abc";
const SCOPES = ["calls:read", "transcripts:read", "recordings:read"] as const;
/** The project in which the simulated Cekura evaluates calls of Ultravox. */
const CEKURA_PROJECT = 1376;

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * The real broker over the simulator, on the origin of the test page. `/assertion` is the page's own server,
 * which vouches for one member. Both start with the first request.
 */
export function serveBroker() {
  let listener: Promise<Listener> | undefined;
  return async (
    context: {
      path: string;
      origin: string;
      query: NodeJS.Dict<unknown>;
      req: IncomingMessage;
      res: ServerResponse;
      respond?: boolean;
      body?: unknown;
      type?: string;
    },
    next: () => Promise<unknown>,
  ): Promise<void> => {
    const { path, origin, query } = context;
    if (path === "/assertion") {
      context.type = "text/plain";
      context.body = signAssertion(`${query.jkt}`);
    } else if (path.startsWith("/v1/")) {
      listener ??= startBroker(origin);
      context.respond = false;
      await (await listener)(context.req, context.res);
    } else {
      await next();
    }
  };
}

async function startBroker(origin: string): Promise<Listener> {
  const simulator = await startSimulator({ callCount: 60 });
  const config = defineConfig((env) => ({
    publicUrls: [origin],
    sites: {
      acme: {
        origins: [origin],
        agents: "all",
        source: "ultravox",
        visitors: { rows: "public", scopes: [...SCOPES] },
        members: {
          verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER }),
          grant: () => ({ scopes: [...SCOPES], rows: "all" }),
        },
      },
      // For tests that switch a site off.
      switched: {
        origins: [origin],
        agents: "all",
        source: "ultravox",
        visitors: { rows: "public", scopes: ["calls:read"] },
      },
      judged: {
        origins: [origin],
        agents: "all",
        source: "ultravox",
        cekura: { project: CEKURA_PROJECT },
        visitors: { rows: "public", scopes: [...SCOPES, "evaluations:read", "evaluations:vote"] },
      },
    },
  }));
  const broker = createBroker(config, {
    env: {
      KEYHOLE_SECRET: "a-secret-of-the-tests-0123456789-abcdef",
      KEYHOLE_ADMIN_SECRET: ADMIN_SECRET,
      ULTRAVOX_API_KEY: simulator.apiKey,
      ULTRAVOX_BASE_URL: simulator.baseUrl,
      CEKURA_API_KEY: simulator.cekura.apiKeys.project,
      CEKURA_BASE_URL: simulator.cekura.baseUrl,
      ACME_ASSERTION_SECRET: SECRET,
    },
    state: createMemoryState(),
    log: () => {},
  });
  return getRequestListener(broker.fetch);
}

/** An assertion for one member, bound to a key. */
function signAssertion(jkt: string): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: ISSUER,
    aud: "keyhole:acme",
    sub: "anna",
    iat,
    exp: iat + 60,
    jti: randomUUID(),
    cnf: { jkt },
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const input = `${encode({ alg: "HS256" })}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
}
