import type { LazyModule } from "../src/base/lazy-module.ts";
import { KeyholeCall } from "../src/call/keyhole-call.ts";
import type { SiteElement } from "../src/core/site-element.ts";
import { KeyholeCalls } from "../src/list/keyhole-calls.ts";
import { KeyholeOverview } from "../src/overview/keyhole-overview.ts";
import type { Session, SessionOptions } from "../src/session/index.ts";
import { KeyholeTalk } from "../src/talk/keyhole-talk.ts";
import type { OpenStore } from "../src/talk/panel/talk-host.ts";
import { assert } from "./assert.ts";
import { FakeSession } from "./fake-session.ts";
import { FakeTalk } from "./fake-talk.ts";
import { frame, until } from "./wait.ts";

export { frame, until };

/** The list with a session of the test's making. */
export class TestCalls extends KeyholeCalls {
  given: Session = new FakeSession();
  readonly opened: SessionOptions[] = [];
  /** Keeps what a list does beyond its rows from loading, or from running. */
  listFails: boolean | "script" = false;
  /** Keeps error texts and calls from loading. */
  laterFails = false;

  constructor() {
    super();
    failing(this.errorTexts, () => this.laterFails);
    failing(this.callModule, () => this.laterFails);
    failing(this.listModule, () => this.listFails);
  }

  protected override readonly openSession = (options: SessionOptions): Session => {
    this.opened.push(options);
    return this.given;
  };
}
customElements.define("test-calls", TestCalls);

/** The element for one call, the same way. */
export class TestCall extends KeyholeCall {
  given: Session = new FakeSession();
  laterFails = false;

  constructor() {
    super();
    failing(this.errorTexts, () => this.laterFails);
    failing(this.callModule, () => this.laterFails);
  }

  protected override readonly openSession = (): Session => this.given;
}
customElements.define("test-call", TestCall);

/** The overview, the same way. */
export class TestOverview extends KeyholeOverview {
  given: Session = new FakeSession();
  laterFails = false;

  constructor() {
    super();
    failing(this.errorTexts, () => this.laterFails);
    failing(this.module, () => this.laterFails);
  }

  protected override readonly openSession = (): Session => this.given;
}
customElements.define("test-overview", TestOverview);

/** The button that starts a call, the same way; its store is of the test's making as well. */
export class TestTalk extends KeyholeTalk {
  given: Session = new FakeSession();
  store: FakeTalk = new FakeTalk();
  laterFails = false;

  constructor() {
    super();
    failing(this.errorTexts, () => this.laterFails);
    failing(this.module, () => this.laterFails);
  }

  protected override readonly openSession = (): Session => this.given;
  protected override readonly openStore: OpenStore = () => this.store;
}
customElements.define("test-talk", TestTalk);

/** A lazy module whose file is out of reach, or does not run, while `fails` says so. */
function failing<Module>(module: LazyModule<Module>, fails: () => boolean | "script"): void {
  const { source } = module;
  module.source = async () => {
    const failure = fails();
    if (failure === "script") throw new SyntaxError("Unexpected token");
    if (failure) throw new TypeError("Failed to fetch dynamically imported module: https://broker.example");
    return source();
  };
}

/** Any element of ours. */
type Mounted = SiteElement;

/** What has the content of an element. */
export interface Rendered extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

export interface MountOptions {
  attributes?: Record<string, string>;
  /** Set before the element is connected. */
  properties?: Partial<TestCalls>;
  /** Markup of the element's children. */
  children?: Node[];
  widthPx?: number;
  scheme?: "light" | "dark";
}

/** Puts an element on the page, in a box of its own. */
export function mount(session: Session, options: MountOptions = {}): TestCalls {
  const {
    attributes = { site: "acme" },
    properties = {},
    children = [],
    widthPx = 900,
    scheme = "light",
  } = options;
  const element = new TestCalls();
  element.append(...children);
  return put(element, session, { attributes, properties, widthPx, scheme });
}

export interface MountCallOptions extends Omit<MountOptions, "properties" | "children"> {
  properties?: Partial<TestCall>;
}

/** Puts one call on the page, in a box of its own. */
export function mountCall(session: Session, options: MountCallOptions = {}): TestCall {
  const {
    attributes = { site: "acme", "call-id": "call-0" },
    properties = {},
    widthPx = 900,
    scheme = "light",
  } = options;
  return put(new TestCall(), session, { attributes, properties, widthPx, scheme });
}

export interface MountOverviewOptions extends Omit<MountOptions, "properties" | "children"> {
  properties?: Partial<TestOverview>;
}

/** Puts an overview on the page, in a box of its own. */
export function mountOverview(session: Session, options: MountOverviewOptions = {}): TestOverview {
  const {
    attributes = { site: "acme", "time-zone": "Europe/Berlin" },
    properties = {},
    widthPx = 900,
    scheme = "light",
  } = options;
  return put(new TestOverview(), session, { attributes, properties, widthPx, scheme });
}

export interface MountTalkOptions extends Omit<MountOptions, "properties"> {
  properties?: Partial<TestTalk>;
}

/** Puts a button that starts a call on the page, in a box of its own. */
export function mountTalk(store: FakeTalk, options: MountTalkOptions = {}): TestTalk {
  const {
    attributes = { site: "acme" },
    properties = {},
    children = [],
    widthPx = 400,
    scheme = "light",
  } = options;
  const element = new TestTalk();
  element.append(...children);
  const given = properties.given ?? new FakeSession();
  return put(element, given, { attributes, properties: { ...properties, store }, widthPx, scheme });
}

function put<Element extends Mounted>(
  element: Element,
  given: Session,
  {
    attributes,
    properties,
    widthPx,
    scheme,
  }: { attributes: Record<string, string>; properties: object; widthPx: number; scheme: string },
): Element {
  const box = document.createElement("div");
  box.className = "mounted";
  box.style.cssText = `inline-size: ${widthPx}px; color-scheme: ${scheme}; background: Canvas`;
  Object.assign(element, { given }, properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  box.append(element);
  document.body.append(box);
  return element;
}

/** Takes everything off the page again. */
export function unmountAll(): void {
  for (const box of document.querySelectorAll(".mounted")) box.remove();
}

/** The first match inside the element's shadow root. */
export function find(element: Rendered, selector: string): HTMLElement {
  const found = element.renderRoot.querySelector<HTMLElement>(selector);
  assert(found, `Nothing matches ${selector}.`);
  return found;
}

export function findAll(element: Rendered, selector: string): HTMLElement[] {
  return [...(element.renderRoot ?? element).querySelectorAll<HTMLElement>(selector)];
}

/** The text on the screen. */
export function shown(element: Mounted): string {
  return element.renderRoot?.querySelector(".box")?.textContent ?? "";
}

/** What the live region says. */
export function announced(element: Mounted): string {
  return element.renderRoot?.querySelector("[role=status]")?.textContent ?? "";
}

/** An element that shows rows. */
export async function mounted(session: FakeSession, options?: MountOptions): Promise<TestCalls> {
  const element = mount(session, options);
  await until(() => findAll(element, ".row[role=row]").length > 0, "rows are there");
  await until(() => findAll(element, ".pill-place").length > 0, "what a list does beyond its rows is there");
  await frame();
  return element;
}

/** Where the focus is, inside the element's shadow root. */
export function focused(element: Mounted): Element | null {
  return element.shadowRoot?.activeElement ?? null;
}
