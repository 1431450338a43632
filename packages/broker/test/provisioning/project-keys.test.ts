import { env } from "cloudflare:workers";
import { describe, expect, inject, it } from "vitest";
import type { Log } from "../../src/base/log.ts";
import { Refusal } from "../../src/http/refusal.ts";
import { createKeyring } from "../../src/keys/keyring.ts";
import { createProjectKeys } from "../../src/provisioning/project-keys.ts";
import type { BrokerState } from "../../src/state/broker-state.ts";
import { createMemoryState } from "../../src/state/memory-state.ts";
import { createObjectState } from "../../src/worker/object-state.ts";
import { KEYHOLE_SECRET, PUBLIC_URL } from "../support/identities.ts";
import { keepSecret } from "../support/witness.ts";

const PROJECT = { project: 1376, provisionKey: true };
const TIME = { deadlineMs: 10_000 };
const MINT = "/user/api/v1/user-api-key/";

type Kind = "organization" | "project" | "read_only";

/** Isolates that share their state, in front of the simulated Cekura. */
function world(state: BrokerState) {
  const minted: { name: string; key: string }[] = [];
  const log: Parameters<Log>[0][] = [];
  let nowMs = Date.now();
  let instead: (() => Promise<Response>) | null = null;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (instead !== null) return instead();
    const response = await globalThis.fetch(input, init);
    if (new URL(String(input)).pathname.endsWith(MINT) && response.ok) {
      const { name, key } = await response.clone().json<{ name: string; key: string }>();
      keepSecret("a key that was made", key);
      minted.push({ name, key });
    }
    return response;
  };
  const isolate = (given: string | null, secrets: readonly string[] = [KEYHOLE_SECRET]) =>
    createProjectKeys({
      settings: { cekura: { apiKey: given, baseUrl: inject("cekuraUrl") } },
      keyring: createKeyring({ secrets, now: () => nowMs }),
      state: state.projectKey,
      publicUrl: PUBLIC_URL,
      fetch,
      now: () => nowMs,
      waitUntil: () => {},
      log: (entry) => log.push(entry),
    });
  return {
    minted,
    log,
    isolate,
    pass(ms: number) {
      nowMs += ms;
    },
    /** Answers instead of Cekura; null is Cekura again. */
    answer(next: (() => Promise<Response>) | null) {
      instead = next;
    },
  };
}

const given = (kind: Kind) => inject("cekuraKeys")[kind];

/** Objects that no other test has. */
function objectState(): BrokerState {
  const owner = crypto.randomUUID();
  const PROJECT_KEYS = { getByName: (name: string) => env.PROJECT_KEYS.getByName(`${owner} ${name}`) };
  return createObjectState({ PROJECT_KEYS, KEYHOLE_SECRET });
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw new Error(`no refusal but ${String(error)}`);
}

