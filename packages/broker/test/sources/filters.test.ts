import { createUltravox } from "@keyhole/upstream/ultravox";
import { describe, expect, it } from "vitest";
import { QueryParams } from "../../src/http/query-params.ts";
import {
  type CallFilter,
  createMatch,
  FILTERS,
  type FilterName,
  filterValues,
  isApplied,
  narrowRows,
  parseFilter,
} from "../../src/sources/filters.ts";
import type { CallSource } from "../../src/sources/source.ts";
import type { SourceCall } from "../../src/sources/source-call.ts";
import { createUltravoxSource } from "../../src/sources/ultravox.ts";
import { json } from "../support/fake-upstream.ts";
import { UPSTREAM_KEY } from "../support/identities.ts";
import { AGENT_A, AGENT_B } from "../support/raw-call.ts";

const CALL: SourceCall = {
  id: "cccccccc-0000-4000-8000-000000000001",
  agent: { id: AGENT_A.toUpperCase(), name: "Reception" },
  status: "ended",
  createdAt: "2026-07-02T12:00:00.000Z",
  joinedAt: "2026-07-02T12:00:01.000Z",
  endedAt: "2026-07-02T12:01:01.000Z",
  durationMs: 60_000,
  endReason: "hangup",
  medium: "web",
  title: null,
  summary: null,
  isRecorded: true,
  metadata: {},
  joinTimeoutMs: null,
  maxDurationMs: null,
  languageHint: null,
  evaluation: { verdict: "failed" },
};

/** For each filter two values: one that `CALL` passes, and one that it does not. */
const SAMPLES: Record<FilterName, [passed: string, failed: string]> = {
  from: ["2026-07-02T12:00:00Z", "2026-07-02T12:00:00.001Z"],
  to: ["2026-07-02T12:00:00Z", "2026-07-02T11:59:59.999Z"],
  agent: [AGENT_A, AGENT_B],
  minDurationMs: ["60000", "60001"],
  maxDurationMs: ["60000", "59999"],
  q: ["booked", "cancelled"],
  status: ["ended", "active"],
  verdict: ["failed", "passed"],
};
const NAMES = Object.keys(FILTERS) as FilterName[];

/** Ultravox as a source, and the URLs that it asks for. */
function ultravoxSource(): { source: CallSource; requests: URL[] } {
  const requests: URL[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push(new URL(new Request(input, init).url));
    return json({ results: [], next: null, total: 0 });
  };
  const connect = () =>
    createUltravox({ apiKey: UPSTREAM_KEY, baseUrl: "https://upstream.example/api", fetch });
  return {
    source: createUltravoxSource(connect, {
      id: "ultravox",
      isAllowedStorage: () => false,
      noteFault: () => {},
      meter: { failure: undefined },
    }),
    requests,
  };
}

const { parseId, can } = ultravoxSource().source;

function parse(query: Partial<Record<FilterName, string>>, applied = can.filters): CallFilter {
  const params = new QueryParams(new URL(`https://broker.example/v1/calls?${new URLSearchParams(query)}`));
  return parseFilter(params, {
    scopes: ["transcripts:read", "pii:read", "evaluations:read"],
    parseId,
    applied,
  });
}

async function askedOf(filter: CallFilter): Promise<string> {
  const { source, requests } = ultravoxSource();
  const query = { rows: narrowRows({}, filter) ?? {}, filter, cursor: null, pageSize: 25 };
  await source.list(query, { deadlineMs: 1000 });
  return String(requests[0]);
}

describe.each(NAMES)("the filter %s", (name) => {
  const [passed, failed] = SAMPLES[name].map((value) => parse({ [name]: value })) as [CallFilter, CallFilter];

  it("is read from the query parameter of its name", () => {
    expect(Object.keys(passed)).toEqual([name]);
  });

  it("gives each of its values a list of its own", () => {
    const lists = [{}, passed, failed].map((filter) => JSON.stringify(filterValues(filter)));
    expect(new Set(lists).size).toBe(3);
  });

  it("changes the query to Ultravox if Ultravox applies it, and not otherwise", async () => {
    const isSent = (await askedOf(passed)) !== (await askedOf({}));
    expect(isSent).toBe(can.filters.includes(name));
  });

  it("is matched by the broker, or else applied by Ultravox alone", () => {
    expect(createMatch(passed)(CALL)).toBe(true);
    expect(createMatch(failed)(CALL)).toBe(FILTERS[name].matches === undefined);
    if (FILTERS[name].matches === undefined) expect(can.filters).toContain(name);
  });

  it("leaves a count to the source only if the source applies it", () => {
    expect(isApplied(passed, [name])).toBe(true);
    expect(isApplied(passed, [])).toBe(false);
  });

  it("is refused only if neither the source nor the broker can tell", () => {
    const read = () => parse({ [name]: SAMPLES[name][0] }, []);
    if (FILTERS[name].matches === undefined) expect(read).toThrow("invalid_request");
    else expect(read()).toEqual(passed);
  });
});

describe("narrowRows", () => {
  const GRANTED = {
    agents: [AGENT_A],
    from: "2026-07-01T00:00:00.000Z",
    to: "2026-07-03T00:00:00.000Z",
    metadata: { tenant: "a" },
  };

  it("keeps the grant's rows when no filter is set", () => {
    expect(narrowRows(GRANTED, {})).toEqual(GRANTED);
  });

  it("keeps the grant's times when the filters are wider", () => {
    const wider = parse({ from: "2026-01-01T00:00:00Z", to: "2026-12-01T00:00:00Z" });
    expect(narrowRows(GRANTED, wider)).toEqual(GRANTED);
  });

  it("takes the filters' times when they are narrower", () => {
    const [from, to] = ["2026-07-02T00:00:00.000Z", "2026-07-02T10:00:00.000Z"];
    expect(narrowRows(GRANTED, parse({ from, to }))).toEqual({ ...GRANTED, from, to });
  });

  it.each([
    ["another agent", { agent: AGENT_B }],
    ["a time before the grant's", { to: "2026-06-30T00:00:00Z" }],
    ["a time after the grant's", { from: "2026-07-04T00:00:00Z" }],
  ])("returns null for %s", (_, query) => {
    expect(narrowRows(GRANTED, parse(query))).toBeNull();
  });

  it("returns null for a grant without agents", () => {
    expect(narrowRows({ agents: [] }, {})).toBeNull();
  });
});
