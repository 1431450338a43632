/** A visitor of the demo talks with the simulated agent, with the vendor's own client and a microphone that beeps. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it, type TestContext } from "node:test";
import { placesOf } from "../support/held-by-page.ts";
import { type Talker, TalkWorld } from "../support/talk-page.ts";

let world: TalkWorld;
const visits: Talker[] = [];
before(async () => {
  world = await TalkWorld.open();
  await waitForSilence();
});
after(() => world?.close());
afterEach(async () => {
  await world.setScenario("normal");
  await Promise.all(visits.splice(0).map((talker) => talker.close()));
});

async function visit(options: Parameters<TalkWorld["visit"]>[0] = {}): Promise<Talker> {
  const talker = await world.visit(options);
  visits.push(talker);
  return talker;
}

/** Waits until the call is over at the vendor's. */
async function overUpstream(talker: Talker, callId: string): Promise<string | null> {
  const { page } = talker;
  for (let tries = 0; tries < 200; tries += 1) {
    const { ended, endReason } = await world.upstreamCall(callId);
    if (ended !== null) return endReason;
    await page.waitForTimeout(50);
  }
  return assert.fail("the call goes on upstream");
}

const isAudible = ({ energy }: { energy: number }) => energy > 0.001;

describe("a visitor who presses twice", () => {
  it("makes one call with a double click", async () => {
    const talker = await visit();
    const before = await world.callCount();
    await talker.button("Start a call").dblclick();
    await talker.button("I agree, start").dblclick();
    await talker.hears("the agent is audible", isAudible);
    assert.equal((await world.callCount()) - before, 1);
    assert.equal((await talker.heard()).openTracks, 1);
    await talker.button("Hang up").click();
    await talker.reads("You hung up.");
  });
});

describe("a visitor who forbids the microphone", () => {
  it("makes no call, and talks once it is allowed; what leaves the page hangs up", async () => {
    const talker = await visit({ microphone: false });
    const before = await world.callCount();
    await talker.press();
    await talker.reads("The microphone is blocked");
    assert.equal(await world.callCount(), before);
    await talker.context.grantPermissions(["microphone"]);
    await talker.button("Try again").click();
    await talker.hears("the agent is audible", isAudible);
    const callId = await talker.callId();
    await talker.talk.evaluate((element) => element.remove());
    assert.equal((await talker.heard()).openTracks, 0);
    assert.equal(await overUpstream(talker, callId), "hangup");
    const { events } = await talker.heard();
    assert.deepEqual(talker.errors, []);
    assert.ok(
      events.some(({ type, fields }) => type === "keyhole-talk-fail" && fields.code === "microphone-denied"),
    );
  });
});

/** Faults of the vendor that are told at once, and what the viewer reads. */
const FAULTS = {
  "join-denied": "The call could not be joined",
  "room-denied": "The call could not be joined",
  "call-ends-at-once": "The agent hung up.",
  "call-drops": "The connection was lost",
  "join-slow": "Speaking",
  "agent-silent": "Ready",
};
/** Those after which the call goes on. */
const LIVE: readonly string[] = ["join-slow", "agent-silent"];

/** Faults that are only told after a while, and the number of sockets that then say nothing. */
const SILENT = {
  "join-silent": { reads: "The call did not connect in time", sockets: 1 },
  "room-silent": { reads: "The connection was lost", sockets: 2 },
};

/** Visitors whose calls never answer. The other tests run while they wait. */
const waiting = new Map<string, Talker>();

async function waitForSilence(): Promise<void> {
  for (const [scenario, { sockets }] of Object.entries(SILENT)) {
    const talker = await world.visit();
    waiting.set(scenario, talker);
    await world.setScenario(scenario);
    await talker.press();
    await talker.hears(scenario, () => talker.sockets.length === sockets);
  }
  await world.setScenario("normal");
}

/** What the viewer reads, and that no microphone stays on after a call that has failed. */
async function reads(scenario: string, talker: Talker, words: string): Promise<void> {
  await talker.reads(words);
  const { openTracks } = await talker.heard();
  assert.equal(openTracks, LIVE.includes(scenario) ? 1 : 0);
  assert.deepEqual(talker.errors, []);
}

