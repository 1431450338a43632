import {
  type AccessTeam,
  type OpenIdProvider,
  startAccessTeam,
  startOpenIdProvider,
} from "@keyhole/simulator";
import { type AssertionClaims, createBroker, createMemoryState, type Log, signIn } from "../../src/index.ts";
import { ADMIN_SECRET, KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL, UPSTREAM_KEY } from "./identities.ts";

/** Whom each of the two identity providers signs in. */
export const EMAIL = "anna@acme.example";

/** A broker with one site for each way to sign in, and the identity providers that it asks. */
export interface SignInWorld {
  broker: ReturnType<typeof createBroker>;
  team: AccessTeam;
  provider: OpenIdProvider;
  /** Claims that the grant function has received, newest last. */
  granted: AssertionClaims[];
  /** Lines of the owner's log. */
  lines: Parameters<Log>[0][];
  /** The broker's clock. */
  now(): number;
  /** Sets the broker's clock ahead. */
  pass(seconds: number): void;
  /** Whether the team publishes its keys. */
  setKeys(areThere: boolean): void;
  close(): Promise<void>;
}

export async function openSignInWorld(): Promise<SignInWorld> {
  const team = await startAccessTeam({ protects: () => "http://127.0.0.1:1", path: "/v1/sign-in" });
  const provider = await startOpenIdProvider();
  const granted: AssertionClaims[] = [];
  const lines: Parameters<Log>[0][] = [];
  let aheadMs = 0;
  let areKeysThere = true;
  const certs = `https://${team.team}.cloudflareaccess.com/cdn-cgi/access/certs`;
  const site = {
    origins: [PAGE_ORIGIN, "https://*.preview.acme.example"],
    agents: "all" as const,
    source: "ultravox" as const,
  };
  const grant = (claims: AssertionClaims) => {
    granted.push(claims);
    return { scopes: ["calls:read" as const], rows: "all" as const };
  };
  const broker = createBroker(
    (env) => ({
      publicUrls: [PUBLIC_URL],
      sites: {
        access: {
          ...site,
          members: {
            verify: signIn({ cloudflareAccess: { team: team.team, audience: team.audience } }),
            grant,
          },
        },
        oidc: {
          ...site,
          members: {
            verify: signIn({
              oidc: {
                issuer: provider.issuer,
                clientId: provider.clientId,
                clientSecret: env.OIDC_CLIENT_SECRET,
              },
            }),
            grant,
          },
        },
        open: { ...site, visitors: { rows: "public", scopes: ["calls:read"] } },
      },
    }),
    {
      env: {
        KEYHOLE_SECRET,
        KEYHOLE_ADMIN_SECRET: ADMIN_SECRET,
        ULTRAVOX_API_KEY: UPSTREAM_KEY,
        ULTRAVOX_BASE_URL: "http://127.0.0.1:1/api",
        OIDC_CLIENT_SECRET: provider.clientSecret,
      },
      state: createMemoryState(() => Date.now() + aheadMs),
      now: () => Date.now() + aheadMs,
      log: (line) => void lines.push(line),
      fetch: async (input, init) => {
        if (String(input) !== certs) return fetch(input, init);
        return areKeysThere ? fetch(team.certsUrl, init) : new Response("", { status: 500 });
      },
    },
  );
  return {
    broker,
    team,
    provider,
    granted,
    lines,
    now: () => Date.now() + aheadMs,
    pass: (seconds) => {
      aheadMs += seconds * 1000;
    },
    setKeys: (areThere) => {
      areKeysThere = areThere;
    },
    close: async () => {
      await Promise.all([team.close(), provider.close()]);
    },
  };
}

/** What the page of a window holds for its script. */
export interface ShownWindow {
  status: number;
  headers: Headers;
  html: string;
  /** The origin to which alone the script posts; null where it posts nothing. */
  origin: string | null;
  message: { state?: string; assertion?: string; error?: string };
}

export async function readWindow(response: Response): Promise<ShownWindow> {
  const html = await response.text();
  const read = (name: string) => {
    const written = new RegExp(` data-${name}="([^"]*)"`).exec(html)?.[1];
    return written?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))) ?? null;
  };
  const { status, headers } = response;
  return { status, headers, html, origin: read("origin"), message: JSON.parse(read("message") ?? "{}") };
}
