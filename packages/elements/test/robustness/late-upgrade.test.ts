import type { Session, SessionOptions } from "../../src/session/index.ts";
import { assert, equal } from "../assert.ts";
import { recordedSession } from "../call-page.ts";
import { calls } from "../calls.ts";
import { FakeSession } from "../fake-session.ts";
import { afterEach, describe, it } from "../mocha.ts";
import { find, findAll, frame, TestCall, TestCalls, unmountAll, until } from "../mount.ts";
import { type PageErrors, watchPageErrors } from "./page-errors.ts";

let names = 0;
let errors: PageErrors | undefined;

/** A tag that stands on the page before its element is defined, with properties as a page sets them. */
function early(properties: object, attributes: Record<string, string> = {}): Element {
  errors = watchPageErrors();
  const tag = document.createElement(`early-element-${++names}`);
  tag.className = "mounted";
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  Object.assign(tag, properties);
  document.body.append(tag);
  return tag;
}

/** Defines the list under the tag's name, with a session of the test's making. */
function defineList(name: string, given: Session): void {
  class EarlyCalls extends TestCalls {
    protected override readonly openSession = (options: SessionOptions) => {
      this.opened.push(options);
      return given;
    };
  }
  customElements.define(name, EarlyCalls);
}

/** No property of the page's stands in front of the element's own: it would never be told of the next change. */
function assertNotShadowed(element: Element, ...properties: string[]): void {
  for (const name of properties) assert(!Object.hasOwn(element, name), `${name} shadows the element's own`);
}

describe("element upgraded after parsing", () => {
  afterEach(async () => {
    unmountAll();
    await errors?.end();
  });

  it("keeps properties that were set on the list", async () => {
    const getAssertion = async () => null;
    const element = early(
      { site: "acme", getAssertion, renderRowEnd: () => "end" },
      { site: "other" },
    ) as TestCalls;
    defineList(element.localName, new FakeSession(calls(2)));
    await until(() => findAll(element, ".end")[0]?.textContent, "rows and their ends are there");
    const [options] = element.opened;
    equal([element.opened.length, options?.site, find(element, ".end").textContent], [1, "acme", "end"]);
    assert(options?.assertion?.kind === "function" && options.assertion.get === getAssertion, "the function");
    assertNotShadowed(element, "site", "getAssertion", "renderRowEnd");
    element.renderRowEnd = () => "other end";
    await until(() => find(element, ".end").textContent === "other end", "the change is shown");
  });

  it("keeps properties that were set on a call", async () => {
    const session = recordedSession();
    class EarlyCall extends TestCall {
      protected override readonly openSession = () => session;
    }
    const element = early({ callId: "call-0", site: "acme" }) as TestCall;
    customElements.define(element.localName, EarlyCall);
    await until(() => findAll(element, ".turn").length > 0, "turns are there");
    assertNotShadowed(element, "callId", "site");
    element.callId = "call-9";
    await until(() => findAll(element, ".notice").length === 1, "the change is shown");
  });

  it("reads attributes that were set before and after", async () => {
    const element = early({}) as TestCalls;
    defineList(element.localName, new FakeSession(calls(1)));
    await until(() => findAll(element, ".notice").length === 1, "it says that no site is set");
    element.setAttribute("site", "acme");
    await until(() => findAll(element, ".call").length === 1, "rows are there");
  });

  it("upgrades outside a document, and shows calls once it is inside", async () => {
    const element = document.createElement(`early-element-${++names}`) as TestCalls;
    errors = watchPageErrors();
    Object.assign(element, { site: "acme" });
    defineList(element.localName, new FakeSession(calls(1)));
    customElements.upgrade(element);
    await frame();
    equal(element.opened.length, 0);
    element.className = "mounted";
    document.body.append(element);
    await until(() => findAll(element, ".call").length === 1, "rows are there");
  });

  it("can be cloned and imported", async () => {
    errors = watchPageErrors();
    const template = document.createElement("template");
    const name = `early-element-${++names}`;
    template.content.append(Object.assign(document.createElement(name), { className: "mounted" }));
    defineList(name, new FakeSession(calls(2)));
    const element = document.importNode(template.content, true).firstElementChild as TestCalls;
    element.setAttribute("site", "acme");
    document.body.append(element);
    await until(() => findAll(element, ".call").length === 2, "rows are there");
    const copy = element.cloneNode(true) as TestCalls;
    document.body.append(copy);
    await until(() => findAll(copy, ".call").length === 2, "rows of the copy are there");
  });
});
