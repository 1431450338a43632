import {
  MINT_BACKOFF_MAX_MS,
  MINT_BACKOFF_MS,
  MINT_LEASE_MS,
  ORPHANS_REMEMBERED,
} from "../base/limits/project-keys.ts";

/** A key of one project, as it is stored. */
export interface StoredKey {
  /** Cekura's number and name of it, for the owner. */
  id: number;
  name: string;
  createdAt: string | null;
  /** The key itself; see `sealStored`. */
  sealed: string;
  /** Hash of the key that made it. */
  maker: string;
}

/** Why no key could be made. */
export type MintFailure = "key_rejected" | "refused" | "rate_limited" | "unavailable" | "invalid";

/** What is to be done about a project's key. */
export type Claim =
  /** Use this one. */
  | { kind: "ready"; key: StoredKey }
  /** Use the key that the owner gave: it is a project's itself. */
  | { kind: "given" }
  /** Make one, by the name of the claim, and report it. `crashed` names one that may exist and that nobody holds. */
  | { kind: "mint"; crashed: string | null }
  /** Another isolate is making it. */
  | { kind: "wait" }
  | ({ kind: "failed" } & MintFailed);

/** Why no key could be made, for how long none is, and which may exist that nobody holds. */
export interface MintFailed {
  failure: MintFailure;
  retryAfterMs: number;
  orphans: readonly string[];
}

/** What may be told about the key of a project. */
export interface KeyDescription {
  /** The key that was made; null if there is none. */
  key: (Pick<StoredKey, "id" | "name" | "createdAt"> & { isRejected: boolean }) | null;
  orphans: readonly string[];
}

export interface ClaimRequest {
  /** Name of the key that would be made. */
  name: string;
  /** Hash of the key that would make it. */
  maker: string;
  nowMs: number;
}

export interface MintReport {
  name: string;
  failure: MintFailure;
  /** A key of that name may exist. */
  mayExist: boolean;
  /** As Cekura told; null otherwise. */
  retryAfterMs: number | null;
  nowMs: number;
}

/**
 * The key of one project, for all isolates. An isolate claims it before it makes one, so only one isolate makes one
 * at a time, and a claim that nobody reported on is noticed: no API key can list or revoke keys, so one that was
 * made and lost has to be named to the owner.
 */
export interface ProjectKeyState {
  claim(request: ClaimRequest): Promise<Claim>;
  /** Claims the making of a key that replaces the one that there is. */
  claimRotation(request: ClaimRequest): Promise<Extract<Claim, { kind: "mint" | "wait" | "failed" }>>;
  describe(nowMs: number): Promise<KeyDescription>;
  /** Stores a key that was made. Null for one that came too late; else the key that it replaces, if any. */
  store(key: StoredKey): Promise<{ replaced: Pick<StoredKey, "id" | "name"> | null } | null>;
  /** The key that the owner gave makes no keys, because it is a project's or only reads. */
  useGiven(claim: Pick<ClaimRequest, "name" | "maker">): Promise<void>;
  fail(report: MintReport): Promise<MintFailed>;
  /** Cekura rejects the key. Another is made only once the owner gives another key to make it with. */
  reject(id: number): Promise<void>;
  /** Replaces the sealed text, if it is still the same. */
  reseal(change: { from: string; to: string }): Promise<void>;
}

/** All that is stored about the key of one project. */
export interface KeyRecord {
  key: (StoredKey & { isRejected: boolean }) | null;
  /** Hash of a given key that is the project's itself. */
  given: string | null;
  attempt: { name: string; maker: string; startedMs: number } | null;
  failure: { kind: MintFailure; maker: string; untilMs: number } | null;
  /** Names of keys that may exist and that nobody holds. */
  orphans: readonly string[];
}

const EMPTY: KeyRecord = { key: null, given: null, attempt: null, failure: null, orphans: [] };

/** Where the record is kept. Reading and writing take no time, so that nothing happens in between. */
export interface KeyRecordStore {
  read(): KeyRecord | undefined;
  write(record: KeyRecord): void;
}

