import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { answerStage } from "./stage-broker.ts";
import { STAGE_STATES, stageState } from "./stage-state.ts";

const server = createServer((request, response) => {
  if (!answerStage(request, response)) response.writeHead(418).end();
});
let origin = "";
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const mint = (site: string) =>
  fetch(`${origin}/v1/token`, { method: "POST", body: new URLSearchParams({ client_id: site }) });
const ask = (path: string, site: string) =>
  fetch(`${origin}${path}`, { headers: { Authorization: `DPoP stage.${site}` } });

describe("the staged broker", () => {
  it("knows what each of its states is", () => {
    for (const name of STAGE_STATES) assert(stageState(name), name);
    assert.equal(stageState("constructor"), undefined);
    assert.equal(stageState("token-constructor"), undefined);
  });

  it("refuses with the problem that a site is named after, where it is said to", async () => {
    const refused = await mint("token-site_disabled");
    assert.equal(refused.status, 403);
    assert.equal((await refused.json()).code, "site_disabled");
    assert.equal((await mint("list-rate_limited")).status, 200);
    const limited = await ask("/v1/calls", "list-rate_limited");
    assert.equal(limited.headers.get("Retry-After"), "30");
  });

  it("hands out all rows, page by page, each once", async () => {
    const ids = new Set<string>();
    let cursor: string | null = "";
    while (cursor !== null) {
      const answer = await ask(`/v1/calls?limit=50${cursor && `&cursor=${cursor}`}`, "rows");
      const page: { items: { id: string }[]; next: string | null; total: number } = await answer.json();
      for (const { id } of page.items) ids.add(id);
      assert.equal(page.total, 60);
      cursor = page.next;
    }
    assert.equal(ids.size, 60);
  });

  it("serves a part of the recording", async () => {
    const answer = await fetch(`${origin}/v1/recordings/staged`, { headers: { Range: "bytes=0-3" } });
    assert.equal(answer.status, 206);
    assert.equal(await answer.text(), "RIFF");
  });

  it("leaves other paths to the page", async () => {
    assert.equal((await fetch(`${origin}/index.html`)).status, 418);
  });
});