describe.each([
  ["Durable Objects", objectState],
  ["memory", createMemoryState],
])("keys of projects, kept in %s", (_, state) => {
  it("makes one key for 50 requests at once over four isolates", async () => {
    const { isolate, minted } = world(state());
    const isolates = Array.from({ length: 4 }, () => isolate(given("organization")));
    const keys = await Promise.all(
      Array.from({ length: 50 }, (_, index) => isolates[index % 4]?.keyFor(PROJECT, TIME)),
    );
    expect(minted).toHaveLength(1);
    expect(new Set(keys.map((key) => key?.apiKey))).toEqual(new Set([minted[0]?.key]));
  });

  it("tells the owner name and number of the key, and never the key", async () => {
    const { isolate, minted, log } = world(state());
    const { made } = await isolate(given("organization")).keyFor(PROJECT, TIME);
    expect(made?.name).toMatch(/^Keyhole keyhole\.acme\.workers\.dev [0-9a-f]{8}$/);
    expect(log.map(({ detail }) => detail)).toEqual([
      `made the key ${made?.id} (${made?.name}) for the project 1376`,
    ]);
    expect(JSON.stringify(log)).not.toContain(minted[0]?.key);
  });

  it("keeps the key readable while KEYHOLE_SECRET is rotated, and after", async () => {
    const { isolate, minted } = world(state());
    const [old, next] = [KEYHOLE_SECRET, "the-next-secret-of-the-tests-0123456789"];
    for (const secrets of [[old], [old, next], [next, old], [next]]) {
      const { apiKey } = await isolate(given("organization"), secrets).keyFor(PROJECT, TIME);
      expect(apiKey).toBe(minted[0]?.key);
    }
    expect(minted).toHaveLength(1);
  });

  it("makes no other key where no secret opens the one that there is", async () => {
    const { isolate, minted } = world(state());
    await isolate(given("organization")).keyFor(PROJECT, TIME);
    const lost = isolate(given("organization"), ["another-secret-of-the-tests-0123456789"]);
    const { code, options } = await refusalOf(lost.keyFor(PROJECT, TIME));
    expect([code, minted.length]).toEqual(["not_configured", 1]);
    expect(options.ownerDetail).toContain("KEYHOLE_SECRET_PREVIOUS");
  });

  it.each(["project", "read_only"] as const)("uses a given key of the kind %s as it is", async (kind) => {
    const { isolate, minted } = world(state());
    for (let count = 0; count < 2; count += 1) {
      expect(await isolate(given(kind)).keyFor(PROJECT, TIME)).toEqual({ apiKey: given(kind), made: null });
    }
    expect(minted).toEqual([]);
  });

  it("refuses a given key that Cekura rejects", async () => {
    const { isolate } = world(state());
    const { code, options } = await refusalOf(isolate("another-key").keyFor(PROJECT, TIME));
    expect(code).toBe("upstream_key_rejected");
    expect(options.ownerDetail).toContain("CEKURA_API_KEY");
  });

  it("does not read with an organization's key that may make none", async () => {
    const { isolate, answer } = world(state());
    const forbidden = async () => new Response(null, { status: 403 });
    const listed = async (items: object[]) => new Response(JSON.stringify(items));
    const answers = [
      forbidden,
      () => listed([]),
      () =>
        listed([
          { id: 1376, name: "a" },
          { id: 1, name: "b" },
        ]),
    ];
    answer(() => (answers.shift() ?? forbidden)());
    const { code } = await refusalOf(isolate(given("organization")).keyFor(PROJECT, TIME));
    expect([code, answers.length]).toEqual(["upstream_key_rejected", 0]);
  });

  it("uses the given key without provisionKey, and refuses without any", async () => {
    const { isolate, minted } = world(state());
    const project = { project: 1376, provisionKey: false };
    const { apiKey } = await isolate(given("organization")).keyFor(project, TIME);
    expect([apiKey, minted.length]).toEqual([given("organization"), 0]);
    expect((await refusalOf(isolate(null).keyFor(PROJECT, TIME))).code).toBe("not_configured");
  });

  it("makes no other key when Cekura rejects one, until another key is given", async () => {
    const { isolate, minted } = world(state());
    const first = isolate(given("organization"));
    const key = await first.keyFor(PROJECT, TIME);
    await first.noteRejected(PROJECT, key);
    expect(await isolate(given("organization")).keyFor(PROJECT, TIME)).toEqual(key);
    expect(minted).toHaveLength(1);
  });

  it("asks no more often than once a minute while Cekura is down", async () => {
    const { isolate, minted, pass, answer } = world(state());
    let asked = 0;
    answer(async () => {
      asked += 1;
      return new Response(null, { status: 503 });
    });
    for (let count = 0; count < 3; count += 1) {
      const { code, options } = await refusalOf(isolate(given("organization")).keyFor(PROJECT, TIME));
      expect([code, options.retryAfterSeconds]).toEqual(["upstream_unavailable", 60]);
    }
    expect(asked).toBe(1);
    answer(null);
    pass(60_000);
    await isolate(given("organization")).keyFor(PROJECT, TIME);
    expect(minted).toHaveLength(1);
  });

  it("names a key that may have been made when the connection broke", async () => {
    const { isolate, log, answer } = world(state());
    answer(async () => {
      throw new TypeError("reset");
    });
    const { code, options } = await refusalOf(isolate(given("organization")).keyFor(PROJECT, TIME));
    const name = /Keyhole [^ ]+ [0-9a-f]{8}/.exec(options.ownerDetail ?? "")?.[0];
    expect(code).toBe("upstream_unavailable");
    expect(log.map(({ detail }) => detail)).toEqual([
      `a key named ${name} may exist in Cekura that nobody holds; revoke it in the dashboard`,
    ]);
  });

  it("names a key that was made and lost in a crash, and makes another", async () => {
    const kept = state();
    const dying: BrokerState = {
      ...kept,
      projectKey: (...parts) => ({
        ...methodsOf(kept.projectKey(...parts)),
        store: () => Promise.reject(new Error("the isolate died")),
      }),
    };
    const crashed = world(dying);
    await expect(crashed.isolate(given("organization")).keyFor(PROJECT, TIME)).rejects.toThrow("died");
    const [orphan] = crashed.minted;
    const next = world(kept);
    next.pass(31_000);
    const { apiKey } = await next.isolate(given("organization")).keyFor(PROJECT, TIME);
    expect(apiKey).toBe(next.minted[0]?.key);
    expect(next.log[0]?.detail).toBe(
      `a key named ${orphan?.name} may exist in Cekura that nobody holds; revoke it in the dashboard`,
    );
  });
});

describe("keys of projects in a Worker", () => {
  it("are refused without the binding for them, by its name", async () => {
    const { isolate, minted } = world(createObjectState({ KEYHOLE_SECRET }));
    const { code, detail } = await refusalOf(isolate(given("organization")).keyFor(PROJECT, TIME));
    expect([code, minted]).toEqual(["not_configured", []]);
    expect(detail).toContain("PROJECT_KEYS");
  });

  it("are refused with a wait where their object throws, and none is made", async () => {
    const failing = { claim: () => Promise.reject(new TypeError("what an error says")) };
    const state = createObjectState({ KEYHOLE_SECRET, PROJECT_KEYS: { getByName: () => failing } });
    const { isolate, minted } = world(state);
    const { code, options } = await refusalOf(isolate(given("organization")).keyFor(PROJECT, TIME));
    expect([code, minted]).toEqual(["upstream_unavailable", []]);
    expect(options.ownerDetail).toBe("PROJECT_KEYS: an object threw TypeError");
  });
});

function methodsOf(state: ReturnType<BrokerState["projectKey"]>): ReturnType<BrokerState["projectKey"]> {
  return {
    claim: (request) => state.claim(request),
    claimRotation: (request) => state.claimRotation(request),
    describe: (nowMs) => state.describe(nowMs),
    store: (key) => state.store(key),
    useGiven: (claim) => state.useGiven(claim),
    fail: (report) => state.fail(report),
    reject: (id) => state.reject(id),
    reseal: (change) => state.reseal(change),
  };
}
