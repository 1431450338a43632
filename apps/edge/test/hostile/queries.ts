import { type HostileCase, read } from "./hostile-case.ts";

const refused: Record<string, string> = {
  "a parameter twice": "limit=1&limit=2",
  "a limit of 0": "limit=0",
  "a limit of 51": "limit=51",
  "a negative limit": "limit=-1",
  "an exponent": "limit=1e1",
  "a hexadecimal limit": "limit=0x10",
  "an empty limit": "limit=",
  "a limit in Arabic digits": "limit=%D9%A3",
  "a limit with a space": "limit=%201",
  "a date without a zone": "from=2026-01-01T00:00:00",
  "a month that does not exist": "from=2026-13-01T00:00:00Z",
  "an agent that is no id": "agent=..%2f..",
  "a status that does not exist": "status=joined",
  "a duration of no number": "minDurationMs=NaN",
  "a duration beyond numbers": `maxDurationMs=${"9".repeat(40)}`,
  "a cursor of garbage": "cursor=x",
  "a cursor of five parts": "cursor=a.b.c.d.e",
  "a cursor of 9 kB": `cursor=${"a".repeat(9000)}`,
  "an empty cursor": "cursor=",
};

/** Query parameters that do not parse, and unknown ones. */
export const queries: HostileCase[] = [
  ...Object.entries(refused).map(([name, query]) => ({
    name,
    request: read(`/v1/calls?${query}`),
    status: 400,
    code: "invalid_request",
  })),
  { name: "a search without its scopes", request: read("/v1/calls?q=a"), status: 403, code: "scope_missing" },
  {
    name: "unknown parameters",
    request: read("/v1/calls?limit=1&limit[]=2&pageSize=500&agentIds=&metadata.tenant=x&__proto__=1"),
    status: 200,
    code: null,
  },
  {
    name: "an unknown agent",
    request: read("/v1/calls?agent=00000000-0000-4000-8000-000000000000"),
    status: 200,
    code: null,
  },
];
