import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { createBroker, createMemoryState, signIn } from "@keyhole/broker";
import { buildWhenNeeded } from "@keyhole/dev/build";
import {
  type AccessTeam,
  type OpenIdProvider,
  startAccessTeam,
  startOpenIdProvider,
  startSimulator,
} from "@keyhole/simulator";

const ELEMENTS = fileURLToPath(new URL("../../../../packages/elements/dist", import.meta.url));

/** A broker that signs people in by itself, and pages on other origins that show its calls. */
export interface SignInDeployment {
  team: AccessTeam;
  provider: OpenIdProvider;
  /** Address of a page with the list of a site, on an origin that the site allows. */
  pageOf(site: "access" | "oidc"): string;
  /** Where that page finds the broker. */
  brokerOf(site: "access" | "oidc"): string;
  /** Origin of pages that no site allows. */
  strangerOrigin: string;
  /** Sets the broker's clock ahead. */
  pass(seconds: number): void;
  close(): Promise<void>;
}

/** Starts it: the site `access` behind Cloudflare Access, the site `oidc` beside it. */
export async function startSignInDeployment(): Promise<SignInDeployment> {
  buildWhenNeeded("elements");
  const simulator = await startSimulator({ callCount: 20 });
  const provider = await startOpenIdProvider();
  const [host, hostOrigin] = await serve((url) => pageWith(url.searchParams));
  const [stranger, strangerOrigin] = await serve(() => "<title>A stranger</title>");
  const edge = createServer((request, response) => listener(request, response));
  const edgeOrigin = await listenOn(edge, "127.0.0.1");
  const team = await startAccessTeam({ protects: () => edgeOrigin, path: "/v1/sign-in" });
  const certs = `https://${team.team}.cloudflareaccess.com/cdn-cgi/access/certs`;
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const site = { origins: [hostOrigin], agents: "all", source: "ultravox" } as const;
  const grant = () => ({ scopes: ["calls:read" as const], rows: "all" as const });
  const broker = createBroker(
    (env) => ({
      publicUrls: [edgeOrigin, team.address],
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
      },
    }),
    {
      env: {
        KEYHOLE_SECRET: "a-secret-of-a-test-0123456789-abcdefghij",
        ULTRAVOX_API_KEY: simulator.apiKey,
        ULTRAVOX_BASE_URL: simulator.baseUrl,
        OIDC_CLIENT_SECRET: provider.clientSecret,
        ASSETS: { fetch: readAsset },
      },
      state: createMemoryState(now),
      now,
      log: () => {},
      fetch: (input, init) => fetch(String(input) === certs ? team.certsUrl : input, init),
    },
  );
  const listener = getRequestListener(broker.fetch);
  const brokerOf = (name: "access" | "oidc") => (name === "access" ? team.address : edgeOrigin);
  return {
    team,
    provider,
    brokerOf,
    pageOf: (name) => `${hostOrigin}/?${new URLSearchParams({ site: name, broker: brokerOf(name) })}`,
    strangerOrigin,
    pass(seconds) {
      aheadMs += seconds * 1000;
    },
    async close() {
      for (const server of [host, stranger, edge]) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.all([team.close(), provider.close(), simulator.close()]);
    },
  };
}

function pageWith(query: URLSearchParams): string {
  return `<title>A host's page</title><link rel="icon" href="data:,">
<script type="module" src="${query.get("broker")}/keyhole.js"></script>
<keyhole-calls site="${query.get("site")}"></keyhole-calls>`;
}

/** Pages for `localhost`: another site than the broker's `127.0.0.1`, so that no cookie is shared. */
async function serve(page: (url: URL) => string): Promise<[Server, string]> {
  const server = createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="en">${page(new URL(request.url ?? "/", "http://localhost"))}`);
  });
  const origin = await listenOn(server, "127.0.0.1");
  return [server, origin.replace("127.0.0.1", "localhost")];
}

async function listenOn(server: Server, host: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

async function readAsset(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return readFile(`${ELEMENTS}${pathname}`).then(
    (bytes) => new Response(new Uint8Array(bytes)),
    () => new Response(null, { status: 404 }),
  );
}
