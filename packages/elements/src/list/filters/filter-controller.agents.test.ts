import { equal } from "../../../test/assert.ts";
import { calls } from "../../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import { find, findAll, frame, mounted, unmountAll, until } from "../../../test/mount.ts";
import {
  AGENTS,
  chips,
  choose,
  filterable,
  lastQuery,
  SEARCHER,
  searcherSession,
} from "../../../test/toolbar-page.ts";

const AGENT = AGENTS[1]?.id ?? "";
const _BERLIN = { site: "acme", "time-zone": "Europe/Berlin" };
const _iso = (ms: number) => new Date(ms).toISOString();
const _empty = (path: string): Reply | undefined =>
  path.includes("status") ? { body: { items: [], next: null } } : undefined;

describe("FilterController and agents", () => {
  afterEach(unmountAll);

  it("hides the filter for agents with one agent, or when agents fail to load", async () => {
    for (const reply of [
      { body: { items: AGENTS.slice(0, 1) } },
      { body: { items: "x" } },
      { failure: problem("upstream_unavailable") },
    ] satisfies Reply[]) {
      const session = new FakeSession(calls(3));
      session.agentsReply = () => reply;
      const element = await filterable(session);
      await frame();
      equal([findAll(element, "[name=agent]").length, findAll(element, ".strip, .notice").length], [0, 0]);
      unmountAll();
    }
  });

  it("asks for agents only if a control or the query needs what the answer tells", async () => {
    for (const [hidden, filters, asked] of [
      ["", { status: "ended" }, 0],
      ["agent text", {}, 0],
      ["agent", {}, 1],
      ["text", {}, 1],
      ["agent", { q: "words" }, 1],
    ] as const) {
      const session = searcherSession();
      if ("q" in filters) {
        session.state = { status: "idle" };
        session.agentsReply = () => {
          session.change(SEARCHER);
          return { body: { items: AGENTS } };
        };
      }
      const element = await mounted(session, {
        attributes: { site: "acme", "hide-controls": hidden },
        properties: { filters },
      });
      equal(session.agentsAsked, asked, `hide-controls="${hidden}"`);
      element.removeAttribute("hide-controls");
      await until(() => findAll(element, "[name=agent]").length > 0, "agents are there to be chosen");
      equal(session.agentsAsked, 1);
      unmountAll();
    }
  });

  it("asks again for agents on refresh or when the session recovers", async () => {
    const session = searcherSession();
    session.agentsReply = () => ({ failure: { kind: "network" } });
    const element = await mounted(session);
    const agents = () => findAll(element, "[name=agent]").length;
    await element.refresh();
    equal([session.agentsAsked, agents()], [2, 0]);
    session.change({ status: "failed", failure: { kind: "network" } });
    await element.updateComplete;
    session.agentsReply = () => ({ body: { items: AGENTS } });
    session.change(SEARCHER);
    await until(() => agents() === 1, "agents are there to be chosen");
    await element.refresh();
    equal(session.agentsAsked, 3);
  });

  it("filters by an agent's id in the form of any source", async () => {
    const session = searcherSession();
    session.agents = [...AGENTS, { id: "4711", name: "Night line" }];
    const element = await filterable(session);
    choose(element, "agent", "4711");
    await until(() => chips(element).length === 1, "it is in use");
    equal([lastQuery(session), chips(element)], [{ agent: "4711" }, ["Night line"]]);
    element.filters = { agent: AGENT.toUpperCase() };
    await until(() => chips(element)[0] === "Support", "a UUID in upper case is the same agent");
    equal((find(element, "[name=agent]") as HTMLSelectElement).value, AGENT);
  });
});
