import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const newViewer = () => env.VIEWERS.getByName(crypto.randomUUID());
type Viewer = ReturnType<typeof newViewer>;

const inMs = (ms: number) => Date.now() + ms;
const use = (changes: object = {}) => ({
  id: "assertion",
  thumbprint: "first",
  expiresAtMs: inMs(60_000),
  ...changes,
});
const request = (changes: object = {}) => ({
  kind: "request" as const,
  limitPerMinute: 100,
  nowMs: Date.now(),
  proof: null,
  ...changes,
});

/** Whether an assertion may be used. Those that were swept are long ago, and so are their uses. */
async function bind(viewer: Viewer, assertion: ReturnType<typeof use>): Promise<"bound" | "reused"> {
  const nowMs = assertion.expiresAtMs - 120_000;
  const admitted = await viewer.admit(request({ kind: "mint", nowMs, assertion }));
  expect(admitted).toEqual(admitted.ok ? { ok: true } : { ok: false, reason: "reused" });
  return admitted.ok ? "bound" : "reused";
}

const alarmOf = (viewer: Viewer) => runInDurableObject(viewer, (_, { storage }) => storage.getAlarm());
const tablesOf = (viewer: Viewer) =>
  runInDurableObject(viewer, (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
      )
      .toArray()
      .map(({ name }) => name),
  );

describe("an assertion's binding", () => {
  it("belongs to the first key", async () => {
    const viewer = newViewer();
    expect(await bind(viewer, use())).toBe("bound");
    expect(await bind(viewer, use())).toBe("bound");
    expect(await bind(viewer, use({ thumbprint: "second" }))).toBe("reused");
    expect(await bind(viewer, use({ id: "another", thumbprint: "second" }))).toBe("bound");
  });

  it("survives the object's sleep", async () => {
    const viewer = newViewer();
    await bind(viewer, use());
    await evictDurableObject(viewer);
    expect(await bind(viewer, use({ thumbprint: "second" }))).toBe("reused");
    expect(await bind(viewer, use())).toBe("bound");
  });

  it("survives a sweep before it expires", async () => {
    const viewer = newViewer();
    await bind(viewer, use());
    expect(await runDurableObjectAlarm(viewer)).toBe(true);
    expect(await bind(viewer, use({ thumbprint: "second" }))).toBe("reused");
  });

  it("is swept after it expired, not before", async () => {
    const viewer = newViewer();
    await bind(viewer, use({ id: "over", expiresAtMs: inMs(-1) }));
    await bind(viewer, use());
    await runDurableObjectAlarm(viewer);
    expect(await bind(viewer, use({ id: "over", thumbprint: "second" }))).toBe("bound");
    expect(await bind(viewer, use({ thumbprint: "second" }))).toBe("reused");
  });

  it("counts no use that it refuses", async () => {
    const viewer = newViewer();
    const mint = (assertion: object) => viewer.admit(request({ limitPerMinute: 1, assertion }));
    expect(await mint(use())).toEqual({ ok: true });
    for (let count = 0; count < 3; count += 1)
      expect(await mint(use({ thumbprint: "second" }))).toEqual({ ok: false, reason: "reused" });
    expect(await viewer.admit(request({ limitPerMinute: 2 }))).toEqual({ ok: true });
  });

  it("of a single-use assertion is used up", async () => {
    const viewer = newViewer();
    expect(await bind(viewer, use({ isSingleUse: true }))).toBe("bound");
    expect(await bind(viewer, use({ isSingleUse: true }))).toBe("reused");
  });
});

describe("a proof of a POST", () => {
  const proof = (id: string) => request({ proof: { id, expiresAtMs: inMs(60_000) } });

  it("is admitted once, also after the object's sleep", async () => {
    const viewer = newViewer();
    expect(await viewer.admit(proof("one"))).toEqual({ ok: true });
    await evictDurableObject(viewer);
    expect(await viewer.admit(proof("one"))).toEqual({ ok: false, reason: "replayed" });
    expect(await viewer.admit(proof("two"))).toEqual({ ok: true });
  });
});

describe("the object", () => {
  it("schedules a sweep once it stores anything", async () => {
    const viewer = newViewer();
    expect(await alarmOf(viewer)).toBeNull();
    await bind(viewer, use());
    expect(await alarmOf(viewer)).toBeGreaterThan(Date.now());
  });

  it("deletes its storage when nothing is left", async () => {
    const viewer = newViewer();
    await bind(viewer, use({ expiresAtMs: inMs(-1) }));
    await viewer.admit(request({ nowMs: Date.now() - 600_000, proof: { id: "old", expiresAtMs: inMs(-1) } }));
    expect(await tablesOf(viewer)).not.toEqual([]);
    await runDurableObjectAlarm(viewer);
    expect(await tablesOf(viewer)).toEqual([]);
    expect(await alarmOf(viewer)).toBeNull();
  });

  it("schedules another sweep while something is left", async () => {
    const viewer = newViewer();
    await bind(viewer, use());
    await runDurableObjectAlarm(viewer);
    expect(await tablesOf(viewer)).toContain("assertions");
    expect(await alarmOf(viewer)).toBeGreaterThan(Date.now());
  });

  it("works again after deleting its storage", async () => {
    const viewer = newViewer();
    await bind(viewer, use({ expiresAtMs: inMs(-1) }));
    await runDurableObjectAlarm(viewer);
    expect(await bind(viewer, use({ thumbprint: "second" }))).toBe("bound");
    expect(await viewer.admit(request())).toEqual({ ok: true });
  });

  it("has a name that does not reveal the subject", async () => {
    const names: string[] = [];
    const VIEWERS = {
      getByName(name: string) {
        names.push(name);
        return env.VIEWERS.getByName(name);
      },
    };
    const sub = "someone@acme.example";
    await TestPage.enter(testBroker({ env: { VIEWERS } }), await signAssertion({ role: "admin", sub }));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a Worker without the binding", () => {
  it.each(["VIEWERS", "SITES"])("%s mints no token, and names the binding", async (binding) => {
    const broker = testBroker({ env: testEnv({ [binding]: undefined }) });
    const page = await TestPage.open(broker);
    const answer = await page.askAsMember(await signAssertion({ role: "admin" }));
    const problem = await expectProblem(answer, "not_configured", { place: "token endpoint" });
    expect(problem.detail).toContain(binding);
  });
});
