import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { indexedDbKeyStore } from "./key-ring.ts";

type Open = typeof import("./index.ts").openSession;

/** A document of the same origin with a copy of the session layer, registry and IndexedDB connection of its own. */
async function tab(name: string): Promise<{ open: Open; close: () => void }> {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const { contentDocument: inner } = frame;
  assert(inner);
  const script = Object.assign(inner.createElement("script"), { type: "module" });
  script.textContent = `
    const { openSession } = await import("${location.origin}/copies/${name}/session.js");
    parent.dispatchEvent(new CustomEvent("${name}", { detail: openSession }));`;
  const opened = new Promise<CustomEvent>((resolve) =>
    addEventListener(name, (event) => resolve(event as CustomEvent), { once: true }),
  );
  inner.body.append(script);
  return { open: (await opened).detail, close: () => frame.remove() };
}

describe("Session in two tabs", () => {
  it("shares one key pair, with a token for each tab", async () => {
    const [left, right] = await Promise.all([tab("left"), tab("right")]);
    const page = new PageStandIn();
    const options = { ...page.options(), site: `tabs-${crypto.randomUUID()}` };
    const deps = { fetch: page.deps.fetch, now: page.deps.now };
    const sessions = [left.open(options, deps), right.open(options, deps)] as const;
    assert(sessions[0] !== sessions[1]);
    const [first, second] = await Promise.all(sessions.map((session) => session.thumbprint()));
    equal(first, second);
    equal(await Promise.all(sessions.map(listed)), [[`own rows of ${first}`], [`own rows of ${first}`]]);
    equal(page.broker.mints.length, 2, "mints");
    left.close();
    right.close();
  });

  it("shares one key pair in any order of opening", async () => {
    for (let round = 0; round < 10; round++) {
      const page = new PageStandIn({ keyStore: indexedDbKeyStore() });
      page.site = `tabs-${crypto.randomUUID()}`;
      const tabs = [page.tab(), page.tab(null, { keyStore: indexedDbKeyStore() }), page.tab()];
      const prints = await Promise.all(tabs.map((session) => session.thumbprint()));
      equal(new Set(prints).size, 1, "key pairs");
    }
  });

  it("shares a member's key that the assertion is bound to", async () => {
    const page = new PageStandIn();
    const jwt = page.host.vouch() ?? "";
    const get = async () => jwt;
    const tabs = [page.tab({ kind: "function", get }), page.tab({ kind: "function", get })];
    equal(await Promise.all(tabs.map(listed)), [["rows of anna"], ["rows of anna"]]);
  });

  it("settles on one key when each tab saw another member first", async () => {
    const page = new PageStandIn();
    const url = { kind: "url", url: "/assertion" } as const;
    const before = page.tab(url);
    equal(await listed(before), ["rows of anna"]);
    page.host.member = "bert";
    const tabs = [page.tab(url), page.tab(url)];
    equal(await Promise.all(tabs.map(listed)), [["rows of bert"], ["rows of bert"]]);
    const prints = await Promise.all(tabs.map((session) => session.thumbprint()));
    equal(prints[0], prints[1]);
    assert(prints[0] !== (await before.thumbprint()));
  });
});
