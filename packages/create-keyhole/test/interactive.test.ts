import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { configText } from "../src/folder/config-text.ts";
import { askUltravoxKey } from "../src/setup/ask-secret.ts";
import { askSite } from "../src/setup/ask-site.ts";
import { readSetupOptions } from "../src/setup/options.ts";
import type { SetupContext } from "../src/setup/setup-context.ts";
import { SetupError } from "../src/terminal/setup-error.ts";
import { type Recording, recordSetUp } from "./session/record-set-up.ts";
import { KEYS, TerminalSession } from "./session/terminal-session.ts";

const RECORDING = new URL("../recording/set-up.txt", import.meta.url);
const { enter, down, space, interrupt } = KEYS;

describe("the guided set-up in front of a person", () => {
  let recording: Recording;
  before(async () => {
    recording = await recordSetUp();
  });

  it("shows what the recording in the documentation shows", () => {
    assert.equal(
      recording.text,
      readFileSync(RECORDING, "utf8"),
      "The session has changed: pnpm run record writes it anew.",
    );
  });

  it("writes the answers into the config", () => {
    const { "keyhole.config.ts": config = "" } = recording.files;
    for (const line of [
      'publicUrls: ["https://voice.shop-account.workers.dev"],',
      'origins: ["https://shop.test"],',
      'verify: jwt({ secret: env.SHOP_ASSERTION_SECRET, issuer: "https://shop.test" }),',
      'scopes: ["calls:read", "transcripts:read"],',
      "rows: { metadata: { tenant: claims.tenant } },",
    ])
      assert.ok(config.includes(line), config);
  });

  it("shows no secret, neither typed nor made, and writes none into a file", () => {
    const shown = JSON.stringify([recording.written, recording.files]);
    assert.equal(recording.secrets.length, 4);
    for (const secret of recording.secrets) assert.ok(!shown.includes(secret));
  });
});

/** A set-up in front of a person that has got to one of its questions. */
function contextFor(session: TerminalSession, answer: () => Response): SetupContext {
  return {
    terminal: session.terminal,
    cwd: "/nowhere",
    folder: "/nowhere/voice",
    env: {},
    run: () => assert.fail("nothing is to be run"),
    fetch: async () => answer(),
    sleep: async () => {},
    now: Date.now,
    edge: "",
    versions: { keyhole: "0.1.0", wrangler: "4.0.0" },
    options: readSetupOptions(["--origin", "https://shop.test", "--scopes", "calls:read"], "voice"),
    secrets: new Map(),
  };
}

const unasked = () => assert.fail("nobody is to be asked");

describe("a question", () => {
  const AGENTS = [{ id: "a1d5c0de-0001-4000-8000-000000000001", name: "reception" }];

  /** The config that answers lead to. */
  async function configAfter(answer: (session: TerminalSession) => Promise<void>): Promise<string> {
    const session = new TerminalSession();
    const asked = askSite(contextFor(session, unasked), { plan: null, agents: AGENTS });
    await session.when("◆  Which agents' calls?", space, enter);
    await answer(session);
    await session.when("◆  Does Cekura", enter);
    return configText({ site: await asked, publicUrl: null });
  }

  it("offers a sign-in with Cloudflare Access, which needs no server", async () => {
    const config = await configAfter(async (session) => {
      await session.when("◆  How does the site know its viewers?", down, down, enter);
      await session.when("◆  Which team", "shop", enter);
      await session.when("◆  Which audience tag", "f".repeat(64), enter);
      await session.when("◆  Which calls may", down, enter);
    });
    assert.ok(
      config.includes(`signIn({ cloudflareAccess: { team: "shop", audience: "${"f".repeat(64)}" } })`),
    );
    assert.match(config, /agents: "all"/);
    assert.match(config, /rows: "all"/);
  });

  it("offers a sign-in with OpenID Connect, and names the secret that it needs", async () => {
    const config = await configAfter(async (session) => {
      await session.when("◆  How does the site know its viewers?", down, down, down, enter);
      await session.when("◆  Which issuer", "https://login.shop.test", enter);
      await session.when("◆  Which client id", "keyhole", enter);
      await session.when("◆  Which calls may", down, enter);
    });
    assert.match(config, /issuer: "https:\/\/login\.shop\.test",\s+clientId: "keyhole",/);
    assert.match(config, /clientSecret: env\.SHOP_SIGN_IN_SECRET/);
  });

  it("says why a key has the wrong form, and asks again where the vendor refuses one, without showing it", async () => {
    const session = new TerminalSession();
    const context = contextFor(session, () => Response.json({}, { status: 401 }));
    const asked = askUltravoxKey(context, {});
    const stopped = assert.rejects(asked, SetupError);
    await session.when("◆  ULTRAVOX_API_KEY?", "wrong", enter);
    const rest = `${"a".repeat(3)}.${"b".repeat(32)}`;
    await session.when("41 characters", rest, enter);
    await session.when("Ultravox refuses this key");
    await session.when("◆  ULTRAVOX_API_KEY?", interrupt);
    await stopped;
    assert.ok(!session.written.includes(rest) && !session.written.includes("wrong"));
    assert.equal(context.secrets.size, 0);
  });

  it("ends the set-up with Ctrl-C, and says how to go on", async () => {
    const session = new TerminalSession();
    const context = { ...contextFor(session, unasked), options: readSetupOptions([], "voice") };
    const stopped = assert.rejects(
      askSite(context, { plan: null, agents: AGENTS }),
      /Run the same command again to go on/,
    );
    await session.when("◆  Which page", interrupt);
    await stopped;
  });
});
