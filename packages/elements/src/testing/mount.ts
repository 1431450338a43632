import { KeyholeCalls } from "../calls/keyhole-calls.ts";
import type { Later } from "../calls/later.ts";
import type { Session, SessionOptions } from "../session/index.ts";
import { assert } from "../session/testing/assert.ts";
import { FakeSession } from "./fake-session.ts";

/** The element with a session of the test's making. */
export class TestCalls extends KeyholeCalls {
  session: Session = new FakeSession();
  readonly opened: SessionOptions[] = [];
  /** Keeps what is loaded later from being loaded. */
  laterFails = false;

  protected override openSession(options: SessionOptions): Session {
    this.opened.push(options);
    return this.session;
  }

  protected override loadLater(): Promise<Later> {
    return this.laterFails ? Promise.reject(new Error("no connection")) : super.loadLater();
  }
}
customElements.define("test-calls", TestCalls);

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
  const box = document.createElement("div");
  box.className = "mounted";
  box.style.cssText = `inline-size: ${widthPx}px; color-scheme: ${scheme}; background: Canvas`;
  const element = new TestCalls();
  Object.assign(element, { session }, properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  box.append(element);
  document.body.append(box);
  return element;
}

/** Takes everything off the page again. */
export function unmountAll(): void {
  for (const box of document.querySelectorAll(".mounted")) box.remove();
}

/** The first match inside the element's shadow root. */
export function find(element: TestCalls, selector: string): HTMLElement {
  const found = element.renderRoot.querySelector<HTMLElement>(selector);
  assert(found, `Nothing matches ${selector}.`);
  return found;
}

export function findAll(element: TestCalls, selector: string): HTMLElement[] {
  return [...(element.renderRoot ?? element).querySelectorAll<HTMLElement>(selector)];
}

/** The text on the screen. */
export function shown(element: TestCalls): string {
  return element.renderRoot?.querySelector(".box")?.textContent ?? "";
}

/** What the live region says. */
export function announced(element: TestCalls): string {
  return element.renderRoot?.querySelector("[role=status]")?.textContent ?? "";
}

/** Waits, at most four seconds, until something holds. */
export async function until(holds: () => unknown, what: string): Promise<void> {
  const endMs = performance.now() + 4_000;
  while (!holds()) {
    assert(performance.now() < endMs, `Waited in vain until ${what}.`);
    await frame();
  }
}

/** The next frame, after its layout. */
export function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** An element that shows rows. */
export async function mounted(session: FakeSession, options?: MountOptions): Promise<TestCalls> {
  const element = mount(session, options);
  await until(() => findAll(element, ".row[role=row]").length > 0, "rows are there");
  await frame();
  return element;
}

/** Where the focus is, inside the element's shadow root. */
export function focused(element: TestCalls): Element | null {
  return element.shadowRoot?.activeElement ?? null;
}