describe("what the viewer reads", () => {
  for (const [scenario, words] of Object.entries(FAULTS)) {
    it(`says what happened where the vendor is ${scenario}`, async () => {
      await world.setScenario(scenario);
      const talker = await visit();
      await talker.press();
      await reads(scenario, talker, words);
    });
  }

  for (const [scenario, { reads: words }] of Object.entries(SILENT)) {
    it(`says what happened where the vendor is ${scenario}, after a while`, async () => {
      const talker = waiting.get(scenario) ?? assert.fail();
      await reads(scenario, talker, words);
      await talker.close();
    });
  }

  it("names the line that a page's policy lacks", async () => {
    const { brokerUrl, simulatorUrl } = world.demo;
    const policy = `default-src 'none'; script-src ${brokerUrl}; connect-src ${brokerUrl}; media-src ${brokerUrl}`;
    const talker = await visit({ policy });
    await talker.press();
    await talker.reads("This page blocks the call");
    await talker.reads(`connect-src ${simulatorUrl.replace("http", "ws")} ${simulatorUrl}`);
    assert.equal((await talker.heard()).openTracks, 0);
    const { joined } = await world.upstreamCall(await talker.callId());
    assert.equal(joined, null);
  });
});

describe("a page that loads the elements as one file", () => {
  it("runs the vendor's client only with the bytes of its release", async () => {
    const { brokerUrl } = world.demo;
    const { version } = (await (await fetch(`${brokerUrl}/v1/health`)).json()) as { version: string };
    const talker = await visit({
      rewrite: (html) => html.replace("/keyhole.js", `/keyhole/${version}/keyhole.bundle.js`),
    });
    const client = "**/ultravox.js*";
    await talker.page.route(client, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `globalThis.isForeign = true;${await response.text()}` });
    });
    await talker.press();
    await talker.button("Try again").waitFor();
    assert.equal(await talker.page.evaluate(() => "isForeign" in globalThis), false);
    await talker.page.unroute(client);
    await talker.button("Try again").click();
    await talker.hears("the agent is audible", isAudible);
    await talker.button("Hang up").click();
    await talker.reads("You hung up.");
    assert.deepEqual(talker.errors, []);
  });
});

// Last: it sets the clock forward, and calls that wait are over then.
describe("a visitor who presses the button", () => {
  it("hears the agent, reads along, hangs up, and finds the call in the list with its recording", async (t: TestContext) => {
    const talker = await visit();
    const { talk, page } = talker;
    await talker.button("Start a call").waitFor();
    await page.locator("keyhole-calls").getByText("No calls yet").waitFor();
    const bytesBefore = talker.bytes;
    await talker.button("Start a call").click();
    await talker.reads("An assistant answers, not a person.");
    const pressedMs = performance.now();
    await talker.button("I agree, start").click();
    await talker.hears("the agent is audible", isAudible);
    t.diagnostic(`${Math.round(performance.now() - pressedMs)} ms from the press to the first sound`);
    t.diagnostic(
      `${bytesBefore} bytes of the elements before the press, ${talker.bytes - bytesBefore} after`,
    );

    const turns = talk.locator("[part~='turn']");
    await talk.locator("[part~='turn'][part~='agent']").first().waitFor();
    await talk.locator("[part~='turn'][part~='user']").first().waitFor();
    await turns.nth(2).waitFor();
    const callId = await talker.callId();
    const { joinUrl } = await world.upstreamCall(callId);
    assert.equal((await talker.heard()).openTracks, 1);

    await talker.button("Hang up").click();
    await talker.reads("You hung up.");
    assert.equal(await overUpstream(talker, callId), "hangup");
    assert.equal((await talker.heard()).openTracks, 0);
    // What was said stays.
    assert.ok((await turns.count()) >= 3);

    const list = page.locator("keyhole-calls");
    await list.getByRole("row").first().waitFor();
    // A recording is ready half a minute after the end.
    world.skip(40_000);
    await talker.button("Show this call").click();
    await list.locator("[part~='turn']").first().waitFor();
    await list.getByRole("button", { name: "Play", exact: true }).click();
    await list.getByRole("button", { name: "Pause", exact: true }).waitFor();

    const secret =
      new URL(joinUrl ?? "").searchParams.get("token") ?? assert.fail("the join URL has no token");
    assert.ok(talker.sockets.some((url) => url.includes(secret)));
    const places = await placesOf(page);
    const { events, violations } = await talker.heard();
    assert.deepEqual(violations, []);
    const told = { ...places, console: talker.written, events };
    for (const [place, content] of Object.entries(told))
      assert.ok(!JSON.stringify(content).includes(secret), `the join URL is in ${place}`);
    assert.deepEqual(
      [...new Set(events.map(({ type }) => type))].toSorted(),
      ["end", "join", "start", "state", "turn"].map((name) => `keyhole-talk-${name}`),
    );
    assert.deepEqual(talker.errors, []);
  });
});
