import { beforeAll, describe, expect, it } from "vitest";
import { visitorStamp } from "../../src/index.ts";
import type { RawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { addSimulatedCall, SEEDED_SINCE, simulatedCalls, simulatorEnv } from "../support/simulated.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";
import { walkCalls } from "../support/walk-calls.ts";

const WALK = { from: SEEDED_SINCE, limit: "50" };
const broker = testBroker({ env: simulatorEnv() });

let calls: RawCall[] = [];
beforeAll(async () => {
  calls = await simulatedCalls({ fromDate: SEEDED_SINCE });
}, 30_000);

const idsOf = (kept: (call: RawCall) => boolean) => calls.filter(kept).map(({ callId }) => callId);
const ofTenant = (tenant: string) => (call: RawCall) => call.metadata.tenant === tenant;

/** Viewers, and which of the simulator's calls each may see. */
const VIEWERS: [string, () => Promise<TestPage>, (call: RawCall) => boolean][] = [
  [
    "an administrator",
    async () => TestPage.enter(broker, await signAssertion({ role: "admin" })),
    () => true,
  ],
  ["a stranger to a public site", () => TestPage.visit(broker, "open"), () => true],
  ["a stranger to a site with rows: own", () => TestPage.visit(broker), () => false],
  ...["tenant-a", "tenant-b", "tenant-c", "Tenant-A", "tenant"].map((tenant): (typeof VIEWERS)[number] => [
    `support of ${tenant}`,
    async () => TestPage.enter(broker, await signAssertion({ role: "support", tenant })),
    ofTenant(tenant),
  ]),
];

describe.each(VIEWERS)("%s", (_, enter, isTheirs) => {
  it("lists exactly the viewer's calls, newest first", async () => {
    const { ids, pages } = await walkCalls(await enter(), WALK);
    expect(ids).toEqual(idsOf(isTheirs));
    // Whose rows are narrower than the account learns a count only with the last page.
    expect(pages.at(-1)?.total).toBe(ids.length);
    for (const { total = ids.length } of pages) expect(total).toBe(ids.length);
  });

  it("opens the viewer's calls and no others", async () => {
    const page = await enter();
    const [theirs, others] = [idsOf(isTheirs), idsOf((call) => !isTheirs(call))];
    for (const id of theirs.slice(0, 5)) expect((await page.get(`/v1/calls/${id}`)).status).toBe(200);
    for (const id of others.slice(0, 5)) expect((await page.get(`/v1/calls/${id}`)).status).toBe(404);
  });
});

it("has calls of each kind in the simulator", () => {
  expect(calls.length).toBeGreaterThanOrEqual(1500);
  for (const tenant of ["tenant-a", "tenant-b", "tenant-c"]) {
    expect(idsOf(ofTenant(tenant)).length).toBeGreaterThan(100);
  }
});

it("shows a visitor only the calls stamped with its own key", async () => {
  const [one, other] = [await TestPage.visit(broker), await TestPage.visit(broker)];
  const stampOf = ({ thumbprint }: TestPage) => visitorStamp("acme", thumbprint);
  const mine = await addSimulatedCall({ keyhole_visitor: await stampOf(one), tenant: "tenant-a" });
  const theirs = await addSimulatedCall({ keyhole_visitor: await stampOf(other) });
  expect((await walkCalls(one)).ids).toEqual([mine]);
  expect((await walkCalls(other)).ids).toEqual([theirs]);
  expect((await one.get(`/v1/calls/${mine}`)).status).toBe(200);
  expect((await one.get(`/v1/calls/${theirs}`)).status).toBe(404);
});
