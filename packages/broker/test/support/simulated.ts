import type { CallSummary, Page } from "@keyhole/contract";
import { inject } from "vitest";
import { type Grant, jwt } from "../../src/index.ts";
import type { TestBroker } from "./open-broker.ts";
import type { RawCall } from "./raw-call.ts";
import {
  ASSERTION_SECRET,
  ISSUER,
  signAssertion,
  siteBroker,
  testBroker,
  UPSTREAM_KEY,
} from "./test-config.ts";
import { TestPage } from "./test-page.ts";

/** Settings that lead a broker to the simulator beside the tests. */
export const simulatorEnv = () => ({ ULTRAVOX_BASE_URL: inject("simulatorUrl") });

/** The broker of `testConfig` in front of the simulator. */
export function simulatedBroker(): TestBroker {
  return testBroker({ env: simulatorEnv() });
}

/** A page in front of the simulator, of a member that is granted these rows. */
export async function pageWithRows(
  rows: Grant["rows"],
  scopes: Grant["scopes"] = ["calls:read"],
): Promise<TestPage> {
  const verify = jwt({ secret: ASSERTION_SECRET, issuer: ISSUER });
  const broker = siteBroker(
    { members: { verify, grant: () => ({ scopes, rows }) } },
    { env: simulatorEnv() },
  );
  return TestPage.enter(broker, await signAssertion());
}

/** Every call of the simulator, newest first, as the upstream answers it. */
export async function rawCallsOfSimulator(): Promise<RawCall[]> {
  const calls: RawCall[] = [];
  let url: string | null = `${inject("simulatorUrl")}/calls?pageSize=100&sort=-created`;
  while (url !== null) {
    const response: Response = await fetch(url, { headers: { "X-API-Key": UPSTREAM_KEY } });
    const page: { results: RawCall[]; next: string | null } = await response.json();
    calls.push(...page.results);
    url = page.next;
  }
  return calls;
}

/** All pages of a list, to its end. */
export async function walk(page: TestPage, query = "limit=50"): Promise<Page<CallSummary>[]> {
  const pages: Page<CallSummary>[] = [];
  let cursor = "";
  do {
    const next: Page<CallSummary> = await page.read(`/v1/calls?${query}${cursor}`);
    pages.push(next);
    cursor = `&cursor=${next.next}`;
    if (pages.length > 500) throw new Error("the list does not end");
  } while (pages.at(-1)?.next !== null);
  return pages;
}

/** The ids of all pages of a list, in order. */
export async function walkedIds(page: TestPage, query?: string): Promise<string[]> {
  return (await walk(page, query)).flatMap(({ items }) => items.map(({ id }) => id));
}
