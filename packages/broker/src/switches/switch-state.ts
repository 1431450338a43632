import { SWITCH_KEPT_MS, SWITCHED_SUBJECTS } from "../base/limits/state.ts";

/** What the owner has switched off or revoked: of a whole site, or of one subject. */
export interface SwitchEntry {
  /** The subject's name, see `SubjectNames`; empty for the whole site. */
  subject: string;
  isDisabled: boolean;
  /** Everything issued until then is revoked, in milliseconds since 1970; 0 for nothing. */
  revokedMs: number;
  changedMs: number;
}

export interface SwitchChange {
  subject: string;
  /** Absent: stays as it is. */
  isDisabled?: boolean;
  revokedMs?: number;
  nowMs: number;
}

/** The entries of a site, and a name of this state of theirs. */
export interface SwitchReading {
  version: string;
  entries: readonly SwitchEntry[];
}

/** The switches of one site. */
export interface SwitchState {
  /** Null where nothing has changed since `version`. */
  read(version: string | null): Promise<SwitchReading | null>;
  /** `full`: the site has as many subjects as it may. Nothing has changed then. */
  change(change: SwitchChange): Promise<"changed" | "full">;
}

/** Where the switches of all sites are kept. */
export interface SwitchesState {
  switches(site: string): SwitchState;
}

/** Where the entries of one site are. */
export interface SwitchStore {
  get(subject: string): SwitchEntry | undefined;
  put(entry: SwitchEntry): void;
  list(): SwitchEntry[];
  /** Forgets subjects that are not switched off and whose revocation is older. */
  forgetBefore(ms: number): void;
}

/** The rules of one site's switches over its entries. Each method is one step: nothing comes between. */
export class SwitchBoard implements SwitchState {
  readonly #store: SwitchStore;
  /** New whenever the board wakes, so that a version never names two states. */
  #version: string = crypto.randomUUID();

  constructor(store: SwitchStore) {
    this.#store = store;
  }

  async read(version: string | null): Promise<SwitchReading | null> {
    if (version === this.#version) return null;
    return { version: this.#version, entries: this.#store.list() };
  }

  async change({ subject, isDisabled, revokedMs = 0, nowMs }: SwitchChange): Promise<"changed" | "full"> {
    this.#store.forgetBefore(nowMs - SWITCH_KEPT_MS);
    const before = this.#store.get(subject);
    if (before === undefined && subject !== "" && this.#store.list().length >= SWITCHED_SUBJECTS)
      return "full";
    this.#store.put({
      subject,
      isDisabled: isDisabled ?? before?.isDisabled ?? false,
      // A revocation is never taken back.
      revokedMs: Math.max(before?.revokedMs ?? 0, revokedMs),
      changedMs: nowMs,
    });
    this.#version = crypto.randomUUID();
    return "changed";
  }
}

/** Keeps the entries in memory. */
export function createSwitchList(): SwitchStore {
  const entries = new Map<string, SwitchEntry>();
  return {
    get: (subject) => entries.get(subject),
    put: (entry) => void entries.set(entry.subject, entry),
    list: () => [...entries.values()],
    forgetBefore(ms) {
      for (const { subject, isDisabled, revokedMs } of entries.values())
        if (subject !== "" && !isDisabled && revokedMs < ms) entries.delete(subject);
    },
  };
}
