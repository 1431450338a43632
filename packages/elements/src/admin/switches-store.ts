import type { EndedCalls, SiteSwitches } from "@keyhole/contract";
import { Store } from "../base/store.ts";
import type { AdminClient, AdminFailure } from "./admin-answer.ts";
import { parseRevoked, parseSwitched, parseSwitches } from "./parse-admin.ts";

/** A viewer of a site, or the whole site. */
export interface Target {
  site: string;
  /** Null: the whole site. */
  subject: string | null;
}

/** What the last change did. */
export type SwitchOutcome =
  | { did: "off" | "on"; target: Target; calls: EndedCalls | null }
  /** Null: everyone. */
  | { did: "revoked"; target: Target | null };

export interface SwitchesState {
  sites: readonly SiteSwitches[];
  phase: "loading" | "ready" | "failed";
  failure: AdminFailure | null;
  /** Why the last change was not made. */
  refused: AdminFailure | null;
  /** A change is on its way. */
  isChanging: boolean;
  outcome: SwitchOutcome | null;
}

/** Kill switches and revocations of all sites. */
export class SwitchesStore extends Store<SwitchesState> {
  readonly #client: AdminClient;

  constructor(client: AdminClient) {
    super({ sites: [], phase: "loading", failure: null, refused: null, isChanging: false, outcome: null });
    this.#client = client;
  }

  async load(): Promise<void> {
    this.set({ phase: "loading", failure: null });
    const answer = await this.current((signal) =>
      this.#client.ask({ path: "switches", signal }, parseSwitches),
    );
    if (!answer) return;
    if (answer.ok) this.set({ sites: answer.body, phase: "ready" });
    else this.set({ phase: "failed", failure: answer.failure });
  }

  /** Whether a viewer, or a whole site, is switched off. */
  isOff({ site, subject }: Target): boolean {
    const found = this.state.sites.find((each) => each.site === site);
    if (subject === null) return found?.disabled ?? false;
    return found?.subjects.some((each) => each.subject === subject && each.disabled) ?? false;
  }

  async flip(target: Target, disabled: boolean): Promise<void> {
    const { site, subject } = target;
    const viewer = subject === null ? "" : `/subjects/${encodeURIComponent(subject)}`;
    const path = `switches/${encodeURIComponent(site)}${viewer}`;
    await this.#change({ path, method: "PUT", body: { disabled } }, parseSwitched, (done) => ({
      did: done.disabled ? "off" : "on",
      target,
      calls: done.calls,
    }));
  }

  /** Everything that was issued until now; null: to everyone. */
  async revoke(target: Target | null): Promise<void> {
    const { site, subject } = target ?? {};
    const body = { ...(site === undefined ? {} : { site }), ...(subject ? { subject } : {}) };
    await this.#change({ path: "revoke", method: "POST", body }, parseRevoked, () => ({
      did: "revoked",
      target,
    }));
  }

  async #change<Done extends object>(
    request: { path: string; method: "PUT" | "POST"; body: object },
    parse: (body: unknown) => Done | undefined,
    outcomeOf: (done: Done) => SwitchOutcome,
  ): Promise<void> {
    if (this.state.isChanging) return;
    this.set({ isChanging: true, refused: null, outcome: null });
    const answer = await this.current((signal) => this.#client.ask({ ...request, signal }, parse));
    if (!answer) return;
    this.set({
      isChanging: false,
      ...(answer.ok ? { outcome: outcomeOf(answer.body) } : { refused: answer.failure }),
    });
    if (answer.ok) await this.load();
  }
}
