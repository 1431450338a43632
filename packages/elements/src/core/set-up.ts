import type { Misuse } from "../errors/trouble.ts";
import type { AssertionSource, SessionOptions } from "../session/index.ts";
import { keyInAttribute } from "./key-in-attribute.ts";

/** Resolves to the host's assertion for the page's key, or to null where nobody is signed in. */
export type GetAssertion = (request: { jkt: string }) => Promise<string | null>;

/** What an author sets on an element, as attributes and properties. */
export interface Settings {
  site: string | null;
  broker: string | null;
  assertionSrc: string | null;
  getAssertion: GetAssertion | null;
  timeZone: string | null;
}

/** What to ask whom, or why nothing is asked. The broker is by default where the script came from. */
export function setUp(element: Element & Settings, scriptUrl: string): SessionOptions | Misuse {
  const attribute = keyInAttribute(element);
  if (attribute !== null) return { kind: "key-in-attribute", attribute };
  // A property may hold anything.
  const site = String(element.site ?? "").trim();
  if (!site) return { kind: "site-missing" };
  const broker = webOrigin(String(element.broker ?? "").trim() || scriptUrl);
  if (broker === null) return { kind: "broker-invalid" };
  const timeZone = element.timeZone ?? "";
  if (timeZone && !isTimeZone(timeZone)) return { kind: "time-zone-invalid", timeZone: `${timeZone}` };
  return { site, broker, assertion: assertionSource(element) };
}

function assertionSource({ getAssertion, assertionSrc }: Settings): AssertionSource | null {
  if (getAssertion) {
    return { kind: "function", get: typeof getAssertion === "function" ? getAssertion : noFunction };
  }
  return assertionSrc ? { kind: "url", url: String(assertionSrc) } : null;
}

function webOrigin(url: string): string | null {
  try {
    const { origin, protocol } = new URL(url, document.baseURI);
    return protocol === "https:" || protocol === "http:" ? origin : null;
  } catch {
    return null;
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/** Stands for a property that holds no function, so that the element says so instead of asking as a visitor. */
function noFunction(): Promise<never> {
  return Promise.reject(new TypeError("keyhole-calls: `getAssertion` is no function"));
}
