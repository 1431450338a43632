import { assert, equal, rejects } from "../../test/assert.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mount, mounted, TestCalls, unmountAll, until } from "../../test/mount.ts";
import { defineElements } from "../define.ts";
import { KeyholeCalls } from "./keyhole-calls.ts";

describe("<keyhole-calls> lifecycle", () => {
  afterEach(unmountAll);

  it("passes its settings on to the session", async () => {
    const getAssertion = async () => null;
    const broker = " https://broker.example/voice/ ";
    const visitor = await mounted(new FakeSession(calls(1)), { attributes: { site: " acme ", broker } });
    equal(visitor.opened[0], { site: "acme", broker: "https://broker.example/voice", assertion: null });
    const url = await mounted(new FakeSession(calls(1)), {
      attributes: { site: "acme", "assertion-src": "/who" },
    });
    equal(url.opened[0], { site: "acme", broker: location.origin, assertion: { kind: "url", url: "/who" } });
    const member = await mounted(new FakeSession(calls(1)), { properties: { getAssertion } });
    const source = member.opened[0]?.assertion;
    assert(source?.kind === "function" && source.get === getAssertion, "the function itself is passed on");
  });

  it("accepts properties of any type", async () => {
    const odd = { site: 7, broker: {}, assertionSrc: 3 } as never;
    const element = mount(new FakeSession(calls(1)), { attributes: {}, properties: odd });
    await until(() => findAll(element, ".notice, .call").length === 1, "it shows something");
  });

  it("refuses a `getAssertion` that is no function", async () => {
    const element = mount(new FakeSession(), { properties: { getAssertion: "eyJ" as never } });
    await until(() => element.opened.length > 0, "it opens");
    const source = element.opened[0]?.assertion;
    assert(source?.kind === "function", "a source that fails");
    await rejects(source.get({ jkt: "x" }), /getAssertion/);
  });

  it("aborts and unsubscribes on removal", async () => {
    const session = new FakeSession();
    session.reply = () => new Promise<Reply>(() => {});
    const element = mount(session);
    await element.updateComplete;
    equal(session.listeners, 1);
    element.remove();
    equal([session.asked[0]?.signal?.aborted, session.listeners], [true, 0]);
  });

  it("continues when it is moved while loading", async () => {
    const session = new FakeSession(calls(3));
    session.reply = (_path, asked) => (asked === 1 ? new Promise<Reply>(() => {}) : undefined);
    const element = mount(session);
    await element.updateComplete;
    const elsewhere = document.body.appendChild(document.createElement("div"));
    elsewhere.className = "mounted";
    elsewhere.append(element);
    await until(() => findAll(element, ".call").length === 3, "rows are there");
    equal(session.listeners, 1);
  });

  it("keeps its rows when it is moved, and loads more", async () => {
    const session = new FakeSession(calls(120));
    const element = await mounted(session);
    element.parentElement?.append(element);
    await frame();
    equal([session.asked.length, findAll(element, ".call").length > 5], [1, true]);
    find(element, ".list").scrollTop = 1e9;
    await until(() => session.asked.length === 2, "the next page is asked for");
  });

  it("asks for nothing when it is removed before its first update", async () => {
    const session = new FakeSession(calls(3));
    const element = mount(session);
    element.remove();
    await element.updateComplete;
    equal([element.opened.length, session.asked.length], [0, 0]);
    document.body.append(element);
    await until(() => findAll(element, ".call").length === 3, "rows are there");
    element.remove();
  });

  it("drops the rows when the site changes", async () => {
    const element = await mounted(new FakeSession(calls(3)));
    const other = new FakeSession([call(7)]);
    element.given = other;
    element.site = "other";
    await until(() => findAll(element, ".call").length === 1, "rows of the other site");
    equal([find(element, ".title").textContent, element.opened.at(-1)?.site], ["Call number 7", "other"]);
  });

  it("ignores unknown attributes", async () => {
    const session = new FakeSession(calls(3));
    const element = await mounted(session);
    element.className = "other";
    element.setAttribute("data-x", "1");
    await frame();
    equal(session.asked.length, 1);
  });

  it("dispatches composed events for pages and failures, without secrets", async () => {
    const host = document.body.appendChild(document.createElement("div"));
    host.className = "mounted";
    const session = new FakeSession(calls(60));
    session.reply = (_path, asked) =>
      asked === 3 ? { failure: problem("upstream_unavailable") } : undefined;
    const element = Object.assign(new TestCalls(), { given: session, site: "acme" });
    const told: unknown[] = [];
    host.addEventListener("keyhole-calls-load", ({ count, complete }) => told.push([count, complete]));
    host.addEventListener("keyhole-error", ({ kind, code, requestId }) => told.push([kind, code, requestId]));
    host.attachShadow({ mode: "open" }).append(element);
    await until(() => told.length === 1, "the first page is there");
    // Its rows may not be drawn yet.
    const scroll = () => Object.assign(find(element, ".list"), { scrollTop: 1e9 });
    await until(() => scroll() && told.length === 2, "the second page is there");
    await element.refresh();
    equal(told, [
      [50, false],
      [60, true],
      ["problem", "upstream_unavailable", "req-1"],
    ]);
  });

  it("signs out, signs in and returns the thumbprint at any time", async () => {
    const session = new FakeSession(calls(1));
    const element = mount(session);
    equal(await element.thumbprint(), "thumbprint");
    await element.signOut();
    equal(session.state.status, "signed-out");
    await element.signIn();
    equal(session.signIns, 1);
    await rejects(mount(session, { attributes: {} }).thumbprint(), /site/);
  });

  it("is defined once", async () => {
    defineElements();
    defineElements();
    equal(customElements.get("keyhole-calls") === KeyholeCalls, true);
    const registry = { get: () => TestCalls, define: () => assert(false, "defined a second time") };
    defineElements(registry as unknown as CustomElementRegistry);
  });

  it("upgrades a tag with the properties that were set before", async () => {
    const early = document.createElement("early-calls");
    const session = new FakeSession(calls(2));
    Object.assign(early, { site: "acme", renderRowEnd: () => "end" });
    early.className = "mounted";
    document.body.append(early);
    class EarlyCalls extends TestCalls {
      protected override readonly openSession = () => session;
    }
    customElements.define("early-calls", EarlyCalls);
    await until(() => findAll(early as TestCalls, ".call").length === 2, "rows are there");
    await until(() => find(early as TestCalls, ".end").textContent === "end", "the row ends are there");
  });
});
