import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { createPlaygroundBroker, type PlaygroundBroker } from "@keyhole/playground";
import { openPlaygroundWorld, type PlaygroundWorld } from "./support/playground-world.ts";

const POLLS = 3;

let world: PlaygroundWorld;
before(async () => {
  world = await openPlaygroundWorld();
});
after(() => world?.close());

/** Listens on an origin of its own; a broker on the page's has no preflights. */
async function listen(handler: RequestListener) {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

test("the first row takes one request without a preflight, and one preflight serves all polls with a tag", async () => {
  const all: string[] = [];
  const asked: string[] = [];
  let played: PlaygroundBroker | undefined;
  const broker = await listen((request, response) => {
    all.push(`${request.method} ${request.url?.split("?")[0]}`);
    const isList = request.url?.startsWith("/v1/calls?") ?? false;
    const known = request.headers["if-none-match"] !== undefined;
    if (isList) asked.push(`${request.method}${known ? " with the tag" : ""}`);
    if (isList && request.method === "GET" && known) {
      response
        .writeHead(304, { "Access-Control-Allow-Origin": "*", "Cache-Control": "private, no-store" })
        .end();
      return;
    }
    played?.answer(request, response);
  });
  const host = await listen((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><title>Host</title>
      <script type="module" src="${world.origin}/keyhole.js"></script>
      <keyhole-calls site="one" broker="${broker.origin}" refresh-seconds="1" hide-controls></keyhole-calls>`);
  });
  played = createPlaygroundBroker(broker.origin, [host.origin]);
  try {
    const page = await world.newPage();
    await page.goto(host.origin);
    await page.getByRole("row").first().waitFor();
    const endMs = Date.now() + 60_000;
    while (asked.filter((one) => one === "GET with the tag").length < POLLS && Date.now() < endMs)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const count = (what: string) => asked.filter((one) => one === what).length;
    // The first page came along with the token.
    assert.equal(all[0], "POST /v1/token");
    assert(!all.includes("OPTIONS /v1/token"), all.join());
    assert.equal(count("GET"), 0, asked.join());
    assert(count("GET with the tag") >= POLLS, asked.join());
    assert.equal(count("OPTIONS"), 1, asked.join());
  } finally {
    broker.close();
    host.close();
    await played.close();
  }
});
