import type { Agent } from "@keyhole/contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AGENTS_UNFINISHED_LIFE_MS } from "../../src/base/limits/answers.ts";
import { type Grant, jwt } from "../../src/index.ts";
import { brokerGranting, enterAs, type MemberSetting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { outliveAnswers } from "../support/outlive-answers.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

afterEach(() => {
  vi.useRealTimers();
});

const idOf = (number: number) => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, "0")}`;
const agents = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    agentId: idOf(index),
    name: `agent ${index}`,
    created: "2026-07-01T00:00:00Z",
    callTemplate: { systemPrompt: "DANGER-prompt", joinTimeout: "30s" },
    statistics: { calls: 7 },
  }));

/** An upstream with agents, in pages of a size, and what it was asked. */
function agentsUpstream(all: readonly unknown[], pageSize = 100) {
  const asked: URLSearchParams[] = [];
  const fetch = async (input: RequestInfo | URL) => {
    const { searchParams } = new URL(new Request(input).url);
    asked.push(searchParams);
    const start = Number(searchParams.get("cursor") ?? 0);
    const end = start + pageSize;
    const next = end < all.length ? `https://upstream.example/api/agents?cursor=${end}` : null;
    return json({ results: all.slice(start, end), next, total: all.length });
  };
  return { fetch, asked };
}

async function listed(fetch: typeof globalThis.fetch, setting: MemberSetting = {}): Promise<Agent[]> {
  const page = await enterAs(fetch, setting);
  return (await page.read<{ items: Agent[] }>("/v1/agents")).items;
}

const THREE = agents(3);
const [A, B, C] = [0, 1, 2].map((index) => ({ id: idOf(index), name: `agent ${index}` }));

const CASES: [string, MemberSetting, unknown[]][] = [
  ["all of a site and a grant of all", {}, [A, B, C]],
  ["the site's", { site: { agents: [idOf(1), idOf(2)] } }, [B, C]],
  ["the grant's", { rows: { agents: [idOf(0)] } }, [A]],
  [
    "those of site and grant",
    { site: { agents: [idOf(0), idOf(1)] }, rows: { agents: [idOf(1), idOf(2)] } },
    [B],
  ],
  ["none in common", { site: { agents: [idOf(0)] }, rows: { agents: [idOf(1)] } }, []],
  ["none of an empty grant", { rows: { agents: [] } }, []],
  ["none that the upstream does not have", { rows: { agents: [idOf(7), idOf(0)] } }, [A]],
  ["none where rows filter by something else", { rows: { metadata: { tenant: "tenant-a" } } }, []],
  ["none where rows filter by time", { rows: { from: "2026-01-01T00:00:00Z" } }, []],
  [
    "the site's where rows filter by something else",
    { site: { agents: [idOf(1)] }, rows: { metadata: { tenant: "tenant-a" } } },
    [B],
  ],
];

describe("GET /v1/agents answers", () => {
  it.each(CASES)("%s, with only id and name", async (_, setting, expected) => {
    expect(await listed(agentsUpstream(THREE).fetch, setting)).toEqual(expected);
  });

  it("names as written by the owner, markup and scripts included", async () => {
    const names = [
      "مساعد الحجوزات",
      "<b>Soporte</b> & Más 🚀",
      "予約",
      " ",
      "x".repeat(64),
      "+1 555 123 4567",
    ];
    const named = names.map((name, index) => ({ agentId: idOf(index), name }));
    expect((await listed(agentsUpstream(named).fetch)).map(({ name }) => name)).toEqual(names);
  });

  it("the id if there is no name, and each agent once", async () => {
    const odd = [{ agentId: idOf(0), name: null }, { agentId: idOf(1) }, ...THREE, ...THREE];
    const items = await listed(agentsUpstream(odd).fetch);
    expect(items.map(({ id }) => id)).toEqual([idOf(0), idOf(1), idOf(2)]);
  });

  it("ids in lower case, like grants and calls", async () => {
    const upper = THREE.map((agent) => ({ ...agent, agentId: agent.agentId.toUpperCase() }));
    expect(await listed(agentsUpstream(upper).fetch, { rows: { agents: [idOf(1)] } })).toEqual([B]);
  });

  it("the other agents when one cannot be parsed", async () => {
    expect(await listed(agentsUpstream([null, { name: "no id" }, ...THREE]).fetch)).toEqual([A, B, C]);
  });
});

