import { PROJECT_KEY_CACHE_SECONDS, PROJECT_KEY_POLL_MS } from "../base/limits/project-keys.ts";
import type { Log } from "../base/log.ts";
import type { CekuraProject } from "../config/check-site.ts";
import type { Settings } from "../config/settings.ts";
import type { Keyring } from "../keys/keyring.ts";
import { sha256Base64url } from "../keys/sha256.ts";
import { openStored, sealStored } from "../keys/stored-seal.ts";
import type { KeyDescription, ProjectKeyState, StoredKey } from "./key-record.ts";
import { createKeyMaker, lostWords, type Made, type Making } from "./make-key.ts";
import { refuseGiven, refuseLostKey, refuseMint, refuseTwoRotations, refuseUnset } from "./refuse-key.ts";

/** A key to read a project of Cekura with. */
export interface ProjectKey {
  apiKey: string;
  /** The key that was made for the project; null for the key that the owner gave. */
  made: Pick<StoredKey, "id" | "name"> | null;
}

/** Keys of the projects in Cekura. */
export interface ProjectKeys {
  /** The key of a project. It makes one where the config says so and there is none yet. */
  keyFor(project: CekuraProject, time: { deadlineMs: number }): Promise<ProjectKey>;
  /** Cekura rejects a key. It is used no longer than until the owner gives another key to make one with. */
  noteRejected(project: CekuraProject, key: ProjectKey): Promise<void>;
  /** Makes a key that replaces the one that there is, and names that one, which the owner is to revoke. */
  rotate(project: number): Promise<Omit<Extract<Made, { kind: "made" }>, "kind">>;
  /** What the owner may know of the key that was made for a project. */
  describe(project: number): Promise<KeyDescription>;
  /** Refuses if there is no key that reads or makes one. */
  check(): void;
}

export interface ProjectKeysOptions {
  settings: Pick<Settings, "cekura">;
  keyring: Keyring;
  /** Finds what is stored about the key of a project below a base URL. Refuses if the Worker has no place for it. */
  state: (baseUrl: string, project: number) => ProjectKeyState;
  /** Where the broker is reached, which the names of keys say. */
  publicUrl: string;
  fetch: typeof globalThis.fetch;
  now: () => number;
  /** Keeps the making of a key alive if the page that caused it goes away. */
  waitUntil: (work: Promise<unknown>) => void;
  log: Log;
}

/**
 * Works with keys that can do less than the one given. With `provisionKey`, the owner's key makes one key for each
 * project, once for all isolates, and does nothing else. The trade-off: a made key can write as well as read, because
 * Cekura's API makes no others.
 */
export function createProjectKeys(options: ProjectKeysOptions): ProjectKeys {
  const { settings, keyring, state, publicUrl, fetch, now, waitUntil, log } = options;
  const { apiKey: given, baseUrl } = settings.cekura;
  const cache = new Map<number, { key: ProjectKey; untilMs: number }>();
  const makeKey = createKeyMaker({ baseUrl, keyring, fetch, now, tell });

  const claimOf = async (apiKey: string) => ({
    name: keyName(publicUrl),
    maker: await sha256Base64url(apiKey),
  });

  async function findKey(apiKey: string, project: number, endMs: number): Promise<ProjectKey> {
    const vault = state(baseUrl, project);
    const claim = await claimOf(apiKey);
    for (;;) {
      const claimed = await vault.claim({ ...claim, nowMs: now() });
      switch (claimed.kind) {
        case "ready":
          return open(vault, claimed.key);
        case "given":
          return { apiKey, made: null };
        case "failed":
          throw refuseMint(claimed, project);
        case "mint": {
          if (claimed.crashed !== null) tell(lostWords(claimed.crashed));
          await finish(makeOrUse({ vault, apiKey, project, ...claim }));
          break;
        }
        case "wait":
          if (now() + PROJECT_KEY_POLL_MS >= endMs) {
            throw refuseMint({ failure: "unavailable", retryAfterMs: 1000, orphans: [] }, project);
          }
          await new Promise((resolve) => setTimeout(resolve, PROJECT_KEY_POLL_MS));
      }
    }
  }

  /** Makes a key; or uses the given one from now on, because that makes none. */
  async function makeOrUse(making: Making): Promise<void> {
    if ((await makeKey(making)).kind !== "given") return;
    await making.vault.useGiven(making);
    tell(
      `CEKURA_API_KEY: makes no keys, because it is a project's or only reads; it is used as it is for ${making.project}`,
    );
  }

  /** Makes a key in place of another, which stays in use where none is made. */
  async function makeAnother(making: Making): Promise<Made> {
    const made = await makeKey(making);
    if (made.kind === "given") {
      const { vault, name } = making;
      await vault.fail({ name, failure: "refused", mayExist: false, retryAfterMs: null, nowMs: now() });
    }
    return made;
  }

  /** Waits for the making of a key, which goes on if the page that caused it goes away. */
  function finish<Result>(making: Promise<Result>): Promise<Result> {
    waitUntil(making.catch(() => {}));
    return making;
  }

  async function open(vault: ProjectKeyState, { sealed, id, name }: StoredKey): Promise<ProjectKey> {
    const stored = await openStored(keyring, sealed);
    if (stored === null) throw refuseLostKey({ id, name });
    if (stored.isStale) await vault.reseal({ from: sealed, to: await sealStored(keyring, stored.text) });
    return { apiKey: stored.text, made: { id, name } };
  }

  function tell(detail: string): void {
    log({ level: "warn", event: "cekura_key", detail });
  }

  return {
    async keyFor({ project, provisionKey }, { deadlineMs }) {
      if (given === null) throw refuseUnset();
      if (!provisionKey) return { apiKey: given, made: null };
      const cached = cache.get(project);
      if (cached !== undefined && now() < cached.untilMs) return cached.key;
      const key = await findKey(given, project, now() + deadlineMs);
      cache.set(project, { key, untilMs: now() + PROJECT_KEY_CACHE_SECONDS * 1000 });
      return key;
    },
    async noteRejected({ project }, { made }) {
      cache.delete(project);
      if (made !== null) await state(baseUrl, project).reject(made.id);
    },
    async rotate(project) {
      if (given === null) throw refuseUnset();
      const vault = state(baseUrl, project);
      const claim = await claimOf(given);
      const claimed = await vault.claimRotation({ ...claim, nowMs: now() });
      if (claimed.kind === "wait") throw refuseTwoRotations();
      if (claimed.kind === "failed") throw refuseMint(claimed, project);
      if (claimed.crashed !== null) tell(lostWords(claimed.crashed));
      const made = await finish(makeAnother({ vault, apiKey: given, project, ...claim }));
      switch (made.kind) {
        case "made":
          cache.delete(project);
          return made;
        case "given":
          throw refuseGiven();
        case "failed":
          throw refuseMint(made, project);
      }
    },
    describe: (project) => state(baseUrl, project).describe(now()),
    check() {
      if (given === null) throw refuseUnset();
    },
  };
}

/** Cekura's dashboard shows the name, by which the owner finds a key to revoke. */
function keyName(publicUrl: string): string {
  const random = crypto.randomUUID().slice(0, 8);
  return `Keyhole ${new URL(publicUrl).hostname} ${random}`;
}
