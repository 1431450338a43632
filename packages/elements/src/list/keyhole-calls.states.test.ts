import { assert, equal } from "../../test/assert.ts";
import { calls } from "../../test/calls.ts";
import { FakeSession, problem } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  focused,
  frame,
  mount,
  shown,
  unmountAll,
  until,
} from "../../test/mount.ts";

const failing = (failure: Parameters<typeof problem>[0] | object) => {
  const session = new FakeSession(calls(3));
  session.reply = (_path, asked) =>
    asked > 1 ? undefined : { failure: typeof failure === "string" ? problem(failure) : (failure as never) };
  return session;
};

describe("<keyhole-calls> states", () => {
  afterEach(unmountAll);

  it("shows a skeleton while loading, and is busy", async () => {
    const session = new FakeSession();
    session.reply = () => new Promise(() => {});
    const element = mount(session);
    await element.updateComplete;
    equal(find(element, ".body").getAttribute("aria-busy"), "true");
    equal(find(element, ".skeleton p").textContent, "Loading calls");
    assert(findAll(element, ".skeleton .row").length > 3);
  });

  it("shows the empty notice without calls", async () => {
    const element = mount(new FakeSession());
    await until(() => shown(element).includes("No calls yet"), "it is said");
    equal(find(element, ".body").getAttribute("aria-busy"), "false");
  });

  it("tells a visitor without calls that a key in this browser is who they are, and no member", async () => {
    const words = async (attributes: Record<string, string>) => {
      const element = mount(new FakeSession(), { attributes });
      await until(() => shown(element).includes("No calls yet"), "it is said");
      return find(element, ".notice p").textContent;
    };
    const visitor = await words({ site: "acme" });
    assert(visitor.includes("a key in this browser") && visitor.includes("another browser"), visitor);
    equal(await words({ site: "acme", "assertion-src": "/who" }), "New calls appear here.");
  });

  it("offers to load more when the newest pages are empty", async () => {
    const session = new FakeSession();
    session.reply = (_path, asked) => ({
      body: { items: asked > 5 ? calls(2) : [], next: asked > 5 ? null : `${asked}` },
    });
    const element = mount(session);
    await until(() => shown(element).includes("No calls found so far"), "it is said");
    equal(session.asked.length, 5);
    find(element, ".button").click();
    await until(() => findAll(element, ".call").length === 2, "rows are there");
  });

  const failures: [string, object | Parameters<typeof problem>[0], string, boolean][] = [
    ["an upstream that does not answer", "upstream_unavailable", "The calls are unavailable", true],
    ["a host that says that nobody is signed in", { kind: "not-signed-in" }, "You are not signed in", true],
    ["no secure context", { kind: "insecure-context" }, "This page is not secure", false],
    ["an unknown site", "site_unknown", "The broker has no site “acme”", false],
    ["a Worker without settings", "not_configured", "Not set up yet", true],
    ["too many requests", "rate_limited", "Too many requests", true],
    ["what stops a request", { kind: "network" }, "The request was stopped on its way", true],
    ["a file that was not loaded", { kind: "part" }, "Part of this element was not loaded", true],
    ["a wrong clock", { kind: "clock" }, "The clock of this device is wrong", true],
    [
      "an assertion source that failed",
      { kind: "assertion", reason: "status", status: 500 },
      "status 500",
      true,
    ],
  ];
  for (const [what, failure, words, retry] of failures) {
    it(`names ${what}${retry ? ", and retries" : ""}`, async () => {
      const element = mount(failing(failure));
      await until(() => shown(element).includes(words), `it shows “${words}”`);
      const buttons = findAll(element, ".button");
      equal(buttons.length, retry ? 1 : 0, "buttons");
      if (!retry) return;
      buttons[0]?.click();
      await until(() => findAll(element, ".call").length === 3, "rows are there");
    });
  }

  it("names the refused origin, the setting and the request id", async () => {
    const element = mount(failing("origin_not_allowed"));
    await until(() => shown(element).includes("This page may not show calls"), "it is said");
    for (const words of [location.origin, "“origins”", "“acme”", "req-1"])
      assert(shown(element).includes(words), words);
  });

  it("asks for nothing without a site", async () => {
    const element = mount(new FakeSession(), { attributes: {} });
    await until(() => shown(element).includes("No site set"), "it is said");
    equal(element.opened, []);
    element.setAttribute("site", "acme");
    await until(() => shown(element).includes("No calls yet"), "it goes on");
  });

  it("rejects a non-http broker URL", async () => {
    const element = mount(new FakeSession(), { attributes: { site: "acme", broker: "javascript:alert(1)" } });
    await until(() => shown(element).includes("Invalid broker address"), "it is said");
    equal(element.opened, []);
  });

  it("refuses a key in an attribute without showing it, also one set later", async () => {
    const errors: string[] = [];
    const session = new FakeSession(calls(2));
    const element = mount(session);
    element.addEventListener("keyhole-error", ({ kind }) => errors.push(kind));
    await until(() => findAll(element, ".call").length === 2, "rows are there");
    element.setAttribute("api-key", "Zk3vQ9xT.0123456789abcdefghijABCDEFGHIJ01");
    await until(() => shown(element).includes("API keys do not belong in a page"), "it is said");
    assert(!shown(element).includes("Zk3vQ9xT") && shown(element).includes("“api-key”"));
    equal([findAll(element, ".call").length, session.listeners], [0, 0]);
    equal(errors, ["key-in-attribute"]);
    element.removeAttribute("api-key");
    await until(() => findAll(element, ".call").length === 2, "rows are back");
  });

  it("shows the signed-out notice, and signs in again", async () => {
    const element = mount(new FakeSession(calls(2)));
    await until(() => findAll(element, ".call").length === 2, "rows are there");
    await element.signOut();
    await until(() => shown(element).includes("You are signed out"), "it is said");
    equal(findAll(element, ".call").length, 0);
    find(element, ".button").click();
    await until(() => findAll(element, ".call").length === 2, "rows are back");
  });

  for (const failure of [
    { kind: "answer" },
    { kind: "clock" },
    { kind: "not-signed-in" },
    { kind: "insecure-context" },
    { kind: "assertion", reason: "content" },
    { kind: "part" },
  ]) {
    it(`says in words that a part is missing when the error texts for ${failure.kind} fail to load`, async () => {
      const element = mount(failing(failure), { properties: { laterFails: true } });
      await until(() => shown(element).includes("script-src"), "it is said");
      const words = find(element, ".notice").textContent;
      assert(words.includes("content blocker") && !words.includes(`${failure.kind}.`), words);
      assert(![...findAll(element, ".notice p")].some((line) => line.textContent === failure.kind));
    });
  }

  it("shows the broker's detail when the error texts fail to load", async () => {
    const element = mount(failing("site_disabled"), { properties: { laterFails: true } });
    await until(() => shown(element).includes("Detail of site_disabled."), "it is said");
  });

  it("keeps the rows and offers a retry when a refresh fails", async () => {
    const session = new FakeSession(calls(3));
    session.reply = (_path, asked) => (asked === 2 ? { failure: { kind: "network" } } : undefined);
    const element = mount(session);
    await until(() => findAll(element, ".call").length === 3, "rows are there");
    await element.refresh();
    await until(() => findAll(element, ".strip").length === 1, "it is said");
    equal(findAll(element, ".call").length, 3);
    find(element, ".strip .button").click();
    await until(() => findAll(element, ".strip").length === 0, "it is over");
  });

  it("shows the content of its slots", async () => {
    const own = (slot: string) =>
      Object.assign(document.createElement("p"), { slot, textContent: `own ${slot}` });
    const children = ["header", "toolbar", "empty", "error"].map(own);
    const element = mount(new FakeSession(), { children });
    await until(() => findAll(element, "slot[name=empty]").length === 1, "the list is empty");
    assert(find(element, ".notice").checkVisibility() === false);
    equal(
      children.map((child) => child.checkVisibility()),
      [true, true, true, false],
    );
  });

  it("announces counts and failures once in a polite live region", async () => {
    const session = failing({ kind: "network" });
    const element = mount(session);
    await until(
      () => announced(element).includes("The request was stopped on its way."),
      "the failure is announced",
    );
    await element.refresh();
    await until(() => announced(element) === "3 calls, all loaded", "the count is announced");
    equal(find(element, "[role=status]").getAttribute("aria-live") ?? "polite", "polite");
  });

  it("moves focus to the first new row after “Load more” and “Try again” without further scrolling", async () => {
    const session = new FakeSession(calls(60));
    session.reply = (_path, asked) => (asked === 2 ? { failure: { kind: "network" } } : undefined);
    const element = mount(session);
    await until(() => findAll(element, ".call").length > 5, "rows are there");
    await until(() => findAll(element, ".pill-place").length > 0, "the whole list is there");
    await frame();
    find(element, ".list").scrollTop = 1e9;
    await until(() => findAll(element, ".strip").length === 1, "the second page fails");
    find(element, ".strip .button").click();
    await until(() => focused(element)?.matches(".call"), "focus is on a row");
    equal(focused(element)?.closest(".row")?.getAttribute("aria-rowindex"), "51");
    session.reply = (_path, asked) => (asked === 4 ? { failure: { kind: "network" } } : undefined);
    await element.refresh();
    await until(() => findAll(element, ".strip").length === 1, "the refresh fails");
    const { scrollTop } = find(element, ".list");
    find(element, ".strip .button").click();
    await until(() => findAll(element, ".strip").length === 0, "the refresh is done");
    await until(() => focused(element)?.matches(".call"), "focus is on a row");
    assert(Math.abs(find(element, ".list").scrollTop - scrollTop) < 80, "the list stays where it was");
  });

  it("keeps focus when the pressed button disappears", async () => {
    const element = mount(failing({ kind: "network" }));
    await until(() => findAll(element, ".button").length === 1, "there is a button");
    find(element, ".button").focus();
    find(element, ".button").click();
    await until(() => focused(element)?.classList.contains("call"), "focus is on a row");
  });
});
