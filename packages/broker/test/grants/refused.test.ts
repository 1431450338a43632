import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

class Filter {
  tenant = "tenant-a";
}

const TENANT = { tenant: "tenant-a" };
const AGENT = "aaaaaaaa-0000-4000-8000-000000000001";
const LONG = "x".repeat(257);
const READ = { scopes: ["calls:read"] };

/** Grants whose rows are wrong. */
const WRONG_ROWS: [string, unknown][] = [
  ["missing", undefined],
  ["null", null],
  ["false", false],
  ["a number", 0],
  ["an empty text", ""],
  ['"ALL"', "ALL"],
  ['"none"', "none"],
  ["an array", []],
  ["an array of filters", [{ metadata: TENANT }]],
  ["a function", () => "all"],
  ["a Map", new Map([["metadata", TENANT]])],
  ["no filter at all", {}],
  ["an unknown key", { tenant: "tenant-a" }],
  ["a misspelt key beside a right one", { metadata: TENANT, agent: [AGENT] }],
  ["a symbol as key", { metadata: TENANT, [Symbol("tenant")]: "tenant-a" }],
  ["an own __proto__", JSON.parse('{"metadata":{"tenant":"tenant-a"},"__proto__":{}}')],
  ["a filter that is hidden from copies", hidden({ from: "2026-01-01T00:00:00Z" }, "metadata", TENANT)],
  ["a getter that throws", throwing("metadata")],

  ["agents undefined", { agents: undefined }],
  ["agents null", { agents: null }],
  ["agents as a text", { agents: AGENT }],
  ["agents as an object", { agents: { 0: AGENT } }],
  ["agents as a Set", { agents: new Set([AGENT]) }],
  ["agents with undefined", { agents: [AGENT, undefined] }],
  ["agents with a hole", { agents: withHole(AGENT) }],
  ["agents with null", { agents: [null] }],
  ["agents with an empty text", { agents: [""] }],
  ["agents with a number", { agents: [7] }],
  ["agents with an array", { agents: [[AGENT]] }],
  ["agents with a text that is too long", { agents: [LONG] }],
  ["51 agents", { agents: Array.from({ length: 51 }, (_, index) => `agent-${index}`) }],

  ["metadata undefined", { metadata: undefined }],
  ["metadata undefined beside agents", { agents: [AGENT], metadata: undefined }],
  ["metadata null", { metadata: null }],
  ["metadata empty", { metadata: {} }],
  ["metadata as a text", { metadata: "tenant-a" }],
  ["metadata as an array", { metadata: ["tenant-a"] }],
  ["metadata as a Map", { metadata: new Map([["tenant", "tenant-a"]]) }],
  ["metadata as a class instance", { metadata: new Filter() }],
  ["metadata inherited from a prototype", { metadata: Object.create(TENANT) }],
  ["metadata by __proto__ of a literal", { metadata: { __proto__: TENANT } }],
  ["metadata with an own __proto__", { metadata: JSON.parse('{"__proto__":"tenant-a"}') }],
  ["metadata with a symbol as key", { metadata: { ...TENANT, [Symbol("tenant")]: "tenant-b" } }],
  ["metadata with a value undefined", { metadata: { tenant: undefined } }],
  ["metadata with one value of two undefined", { metadata: { tenant: undefined, role: "x" } }],
  ["metadata with null", { metadata: { tenant: null } }],
  ["metadata with an empty text", { metadata: { tenant: "" } }],
  ["metadata with a number", { metadata: { tenant: 7 } }],
  ["metadata with true", { metadata: { tenant: true } }],
  ["metadata with an array", { metadata: { tenant: ["tenant-a"] } }],
  ["metadata with an object", { metadata: { tenant: { eq: "tenant-a" } } }],
  ["metadata with a String object", { metadata: { tenant: Object("tenant-a") } }],
  ["metadata with an empty key", { metadata: { "": "tenant-a" } }],
  ["metadata with a key that is too long", { metadata: { [LONG]: "tenant-a" } }],
  ["metadata with a value that is too long", { metadata: { tenant: LONG } }],
  ["metadata hidden from copies", { metadata: hidden({ role: "x" }, "tenant", "tenant-a") }],
  ["metadata with a getter that throws", { metadata: throwing("tenant") }],
  [
    "9 metadata keys",
    { metadata: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`key-${index}`, "value"])) },
  ],

  ["from undefined", { from: undefined }],
  ["from null", { from: null }],
  ["from empty", { from: "" }],
  ["from as a number", { from: 1_767_225_600_000 }],
  ["from as a Date", { from: new Date() }],
  ["from without a zone", { from: "2026-01-01T00:00:00" }],
  ["from as a day", { from: "2026-01-01" }],
  ["from on a day that does not exist", { from: "2026-02-30T00:00:00Z" }],
  ["to undefined", { to: undefined }],
  ["to as words", { to: "yesterday" }],
  ["to on a day that does not exist", { to: "2026-02-30T00:00:00Z" }],
  ["to in a month that does not exist", { to: "2026-13-01T00:00:00Z" }],
  ["to at an hour that does not exist", { to: "2026-01-01T25:00:00Z" }],
  ["to in a zone that does not exist", { to: "2026-01-01T00:00:00+99:99" }],
];