describe("GET /v1/agents over several upstream pages", () => {
  it("requests all pages by the upstream's cursors", async () => {
    const upstream = agentsUpstream(agents(250));
    expect(await listed(upstream.fetch)).toHaveLength(250);
    expect(upstream.asked.map((params) => params.toString())).toEqual([
      "pageSize=100",
      "pageSize=100&cursor=100",
      "pageSize=100&cursor=200",
    ]);
  });

  it("requests no page after the last wanted agent", async () => {
    const upstream = agentsUpstream(agents(250), 50);
    expect(await listed(upstream.fetch, { rows: { agents: [idOf(60), idOf(3)] } })).toHaveLength(2);
    expect(upstream.asked).toHaveLength(2);
  });

  it("requests at most ten pages, even if they run in circles", async () => {
    const upstream = agentsUpstream(agents(100), 5);
    expect(await listed(upstream.fetch)).toHaveLength(50);
    expect(upstream.asked).toHaveLength(10);
    let asked = 0;
    const circle = async () => {
      asked += 1;
      return json({ results: THREE, next: `https://upstream.example/?cursor=${asked % 2}` });
    };
    expect(await listed(circle)).toEqual([A, B, C]);
    expect(asked).toBeLessThanOrEqual(10);
  });

  it("fails if one page fails: half a list would look complete", async () => {
    const upstream = agentsUpstream(agents(250));
    const page = await enterAs(async (input) =>
      upstream.asked.length === 2 ? json({}, 500) : upstream.fetch(input),
    );
    await expectProblem(await page.get("/v1/agents"), "upstream_unavailable");
  });
});

it("a public site lists its agents to strangers", async () => {
  const page = await TestPage.visit(testBroker({ fetch: agentsUpstream(THREE).fetch }), "open");
  expect(await page.read("/v1/agents")).toEqual({ items: [A, B, C] });
});

describe("agents that were listed within a minute", () => {
  it("cost no upstream request, for any viewer with the same rows", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { fetch, asked } = agentsUpstream(agents(250));
    const broker = brokerGranting(fetch);
    for (let viewer = 0; viewer < 3; viewer += 1) {
      const page = await TestPage.enter(broker, await signAssertion());
      for (let read = 0; read < 3; read += 1) {
        expect((await page.read<{ items: Agent[] }>("/v1/agents")).items).toHaveLength(250);
      }
    }
    expect(asked).toHaveLength(3);
    vi.setSystemTime(Date.now() + 60_000);
    await (await TestPage.enter(broker, await signAssertion())).read("/v1/agents");
    expect(asked).toHaveLength(6);
  });

  it("are never shown to a grant with other rows, or on another site", async () => {
    const { fetch } = agentsUpstream(THREE);
    const verify = jwt({ secret: ASSERTION_SECRET, issuer: ISSUER });
    const broker = siteBroker(
      {
        members: {
          verify,
          grant: ({ rows }) => ({ scopes: ["calls:read"], rows: rows as Grant["rows"] }),
        },
      },
      { fetch },
    );
    const seen = async (rows: Grant["rows"]) => {
      const page = await TestPage.enter(broker, await signAssertion({ rows }));
      return (await page.read<{ items: Agent[] }>("/v1/agents")).items;
    };
    for (let round = 0; round < 2; round += 1) {
      expect(await seen("all")).toEqual([A, B, C]);
      expect(await seen({ agents: [idOf(0)] })).toEqual([A]);
      expect(await seen({ agents: [idOf(1), idOf(0)] })).toEqual([A, B]);
      expect(await seen({ agents: [] })).toEqual([]);
      expect(await seen({ metadata: { tenant: "tenant-a" } })).toEqual([]);
      expect(await seen({ from: "2026-01-01T00:00:00Z" })).toEqual([]);
      expect(await seen({ agents: [idOf(2)], metadata: { tenant: "tenant-a" } })).toEqual([C]);
    }
  });

  it("are asked for again after a failure", async () => {
    const { fetch } = agentsUpstream(THREE);
    let isFailing = true;
    const page = await enterAs(async (...request) =>
      isFailing ? json({}, 500) : fetch(...(request as [RequestInfo])),
    );
    await expectProblem(await page.get("/v1/agents"), "upstream_unavailable");
    isFailing = false;
    outliveAnswers();
    expect((await page.read<{ items: Agent[] }>("/v1/agents")).items).toEqual([A, B, C]);
  });

  it("are right within seconds after a page named a next one that does not exist", async () => {
    const { fetch } = agentsUpstream(THREE);
    let isWrong = true;
    const page = await enterAs(async (input) => {
      const { searchParams } = new URL(new Request(input).url);
      if (searchParams.get("cursor") === "gone") return json({}, 404);
      if (!isWrong) return fetch(input);
      return json({ results: THREE, next: "https://upstream.example/api/agents?cursor=gone", total: 3 });
    });
    await expectProblem(await page.get("/v1/agents"), "upstream_invalid");
    isWrong = false;
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + AGENTS_UNFINISHED_LIFE_MS);
    expect((await page.read<{ items: Agent[] }>("/v1/agents")).items).toEqual([A, B, C]);
  });
});
