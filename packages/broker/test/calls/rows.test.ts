import { beforeAll, describe, expect, it } from "vitest";
import type { Grant } from "../../src/index.ts";
import type { RawCall } from "../support/raw-call.ts";
import {
  pageWithRows,
  rawCallsOfSimulator,
  simulatedBroker,
  simulatorEnv,
  walk,
  walkedIds,
} from "../support/simulated.ts";
import { siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const RECEPTION = "a1d5c0de-0001-4000-8000-000000000001";
const SUPPORT = "a1d5c0de-0002-4000-8000-000000000002";

let calls: RawCall[] = [];

beforeAll(async () => {
  calls = await rawCallsOfSimulator();
});

const idsOf = (isSeen: (call: RawCall) => boolean) => calls.filter(isSeen).map(({ callId }) => callId);

/** What a viewer is granted, and which of the simulator's calls that means. */
const VIEWERS: [string, Grant["rows"], (call: RawCall) => boolean][] = [
  ["an administrator", "all", () => true],
  [
    "support of tenant A",
    { metadata: { tenant: "tenant-a" } },
    ({ metadata }) => metadata.tenant === "tenant-a",
  ],
  [
    "support of tenant B",
    { metadata: { tenant: "tenant-b" } },
    ({ metadata }) => metadata.tenant === "tenant-b",
  ],
  ["support of a tenant that has no calls", { metadata: { tenant: "tenant-z" } }, () => false],
  [
    "two agents' team",
    { agents: [RECEPTION, SUPPORT] },
    ({ agentId }) => agentId === RECEPTION || agentId === SUPPORT,
  ],
  [
    "one agent's team of a tenant",
    { agents: [RECEPTION], metadata: { tenant: "tenant-a" } },
    ({ agentId, metadata }) => agentId === RECEPTION && metadata.tenant === "tenant-a",
  ],
];

describe("the whole list, in front of the simulator", () => {
  it.each(VIEWERS)(
    "of %s holds each of its calls once, newest first, and its count",
    async (_, rows, isSeen) => {
      const pages = await walk(await pageWithRows(rows));
      const expected = idsOf(isSeen);
      expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(expected);
      for (const { total } of pages) expect(total).toBe(expected.length);
    },
  );

  it("has as many calls as the scenario wants", () => {
    expect(calls.length).toBeGreaterThanOrEqual(1500);
  });

  it("of a public site is what its agents had", async () => {
    const broker = siteBroker(
      { agents: [RECEPTION], visitors: { rows: "public", scopes: ["calls:read"] } },
      { env: simulatorEnv() },
    );
    expect(await walkedIds(await TestPage.visit(broker))).toEqual(
      idsOf(({ agentId }) => agentId === RECEPTION),
    );
  });

  it("of a new visitor is empty", async () => {
    expect(await walk(await TestPage.visit(simulatedBroker()))).toEqual([
      { items: [], next: null, total: 0 },
    ]);
  });

  it.each([1, 7, 25, 50])("comes in pages of %i", async (limit) => {
    const page = await pageWithRows({ metadata: { tenant: "tenant-c" }, from: latest(60) });
    const pages = await walk(page, `limit=${limit}`);
    for (const { items } of pages.slice(0, -1)) expect(items).toHaveLength(limit);
    const isSeen = (call: RawCall) =>
      call.metadata.tenant === "tenant-c" && Date.parse(call.created) >= Date.parse(latest(60));
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(idsOf(isSeen));
  });

  it("comes in pages of 25 where nothing is asked for", async () => {
    const { items } = await (await pageWithRows("all")).read<{ items: object[] }>("/v1/calls");
    expect(items).toHaveLength(25);
  });
});

/** When the call of tenant C was created that is the so-many-th from the newest. */
function latest(index: number): string {
  const created = calls.filter(({ metadata }) => metadata.tenant === "tenant-c")[index]?.created ?? "";
  return new Date(created).toISOString();
}
