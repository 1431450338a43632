import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import * as DPoP from "dpop";
import { createPlaygroundBroker, type PlaygroundBroker } from "./playground-broker.ts";

let broker: PlaygroundBroker;
let origin = "";
const server = createServer((request, response) => {
  if (!broker.answer(request, response)) response.writeHead(418).end();
});
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  broker = createPlaygroundBroker(origin);
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await broker.close();
});

const keys = await DPoP.generateKeyPair("ES256");

async function mint(site: string, more: Record<string, string> = {}): Promise<Response> {
  const url = `${origin}/v1/token`;
  return fetch(url, {
    method: "POST",
    headers: { DPoP: await DPoP.generateProof(keys, url, "POST"), Origin: origin },
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: site, ...more }),
  });
}

async function tokenOf(site: string): Promise<string> {
  const answer = await mint(site);
  assert.equal(answer.status, 200, await answer.clone().text());
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function ask(path: string, token: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = `${origin}${path}`;
  const proof = await DPoP.generateProof(keys, url.split("?")[0] ?? "", "GET", undefined, token);
  return fetch(url, { headers: { Authorization: `DPoP ${token}`, DPoP: proof, ...headers } });
}

async function codeOf(answer: Response): Promise<unknown> {
  return ((await answer.json()) as { code: unknown }).code;
}

describe("createPlaygroundBroker", () => {
  it("refuses with the problem that the site names, where it names it", async () => {
    const refused = await mint("token-site-disabled");
    assert.equal(refused.status, 403);
    assert.equal(await codeOf(refused), "site_disabled");
    const limited = await ask("/v1/calls", await tokenOf("list-rate-limited"));
    assert.equal(limited.headers.get("Retry-After"), "30");
  });

  it("answers a request along with the token, except where the site says something of it", async () => {
    for (const [site, comes] of [
      ["rows", true],
      ["list-rate-limited", false],
    ] as const) {
      const answer = (await (await mint(site, { first: "/v1/calls?limit=1" })).json()) as { first?: object };
      assert.equal("first" in answer, comes, site);
    }
  });

  it("checks tokens and sites as the real broker does", async () => {
    assert.equal(await codeOf(await mint("nobody's")), "site_unknown");
    assert.equal(await codeOf(await fetch(`${origin}/v1/calls`)), "token_missing");
  });

  it("hands out all rows, page by page, each once", async () => {
    const token = await tokenOf("rows");
    const ids = new Set<string>();
    let cursor: string | null = "";
    while (cursor !== null) {
      const answer = await ask(`/v1/calls?limit=50${cursor && `&cursor=${cursor}`}`, token);
      const page = (await answer.json()) as { items: { id: string }[]; next: string | null; total: number };
      for (const { id } of page.items) ids.add(id);
      assert.equal(page.total, 60);
      cursor = page.next;
    }
    assert.equal(ids.size, 60);
  });

  it("shows new calls to a poll", async () => {
    const token = await tokenOf("newer");
    const first = await ask("/v1/calls", token);
    const polled = await ask("/v1/calls", token, { "If-None-Match": first.headers.get("ETag") ?? "" });
    assert.equal(((await polled.json()) as { total: number }).total, 63);
  });

  it("leaves other paths to the page", async () => {
    assert.equal((await fetch(`${origin}/index.html`)).status, 418);
  });
});
