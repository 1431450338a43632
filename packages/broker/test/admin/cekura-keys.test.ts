import type { AdminState, CekuraKeyRotation } from "@keyhole/contract";
import { describe, expect, inject, it } from "vitest";
import { adminBroker, askAsOwner } from "../support/ask-as-owner.ts";
import { PROJECT } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { keepSecret } from "../support/witness.ts";

const STATE = "/v1/admin/state";
const ROTATE = `/v1/admin/cekura/${PROJECT}/rotate`;
const MINT = "/user/api/v1/user-api-key/";
const POST = { method: "POST" };

/** A broker over the simulated Cekura, and the requests for keys. */
function open(given: keyof ReturnType<typeof keysOf> = "organization") {
  let instead: (() => Promise<Response>) | null = null;
  let nowMs = Date.now();
  let asked = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const isMint = new URL(new Request(input, init).url).pathname.endsWith(MINT);
    if (isMint) asked += 1;
    if (isMint && instead !== null) return instead();
    const answer = await globalThis.fetch(input, init);
    if (isMint && answer.ok) keepSecret("a made key", (await answer.clone().json<{ key: string }>()).key);
    return answer;
  };
  const env = { CEKURA_API_KEY: keysOf()[given] };
  const broker = adminBroker(PROJECT, { fetch, env, now: () => nowMs });
  return {
    broker,
    asked: () => asked,
    pass(ms: number) {
      nowMs += ms;
    },
    answer(next: (() => Promise<Response>) | null) {
      instead = next;
    },
    state: async () => (await askAsOwner(broker, STATE)).json<AdminState>(),
    rotate: () => askAsOwner(broker, ROTATE, POST),
  };
}

const keysOf = () => ({ ...inject("cekuraKeys"), none: undefined });

describe("the admin state", () => {
  it("names each project's key, and the keys that may be lost, never a key", async () => {
    const { state, rotate, answer, pass } = open();
    expect(await state()).toMatchObject({ cekuraKeys: [{ project: PROJECT, key: null, orphans: [] }] });
    answer(async () => {
      throw new TypeError("reset");
    });
    await expectProblem(await rotate(), "upstream_unavailable");
    answer(null);
    pass(60_000);
    await rotate();
    const { cekuraKeys } = await state();
    expect(cekuraKeys).toEqual([
      {
        project: PROJECT,
        key: { id: expect.any(Number), name: nameOfKey, createdAt: expect.any(String), isRejected: false },
        orphans: [nameOfKey],
      },
    ]);
  });

  it("has a head, and is kept by no cache", async () => {
    const { broker } = open();
    const answer = await askAsOwner(broker, STATE, { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
  });
});

describe("the rotation of a key of Cekura", () => {
  it("makes a new key, and names the old one to revoke", async () => {
    const { rotate, state, broker } = open();
    const first = await (await rotate()).json<CekuraKeyRotation>();
    expect(first).toEqual({
      project: PROJECT,
      key: { id: expect.any(Number), name: nameOfKey, createdAt: expect.any(String) },
      revoke: null,
    });
    const second = await (await rotate()).json<CekuraKeyRotation>();
    expect(second.key.id).not.toBe(first.key.id);
    expect(second.revoke).toEqual({ id: first.key.id, name: first.key.name });
    expect((await state()).cekuraKeys[0]?.key).toEqual({ ...second.key, isRejected: false });
    expect(broker.log.at(-1)?.detail).toBe(
      `made the key ${second.key.id} (${second.key.name}) for the project ${PROJECT}; revoke ${first.key.id} (${first.key.name}), which it replaces`,
    );
  });

  it("makes one key for two rotations at once, and refuses the other", async () => {
    const { rotate, asked } = open();
    const answers = await Promise.all([rotate(), rotate()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(asked()).toBe(1);
  });

  it.each([
    ["does not answer", async () => new Response(null, { status: 500 }), "upstream_unavailable", 1],
    ["is not reached", async () => new Response(null, { status: 503 }), "upstream_unavailable", 0],
    ["rejects the key", async () => new Response(null, { status: 401 }), "upstream_key_rejected", 0],
    ["has no such project", async () => new Response("{}", { status: 400 }), "upstream_invalid", 0],
    [
      "has a limit",
      async () => new Response(null, { status: 429, headers: { "Retry-After": "7" } }),
      "upstream_rate_limited",
      0,
    ],
  ] as const)("keeps the old key where Cekura %s, and soon asks no more", async (_, instead, code, lost) => {
    const { rotate, state, answer, asked } = open();
    const before = await (await rotate()).json<CekuraKeyRotation>();
    answer(instead);
    const problem = await expectProblem(await rotate(), code);
    expect(await expectProblem(await rotate(), code)).toEqual({ ...problem, requestId: expect.any(String) });
    const [entry] = (await state()).cekuraKeys;
    expect([entry?.key?.id, entry?.orphans.length, asked()]).toEqual([before.key.id, lost, 2]);
  });

  it("is refused without a key of Cekura", async () => {
    await expectProblem(await open("none").rotate(), "not_configured");
  });

  it.each(["project", "read_only"] as const)(
    "is a conflict with a given key of the kind %s, which makes none",
    async (given) => {
      const { rotate, state } = open(given);
      const { detail } = await expectProblem(await rotate(), "conflict");
      expect(detail).toContain("wrangler secret put CEKURA_API_KEY");
      expect((await state()).cekuraKeys[0]?.key).toBeNull();
    },
  );

  it.each(["1", "0", "-1376", "1376.0", "x", "13760", "9".repeat(30)])(
    "is not found for %s, which no site has keys made for",
    async (project) => {
      const { broker, asked } = open();
      const answer = await askAsOwner(broker, `/v1/admin/cekura/${project}/rotate`, POST);
      await expectProblem(answer, "not_found");
      expect(asked()).toBe(0);
    },
  );

  it.each([
    ["an unknown field", '{"force":true}', "application/json"],
    ["a list", "[]", "application/json"],
    ["no JSON", "{", "application/json"],
  ])("refuses %s, and makes no key", async (_, body, type) => {
    const { broker, asked } = open();
    const answer = await askAsOwner(broker, ROTATE, { ...POST, body, headers: { "Content-Type": type } });
    const { detail } = await expectProblem(answer, "invalid_request");
    if (body.includes("force")) expect(detail).toContain("force");
    expect(asked()).toBe(0);
  });

  it("takes an empty object as well as no body", async () => {
    const { broker } = open();
    const headers = { "Content-Type": "application/json" };
    expect((await askAsOwner(broker, ROTATE, { ...POST, body: "{}", headers })).status).toBe(200);
  });
});

const nameOfKey = expect.stringMatching(/^Keyhole keyhole\.[a-z.]+ [0-9a-f]{8}$/);