/** Decides who makes a project's key. */
export class KeyVault implements ProjectKeyState {
  readonly #store: KeyRecordStore;

  constructor(store: KeyRecordStore) {
    this.#store = store;
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    const { key, given } = this.#record;
    const { maker } = request;
    if (given === maker) return { kind: "given" };
    if (key !== null && !(key.isRejected && key.maker !== maker)) {
      const { isRejected: _, ...stored } = key;
      return { kind: "ready", key: stored };
    }
    return this.claimRotation(request);
  }

  async claimRotation({ name, maker, nowMs }: ClaimRequest): ReturnType<ProjectKeyState["claimRotation"]> {
    const { attempt, failure, orphans } = this.#record;
    if (attempt !== null && nowMs - attempt.startedMs < MINT_LEASE_MS) return { kind: "wait" };
    const crashed = attempt?.name ?? null;
    if (failure !== null && failure.maker === maker && nowMs < failure.untilMs) {
      return { kind: "failed", failure: failure.kind, retryAfterMs: failure.untilMs - nowMs, orphans };
    }
    this.#change({ attempt: { name, maker, startedMs: nowMs }, orphans: withOrphan(orphans, crashed) });
    return { kind: "mint", crashed };
  }

  async describe(nowMs: number): Promise<KeyDescription> {
    const { key, attempt, orphans } = this.#record;
    const isCrashed = attempt !== null && nowMs - attempt.startedMs >= MINT_LEASE_MS;
    return {
      key:
        key === null
          ? null
          : { id: key.id, name: key.name, createdAt: key.createdAt, isRejected: key.isRejected },
      orphans: withOrphan(orphans, isCrashed ? attempt.name : null),
    };
  }

  async store(key: StoredKey): Promise<{ replaced: Pick<StoredKey, "id" | "name"> | null } | null> {
    const { attempt, key: before } = this.#record;
    if (before?.id === key.id) return { replaced: null };
    if (attempt?.name !== key.name) {
      this.#change({ orphans: withOrphan(this.#record.orphans, key.name) });
      return null;
    }
    this.#change({ key: { ...key, isRejected: false }, given: null, attempt: null, failure: null });
    return { replaced: before === null ? null : { id: before.id, name: before.name } };
  }

  async useGiven({ name, maker }: Pick<ClaimRequest, "name" | "maker">): Promise<void> {
    if (this.#record.attempt?.name === name) this.#change({ given: maker, attempt: null, failure: null });
  }

  async fail({ name, failure: kind, mayExist, retryAfterMs, nowMs }: MintReport): Promise<MintFailed> {
    const { attempt, orphans: before } = this.#record;
    const orphans = withOrphan(before, mayExist ? name : null);
    // Each key that was lost makes the next wait longer.
    const backoffMs = Math.min(MINT_BACKOFF_MAX_MS, MINT_BACKOFF_MS * 4 ** Math.max(0, orphans.length - 1));
    const waitMs = retryAfterMs ?? (mayExist ? backoffMs : MINT_BACKOFF_MS);
    if (attempt?.name === name) {
      const { maker } = attempt;
      this.#change({ attempt: null, failure: { kind, maker, untilMs: nowMs + waitMs }, orphans });
    }
    return { failure: kind, retryAfterMs: waitMs, orphans };
  }

  async reject(id: number): Promise<void> {
    const { key } = this.#record;
    if (key?.id === id && !key.isRejected) this.#change({ key: { ...key, isRejected: true } });
  }

  async reseal({ from, to }: { from: string; to: string }): Promise<void> {
    const { key } = this.#record;
    if (key?.sealed === from) this.#change({ key: { ...key, sealed: to } });
  }

  get #record(): KeyRecord {
    return this.#store.read() ?? EMPTY;
  }

  #change(changes: Partial<KeyRecord>): void {
    this.#store.write({ ...this.#record, ...changes });
  }
}

function withOrphan(orphans: readonly string[], name: string | null): readonly string[] {
  return name === null || orphans.includes(name) ? orphans : [...orphans, name].slice(-ORPHANS_REMEMBERED);
}
