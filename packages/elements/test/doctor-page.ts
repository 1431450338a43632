import type { BrokerDiagnosis, Diagnosis } from "@keyhole/contract";
import { diagnose } from "../src/doctor/diagnose.ts";
import { loadDoctorText } from "../src/doctor/doctor-text.ts";
import type { SessionOptions } from "../src/session/index.ts";
import { FakeSession } from "./fake-session.ts";
import { mount, type TestCalls } from "./mount.ts";

export const BROKER = "https://broker.example";

/** A broker for which all is well, except for what a test changes. */
export function brokerSays({
  checks = {},
  ...rest
}: {
  checks?: object;
  version?: string;
  time?: string;
} = {}) {
  const ok = { site: true, origin: true, upstream: true, key: true, ...checks };
  return Response.json({
    checks: Object.entries(ok).map(([id, value]) => ({ id, ok: value, fix: "In the broker's words." })),
    version: "0.1.0",
    time: new Date().toISOString(),
    ...rest,
  } satisfies Partial<Record<keyof BrokerDiagnosis, unknown>>);
}

export interface Surroundings {
  /** What the page's `fetch` answers. */
  answer?: (url: URL) => Response | Promise<Response>;
  options?: Partial<SessionOptions>;
  /** Own properties of objects of the page while it is examined. */
  change?: readonly (readonly [object: object, name: string, value: unknown])[];
  lang?: string;
  /** What the element has met. */
  misuse?: TestCalls["misuse"];
}

/** Examines an element whose page and broker are as told. A function that is bound looks like the browser's own. */
export async function examined({
  answer,
  options,
  change = [],
  lang = "en",
  misuse = null,
}: Surroundings = {}): Promise<Diagnosis> {
  const element = mount(new FakeSession(), { attributes: { site: "acme", broker: BROKER, lang } });
  await element.updateComplete;
  element.misuse = misuse;
  const text = await loadDoctorText(element);
  const fetch = async (input: string) => (answer ?? (() => brokerSays()))(new URL(input, location.href));
  const changes = [[globalThis, "fetch", fetch.bind(null)] as const, ...change];
  const before = changes.map(([object, name]) => Object.getOwnPropertyDescriptor(object, name));
  for (const [object, name, value] of changes)
    Object.defineProperty(object, name, { value, configurable: true, writable: true });
  const settings = { broker: BROKER, site: "acme", assertion: null, ...options };
  try {
    return await diagnose(element, settings, text, "0.1.0");
  } finally {
    changes.forEach(([object, name], index) => {
      const was = before[index];
      if (was) Object.defineProperty(object, name, was);
      else Reflect.deleteProperty(object, name);
    });
  }
}

/** What is not in order, by the id of its check: false, or null where it is not certain. */
export function wrongIn({ checks }: Diagnosis): Record<string, boolean | null> {
  return Object.fromEntries(checks.flatMap(({ id, ok }) => (ok === true ? [] : [[id, ok]])));
}

export function fixOf({ checks }: Diagnosis, id: string): string {
  return checks.find((check) => check.id === id)?.fix ?? "";
}
