import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { SWITCHED_SUBJECTS } from "../../src/base/limits/state.ts";
import { createMemoryState } from "../../src/index.ts";
import { createObjectState } from "../../src/worker/object-state.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;
const STATES = [
  ["in memory", () => createMemoryState()],
  ["in Durable Objects", () => createObjectState({ ...env, KEYHOLE_SECRET })],
] as const;

describe.each(STATES)("switches kept %s", (_, createState) => {
  const open = () => createState().switches(crypto.randomUUID());

  it("are none at first, and change version by version", async () => {
    const board = open();
    const first = await board.read(null);
    expect(first?.entries).toEqual([]);
    expect(await board.read(first?.version ?? "")).toBeNull();
    expect(await board.change({ subject: "", isDisabled: true, nowMs: NOW_MS })).toBe("changed");
    const second = await board.read(first?.version ?? "");
    expect(second?.entries).toEqual([{ subject: "", isDisabled: true, revokedMs: 0, changedMs: NOW_MS }]);
    expect(await board.read(second?.version ?? "")).toBeNull();
  });

  it("keep a revocation when the switch changes, and never take it back", async () => {
    const board = open();
    await board.change({ subject: "a", revokedMs: NOW_MS, nowMs: NOW_MS });
    await board.change({ subject: "a", isDisabled: true, nowMs: NOW_MS + 1 });
    await board.change({ subject: "a", revokedMs: NOW_MS - 5, nowMs: NOW_MS + 2 });
    expect((await board.read(null))?.entries).toEqual([
      { subject: "a", isDisabled: true, revokedMs: NOW_MS, changedMs: NOW_MS + 2 },
    ]);
  });

  it("forget a subject's revocation once nothing is left of what it revoked, and never a switch", async () => {
    const board = open();
    await board.change({ subject: "a", revokedMs: NOW_MS, nowMs: NOW_MS });
    await board.change({ subject: "b", isDisabled: true, nowMs: NOW_MS });
    await board.change({ subject: "", revokedMs: NOW_MS, nowMs: NOW_MS });
    const names = async () => (await board.read(null))?.entries.map(({ subject }) => subject).sort();
    await board.change({ subject: "c", isDisabled: true, nowMs: NOW_MS + DAY_MS });
    expect(await names()).toEqual(["", "a", "b", "c"]);
    await board.change({ subject: "c", isDisabled: false, nowMs: NOW_MS + 2 * DAY_MS });
    expect(await names()).toEqual(["", "b", "c"]);
  });
});

describe("switches", () => {
  it("take so many subjects, and the site's own switch beyond them", async () => {
    const board = createMemoryState().switches("acme");
    for (let count = 0; count < SWITCHED_SUBJECTS; count += 1)
      await board.change({ subject: `s${count}`, isDisabled: true, nowMs: NOW_MS });
    expect(await board.change({ subject: "one more", isDisabled: true, nowMs: NOW_MS })).toBe("full");
    expect(await board.change({ subject: "s0", isDisabled: false, nowMs: NOW_MS })).toBe("changed");
    expect(await board.change({ subject: "", isDisabled: true, nowMs: NOW_MS })).toBe("changed");
  });

  it("store nothing for a site that has none", async () => {
    const object = env.SWITCHES.getByName(crypto.randomUUID());
    await object.read(null);
    const tables = await runInDurableObject(object, (_, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'switches'").toArray(),
    );
    expect(tables).toEqual([]);
  });
});
