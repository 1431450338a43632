import { type Cekura, createCekura } from "@keyhole/upstream/cekura";
import type { UpstreamError } from "@keyhole/upstream/request";
import { MINT_DEADLINE_MS, PROJECT_KEY_CACHE_SECONDS, PROJECT_KEY_POLL_MS } from "../base/limits.ts";
import type { Log } from "../base/log.ts";
import type { CekuraProject } from "../config/check-site.ts";
import type { Settings } from "../config/settings.ts";
import type { Keyring } from "../keys/keyring.ts";
import { sha256Base64url } from "../keys/sha256.ts";
import { openStored, sealStored } from "../keys/stored-seal.ts";
import type { ClaimRequest, MintFailure, ProjectKeyState, StoredKey } from "./key-record.ts";
import { refuseLostKey, refuseMint, refuseUnset } from "./refuse-key.ts";

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

  async function findKey(apiKey: string, project: number, endMs: number): Promise<ProjectKey> {
    const vault = state(baseUrl, project);
    const claim = { name: keyName(publicUrl), maker: await sha256Base64url(apiKey) };
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
          const making = mint(vault, apiKey, { ...claim, project });
          waitUntil(making.catch(() => {}));
          await making;
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

  async function open(vault: ProjectKeyState, { sealed, id, name }: StoredKey): Promise<ProjectKey> {
    const stored = await openStored(keyring, sealed);
    if (stored === null) throw refuseLostKey({ id, name });
    if (stored.isStale) await vault.reseal({ from: sealed, to: await sealStored(keyring, stored.text) });
    return { apiKey: stored.text, made: { id, name } };
  }

  async function mint(
    vault: ProjectKeyState,
    apiKey: string,
    { name, maker, project }: Omit<ClaimRequest, "nowMs"> & { project: number },
  ): Promise<void> {
    const cekura = createCekura({ apiKey, baseUrl, fetch, now });
    const made = await cekura.createApiKey({ name, projectId: project }, { deadlineMs: MINT_DEADLINE_MS });
    if (made.ok) {
      const { id, createdAt, key } = made.value;
      const stored = { id, name, createdAt, sealed: await sealStored(keyring, key), maker };
      // Storing the same key twice is storing it once.
      const answer = await vault.store(stored).catch(() => vault.store(stored));
      if (answer === null) return tell(lostWords(name));
      const { replaced } = answer;
      const before = replaced === null ? "" : `; revoke ${describeKey(replaced)}, which it replaces`;
      return tell(`made the key ${describeKey({ id, name })} for the project ${project}${before}`);
    }
    if (made.error.kind === "key_rejected" && (await isOfProject(cekura, project))) {
      await vault.useGiven({ name, maker });
      return tell(
        `CEKURA_API_KEY: makes no keys, because it is a project's or only reads; it is used as it is for ${project}`,
      );
    }
    const mayExist = isUnclear(made.error);
    if (mayExist) tell(lostWords(name));
    const retryAfterMs = made.error.kind === "rate_limited" ? made.error.retryAfterMs : null;
    await vault.fail({ name, failure: failureOf(made.error), mayExist, retryAfterMs, nowMs: now() });
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

/** Whether a key that makes no keys is one of the project alone, rather than an organization's or a wrong one. */
async function isOfProject(cekura: Cekura, project: number): Promise<boolean> {
  const time = { deadlineMs: MINT_DEADLINE_MS };
  const metrics = await cekura.listMetrics({ projectId: project }, time);
  if (!metrics.ok) return false;
  const projects = await cekura.listProjects(time);
  return !projects.ok || projects.value.items.every(({ id }) => id === project);
}

/** Whether Cekura may have made a key although there is no usable answer. */
function isUnclear(error: UpstreamError): boolean {
  if (error.kind === "unavailable") return error.status !== 503;
  return error.kind === "invalid" || error.kind === "aborted";
}

function failureOf({ kind }: UpstreamError): MintFailure {
  switch (kind) {
    case "key_rejected":
    case "rate_limited":
    case "invalid":
      return kind;
    case "refused":
    case "not_found":
      return "refused";
    default:
      return "unavailable";
  }
}

function describeKey({ id, name }: Pick<StoredKey, "id" | "name">): string {
  return `${id} (${name})`;
}

function lostWords(name: string): string {
  return `a key named ${name} may exist in Cekura that nobody holds; revoke it in the dashboard`;
}
