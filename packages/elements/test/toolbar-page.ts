import type { Agent } from "@keyhole/contract";
import type { SessionState } from "../src/session/index.ts";
import { calls } from "./calls.ts";
import { FakeSession } from "./fake-session.ts";
import { find, findAll, type MountOptions, mount, type TestCalls, until } from "./mount.ts";

/** A viewer who may search texts. */
export const SEARCHER: SessionState = {
  status: "ready",
  scopes: ["calls:read", "transcripts:read", "pii:read"],
};

export const AGENTS: Agent[] = [
  { id: "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21", name: "Front desk" },
  { id: "7c1e4f6e-1d2a-4c1e-9a53-0f3b8c6f8f22", name: "Support" },
];

/** A session with two agents whose viewer may search. */
export function searcherSession(count = 20): FakeSession {
  const session = new FakeSession(calls(count));
  session.state = SEARCHER;
  session.agents = AGENTS;
  return session;
}

/** A list with its toolbar, as it is once the agents are known. */
export async function filterable(session: FakeSession, options?: MountOptions): Promise<TestCalls> {
  const element = mount(session, options);
  await until(() => findAll(element, ".filters select").length > 0, "the toolbar is there");
  const hidden = `${element.hideControls}`.includes("agent") || session.agents.length < 2;
  await until(() => hidden || findAll(element, "[name=agent]").length > 0, "agents are known");
  await until(() => element.store?.state.phase === "ready", "calls are there");
  return element;
}

/** Chooses an option, as a viewer does. */
export function choose(element: TestCalls, name: string, value: string): void {
  const field = find(element, `[name=${name}]`) as HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Puts a text into a field, as a viewer does. */
export function type(element: TestCalls, name: string, value: string): void {
  const field = find(element, `[name=${name}]`) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** What the lists' first pages were asked with, one after another. */
export function queries(session: FakeSession): Record<string, string>[] {
  return session.asked
    .filter(({ path }) => path.startsWith("/v1/calls?"))
    .map(({ path }) => Object.fromEntries(new URL(path, "https://broker.example").searchParams));
}

/** The query of the last of them, without its limit. */
export function lastQuery(session: FakeSession): Record<string, string> {
  const { limit, ...query } = queries(session).at(-1) ?? {};
  return query;
}

/** The words of the filters in use. */
export function chips(element: TestCalls): string[] {
  return findAll(element, ".chip").map(({ textContent }) => textContent?.trim() ?? "");
}