/** Grants that are wrong as a whole. */
const WRONG_GRANTS: [string, unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["true", true],
  ['"all"', "all"],
  ["an array", []],
  ["an empty object", {}],
  ["a Map", new Map(Object.entries({ ...READ, rows: "all" }))],
  ["a class instance", Object.assign(new Filter(), { ...READ, rows: "all" })],
  ["an unknown key", { ...READ, rows: "all", until: "tomorrow" }],
  ["a symbol as key", { ...READ, rows: "all", [Symbol("rows")]: "none" }],
  ["rows inherited from a prototype", Object.create({ ...READ, rows: "all" })],
  ["no scopes", { rows: "all" }],
  ["scopes undefined", { scopes: undefined, rows: "all" }],
  ["scopes as a text", { scopes: "calls:read", rows: "all" }],
  ["scopes as a Set", { scopes: new Set(["calls:read"]), rows: "all" }],
  ["a scope that does not exist", { scopes: ["calls:read", "calls:delete"], rows: "all" }],
  ["a scope with a space", { scopes: ["calls:read pii:read"], rows: "all" }],
  ["a scope in capitals", { scopes: ["CALLS:READ"], rows: "all" }],
  ["scopes with a hole", { scopes: withHole("calls:read"), rows: "all" }],
  ["scopes with undefined", { scopes: [undefined, "calls:read"], rows: "all" }],
  ["a getter that throws", throwing("rows")],
];

describe("a grant function that answers", () => {
  it.each(WRONG_GRANTS)("%s refuses the mint", async (_, grant) => {
    await expectRefused(() => grant);
  });

  it.each(WRONG_ROWS)("rows: %s refuses the mint", async (_, rows) => {
    await expectRefused(() => ({ ...READ, rows }));
  });

  it("a promise of a wrong grant refuses the mint", async () => {
    await expectRefused(async () => ({ ...READ, rows: { metadata: { tenant: undefined } } }));
  });
});

/** The page learns nothing of the grant; the owner's log says what is wrong, without the values. */
async function expectRefused(grant: () => unknown): Promise<void> {
  const broker = grantingBroker(grant);
  const page = await TestPage.open(broker);
  const problem = await expectProblem(await page.askAsMember(await signAssertion()), "grant_refused", {
    place: "token endpoint",
  });
  expect(problem.detail).not.toMatch(/tenant|agent|metadata/);
  expect(broker.log).toEqual([
    {
      level: "warn",
      event: "grant_refused",
      requestId: problem.requestId,
      site: "acme",
      reason: expect.stringMatching(/^grant: (malformed|threw)$/),
      detail: expect.stringMatching(/^sites\.acme\.members\.grant: /),
    },
  ]);
  expect(JSON.stringify(broker.log)).not.toContain("tenant-a");
}

function withHole(value: string): string[] {
  const list: string[] = [];
  list[1] = value;
  return list;
}

function hidden(visible: object, key: string, value: unknown): object {
  return Object.defineProperty({ ...visible }, key, { value, enumerable: false });
}

function throwing(key: string): object {
  return Object.defineProperty({}, key, {
    enumerable: true,
    get: () => {
      throw new Error("tenant-a is not here");
    },
  });
}
