import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { type ServerType, serve } from "@hono/node-server";
import type {
  CallDetail,
  CallSummary,
  Message,
  Page,
  RecordingTicket,
  TokenResponse,
} from "@keyhole/contract";
import { SHOWCASE_CALL_IDS, type Simulator, startSimulator } from "@keyhole/simulator";
import { createBroker, createMemoryState } from "../../src/index.ts";
import { PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { envOf, membersConfig } from "../support/node-broker.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const config = membersConfig(["calls:read", "transcripts:read", "recordings:read"], {
  limits: { member: { mintsPerMinute: 3 } },
});

describe("the broker as a Node server, over the simulator", () => {
  let simulator: Simulator;
  let server: ServerType;
  let url: string;

  before(async () => {
    simulator = await startSimulator({ callCount: 60 });
    const broker = createBroker(config, {
      env: envOf(simulator),
      state: createMemoryState(),
      log: () => {},
    });
    server = serve({ fetch: broker.fetch, port: 0, hostname: "127.0.0.1" });
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(async () => {
    server?.close();
    await simulator?.close();
  });

  /** Asks the server; a page signs its proofs for the public URL all the same. */
  const overHttp = {
    request: (target: string, init?: RequestInit) => fetch(target.replace(PUBLIC_URL, url), init),
  };

  test("answers the first request along with the token", async () => {
    const page = await TestPage.open(overHttp);
    const fields = {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      client_id: "acme",
      subject_token: await signAssertion(),
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      first: "/v1/calls?limit=10",
    };
    const answer = await page.askForToken(fields, { isInForm: true });
    const { first } = (await answer.json()) as TokenResponse;
    assert(first);
    assert.equal(first.status, 200);
    assert.equal((first.body as Page<CallSummary>).items.length, 10);
  });

  test("mints a token, lists, shows a call and its transcript, and plays its recording", async () => {
    const page = await TestPage.enter(overHttp, await signAssertion());
    const list = await page.read<Page<CallSummary>>("/v1/calls?limit=10");
    assert.equal(list.items.length, 10);
    assert.equal(typeof list.next, "string");

    const id = SHOWCASE_CALL_IDS.direct;
    assert.equal((await page.read<CallDetail>(`/v1/calls/${id}`)).id, id);
    const { items } = await page.read<Page<Message>>(`/v1/calls/${id}/messages`);
    assert.ok(items.length > 0);

    const ticket = await page.get(`/v1/calls/${id}/recording`, { method: "POST" });
    assert.equal(ticket.status, 200);
    const { url: recording } = (await ticket.json()) as RecordingTicket;
    const audio = await overHttp.request(recording, {
      headers: { Origin: PAGE_ORIGIN, Range: "bytes=0-3" },
    });
    assert.equal(audio.status, 206);
    assert.equal(await audio.text(), "RIFF");
  });

  test("keeps the limits and the first use of an assertion in memory", async () => {
    const assertion = await signAssertion();
    const page = await TestPage.open(overHttp);
    for (const status of [200, 200, 200, 429]) {
      assert.equal((await page.askAsMember(assertion)).status, status);
    }
    const other = await TestPage.open(overHttp);
    const answer = (await (await other.askAsMember(assertion)).json()) as { code: string };
    assert.equal(answer.code, "assertion_reused");
  });

  test("passes on what the upstream's scenario does", async () => {
    const page = await TestPage.enter(overHttp, await signAssertion());
    simulator.setScenario("rate-limited");
    const answer = await page.get("/v1/calls");
    simulator.setScenario("normal");
    assert.equal(answer.status, 503);
    assert.equal(((await answer.json()) as { code: string }).code, "upstream_rate_limited");
  });
});
