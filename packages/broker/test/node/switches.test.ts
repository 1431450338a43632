import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RecordingTicket, SwitchList } from "@keyhole/contract";
import type { BrokerState } from "../../src/index.ts";
import { createKeyring } from "../../src/keys/keyring.ts";
import { createSealer } from "../../src/keys/sealer.ts";
import { sealTicket } from "../../src/recordings/ticket.ts";
import { KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import {
  nameOfVisitor,
  subjectNames as names,
  type OwnedBrokers,
  openOwnedBrokers,
  outcomeOf,
} from "../support/owned-brokers.ts";
import { rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

/** Switches of the shared state that are counted, and that fail when told to. */
function watchedSwitches() {
  const watched = { reads: 0, isDown: false };
  const state = (shared: BrokerState): BrokerState => ({
    ...shared,
    switches(site) {
      const board = shared.switches(site);
      return {
        async read(version) {
          watched.reads += 1;
          if (watched.isDown) throw new Error("out of reach");
          return board.read(version);
        },
        change: (change) => board.change(change),
      };
    },
  });
  return { watched, state };
}

const listOf = async (world: OwnedBrokers) =>
  ((await (await world.owner("GET", "switches")).json()) as SwitchList).items;

describe("a kill switch", () => {
  it("holds in every isolate within 10 s, for requests and for mints", async () => {
    const world = openOwnedBrokers({ count: 4 });
    const page = await world.visitor();
    for (const broker of world.brokers)
      assert.equal((await world.ask(page, "/v1/calls", broker)).status, 200);
    const answer = await world.owner("PUT", "switches/acme", { disabled: true });
    assert.deepEqual(await answer.json(), {
      site: "acme",
      subject: null,
      disabled: true,
      calls: { hungUp: 0, waiting: 0, failed: 0 },
    });
    // Requests every second, as pages poll: the state is read in the background.
    for (let second = 0; second < 9; second += 1) {
      await world.clock.advanceTo(world.clock.nowMs + 1_000);
      for (const broker of world.brokers) await world.ask(page, "/v1/calls", broker);
    }
    await world.clock.advanceTo(world.clock.nowMs + 1_000);
    for (const broker of world.brokers) {
      assert.equal(await outcomeOf(await world.ask(page, "/v1/calls", broker)), "site_disabled");
      const mint = await (await TestPage.open(broker)).askAsVisitor({ proof: world.proof() });
      assert.equal(await outcomeOf(mint), "site_disabled");
      assert.equal(mint.status, 403);
    }
    await world.owner("PUT", "switches/acme", { disabled: false });
    await world.clock.advanceTo(world.clock.nowMs + 10_000);
    for (const broker of world.brokers)
      assert.equal((await world.ask(page, "/v1/calls", broker)).status, 200);
  });

  it("holds for the first request after a long silence", async () => {
    const world = openOwnedBrokers({ count: 2 });
    const page = await world.visitor();
    const [, second] = world.brokers;
    await world.ask(page, "/v1/calls", second);
    await world.owner("PUT", "switches/acme", { disabled: true });
    await world.clock.advanceTo(10_000);
    assert.equal(await outcomeOf(await world.ask(page, "/v1/calls", second)), "site_disabled");
  });

  it("leaves other sites alone, and answers unknown ones with not_found", async () => {
    const world = openOwnedBrokers();
    await world.owner("PUT", "switches/acme", { disabled: true });
    const [broker] = world.brokers;
    if (broker === undefined) return;
    assert.equal((await (await TestPage.open(broker)).askAsVisitor({}, "other")).status, 200);
    const answer = await world.owner("PUT", "switches/nowhere", { disabled: true });
    assert.equal(await outcomeOf(answer), "not_found");
  });

  it("of a subject stops that subject alone, member or visitor, at mint and at request", async () => {
    const world = openOwnedBrokers();
    const [page, other] = [await world.visitor(), await world.visitor()];
    const subject = await nameOfVisitor(page);
    await world.owner("PUT", `switches/acme/subjects/${subject}`, { disabled: true });
    assert.equal(await outcomeOf(await world.ask(page, "/v1/calls")), "site_disabled");
    assert.equal(await outcomeOf(await page.askAsVisitor()), "site_disabled");
    assert.equal((await world.ask(other, "/v1/calls")).status, 200);
    const [jane = ""] = await names("acme", "member:jane");
    await world.owner("PUT", `switches/acme/subjects/${jane}`, { disabled: true });
    const asJane = await other.askAsMember(await signAssertion({ sub: "jane" }));
    assert.equal(await outcomeOf(asJane), "site_disabled");
    const items = await listOf(world);
    assert.deepEqual(
      items.map(({ site, disabled, subjects }) => [site, disabled, subjects.length]),
      [
        ["acme", false, 2],
        ["other", false, 0],
      ],
    );
  });

  it("takes only a boolean, and only the field disabled", async () => {
    const world = openOwnedBrokers();
    for (const body of [{}, { disabled: "true" }, { disabled: 1 }, { disabled: true, why: "x" }, [true]]) {
      assert.equal(await outcomeOf(await world.owner("PUT", "switches/acme", body)), "invalid_request");
    }
    const answer = await world.owner("PUT", "switches/acme/subjects/jane", { disabled: true });
    assert.equal(await outcomeOf(answer), "not_found");
    assert.equal(await outcomeOf(await world.owner("POST", "switches/acme")), "invalid_request");
  });

  it("asks the state once in 5 s, however many requests there are", async () => {
    const { watched, state } = watchedSwitches();
    const world = openOwnedBrokers({ state });
    const page = await world.visitor();
    watched.reads = 0;
    for (let second = 0; second < 20; second += 1) {
      for (let count = 0; count < 10; count += 1) await world.ask(page, "/v1/calls");
      await world.clock.advanceTo(world.clock.nowMs + 1_000);
    }
    assert.ok(watched.reads >= 3 && watched.reads <= 5, `${watched.reads} reads`);
  });

  it("fails closed after 30 s without the state, and opens when it is back", async () => {
    const { watched, state } = watchedSwitches();
    const world = openOwnedBrokers({ state, count: 4 });
    const page = await world.visitor();
    for (const broker of world.brokers) await world.ask(page, "/v1/calls", broker);
    watched.isDown = true;
    await world.clock.advanceTo(29_000);
    for (const broker of world.brokers)
      assert.equal((await world.ask(page, "/v1/calls", broker)).status, 200);
    await world.clock.advanceTo(30_500);
    for (const broker of world.brokers) {
      const answer = await world.ask(page, "/v1/calls", broker);
      assert.equal(answer.status, 503);
      assert.ok(answer.headers.has("Retry-After"));
      assert.equal(await outcomeOf(answer), "upstream_unavailable");
      const mint = await (await TestPage.open(broker)).askAsVisitor({ proof: world.proof() });
      assert.equal(await outcomeOf(mint), "upstream_unavailable");
    }
    assert.ok(world.log.some(({ reason }) => reason === "switch: unknown"));
    // While it rests, no request waits for the state.
    watched.reads = 0;
    for (let count = 0; count < 10; count += 1) await world.ask(page, "/v1/calls");
    assert.equal(watched.reads, 0);
    watched.isDown = false;
    await world.clock.advanceTo(32_000);
    for (const broker of world.brokers)
      assert.equal((await world.ask(page, "/v1/calls", broker)).status, 200);
  });

  it("an isolate that never reached the state refuses at once", async () => {
    const { watched, state } = watchedSwitches();
    watched.isDown = true;
    const [broker] = openOwnedBrokers({ state }).brokers;
    if (broker === undefined) return;
    assert.equal(await outcomeOf(await (await TestPage.open(broker)).askAsVisitor()), "upstream_unavailable");
  });
});

describe("POST /v1/admin/revoke", () => {
  async function ticketOf(world: OwnedBrokers, page: TestPage): Promise<string> {
    const [call] = world.upstream.calls;
    const path = `/v1/calls/${call?.callId}/recording`;
    const answer = await world.ask(page, path, undefined, { method: "POST" });
    assert.equal(answer.status, 200, await answer.clone().text());
    return ((await answer.json()) as RecordingTicket).url;
  }
  /** An upstream with one recorded call. */
  function recordedWorld(count = 1, hasBridge = false): OwnedBrokers {
    const world: OwnedBrokers = openOwnedBrokers({
      count,
      hasBridge,
      fetch: async (input, init) => {
        const { url } = new Request(input, init);
        if (new URL(url).pathname.endsWith("/recording"))
          return new Response("RIFF", { headers: { "Content-Type": "audio/wav", "Content-Length": "4" } });
        return world.upstream.fetch(input, init);
      },
    });
    world.upstream.calls.push(rawCall({ recordingEnabled: true }), rawCall());
    return world;
  }
  const play = (world: OwnedBrokers, url: string, broker = world.brokers[0]) =>
    broker?.request(url, { headers: { Origin: PAGE_ORIGIN } }) as Promise<Response>;

  it("ends tokens and tickets of a site in every isolate, and new ones work", async () => {
    const world = recordedWorld(4);
    const page = await world.member();
    const url = await ticketOf(world, page);
    for (const broker of world.brokers) assert.equal((await play(world, url, broker)).status, 200);
    await world.clock.advanceTo(1);
    const answer = await world.owner("POST", "revoke", { site: "acme" });
    assert.deepEqual(await answer.json(), {
      site: "acme",
      subject: null,
      revokedAt: new Date(world.now()).toISOString(),
    });
    await world.clock.advanceTo(10_001);
    for (const broker of world.brokers) {
      assert.equal(await outcomeOf(await world.ask(page, "/v1/calls", broker)), "token_revoked");
      assert.equal((await play(world, url, broker)).status, 404);
    }
    const next = await world.member();
    for (const broker of world.brokers)
      assert.equal((await world.ask(next, "/v1/calls", broker)).status, 200);
    assert.equal((await play(world, await ticketOf(world, next))).status, 200);
  });

  it("takes tickets of a site that is switched off, too", async () => {
    const world = recordedWorld();
    const url = await ticketOf(world, await world.member());
    await world.owner("PUT", "switches/acme", { disabled: true });
    const gone = await play(world, url);
    assert.equal(gone.status, 404);
    const missing = await play(world, url.slice(0, -8));
    const told = async (response: Response) => (await response.text()).replace(/"requestId":"[^"]+"/, "");
    assert.equal(await told(gone), await told(missing));
  });

  it("of a subject leaves the bridge's tickets alone; of a site, it does not", async () => {
    const world = recordedWorld(1, true);
    const [call] = world.upstream.calls;
    const subject = `bridge:${call?.callId}`;
    const keyring = createKeyring({ secrets: [KEYHOLE_SECRET], now: world.now });
    const sealer = createSealer({ keyring, issuer: PUBLIC_URL, now: world.now });
    const opens = {
      site: "acme",
      subject,
      origin: "",
      callId: call?.callId ?? "",
      agentId: call?.agentId ?? null,
      isPublic: false,
      isBridge: true,
    };
    const url = `${PUBLIC_URL}/v1/recordings/${await sealTicket(sealer, opens, world.now() + 600_000)}`;
    const playBridge = () => world.brokers[0]?.request(url);
    const [name] = await names("acme", subject);
    await world.owner("POST", "revoke", { site: "acme", subject: name });
    assert.equal((await playBridge())?.status, 200);
    await world.owner("POST", "revoke", { site: "acme" });
    assert.equal((await playBridge())?.status, 404);
  });

  it("ends cursors, and changes tags, so that a page gets a new one", async () => {
    const world = openOwnedBrokers();
    world.upstream.calls.push(rawCall(), rawCall());
    const page = await world.member("jane");
    const first = await world.ask(page, "/v1/calls?limit=1");
    const { next } = (await first.json()) as { next: string };
    assert.equal((await world.ask(page, `/v1/calls?limit=1&cursor=${next}`)).status, 200);
    const [subject = ""] = await names("acme", "member:jane");
    await world.clock.advanceTo(1_000);
    await world.owner("POST", "revoke", { site: "acme", subject });
    await world.clock.advanceTo(2_000);
    const again = await world.member("jane");
    const refused = await world.ask(again, `/v1/calls?limit=1&cursor=${next}`);
    assert.equal(await outcomeOf(refused), "invalid_request");
    const headers = { "If-None-Match": first.headers.get("ETag") ?? "" };
    assert.equal((await world.ask(again, "/v1/calls?limit=1", undefined, { headers })).status, 200);
  });

  it("of a subject leaves others alone; of nobody in particular, nobody", async () => {
    const world = openOwnedBrokers();
    const [page, other] = [await world.visitor(), await world.visitor()];
    await world.clock.advanceTo(1);
    await world.owner("POST", "revoke", { site: "acme", subject: await nameOfVisitor(page) });
    assert.equal(await outcomeOf(await world.ask(page, "/v1/calls")), "token_revoked");
    assert.equal((await world.ask(other, "/v1/calls")).status, 200);
    assert.equal((await world.owner("POST", "revoke", {})).status, 200);
    assert.equal(await outcomeOf(await world.ask(other, "/v1/calls")), "token_revoked");
    const items = await listOf(world);
    assert.ok(items.every(({ revokedAt }) => revokedAt !== null));
  });

  it("refuses what it does not know, and no body at all", async () => {
    const world = openOwnedBrokers();
    const page = await world.visitor();
    assert.equal(await outcomeOf(await world.owner("POST", "revoke")), "invalid_request");
    assert.equal((await world.ask(page, "/v1/calls")).status, 200);
    const subject = "a".repeat(43);
    for (const body of [
      { subject },
      { site: "nowhere" },
      { site: "acme", subject: "jane" },
      { site: "acme", everyone: true },
      { site: null },
    ]) {
      const answer = await world.owner("POST", "revoke", body);
      assert.equal(await outcomeOf(answer), "invalid_request", JSON.stringify(body));
    }
  });
});
