import { DurableObject } from "cloudflare:workers";
import {
  type Claim,
  type ClaimRequest,
  type KeyDescription,
  type KeyRecord,
  KeyVault,
  type MintFailed,
  type MintReport,
  type ProjectKeyState,
  type StoredKey,
} from "../provisioning/key-record.ts";

const RECORD = "record";

/** Keeps the sealed key of one project in Cekura, and who is making one. */
export class ProjectKeyObject extends DurableObject implements ProjectKeyState {
  readonly #vault = new KeyVault({
    read: () => this.ctx.storage.kv.get<KeyRecord>(RECORD),
    write: (record) => this.ctx.storage.kv.put(RECORD, record),
  });

  claim(request: ClaimRequest): Promise<Claim> {
    return this.#vault.claim(request);
  }

  claimRotation(request: ClaimRequest): ReturnType<ProjectKeyState["claimRotation"]> {
    return this.#vault.claimRotation(request);
  }

  describe(nowMs: number): Promise<KeyDescription> {
    return this.#vault.describe(nowMs);
  }

  store(key: StoredKey): ReturnType<ProjectKeyState["store"]> {
    return this.#vault.store(key);
  }

  useGiven(claim: Pick<ClaimRequest, "name" | "maker">): Promise<void> {
    return this.#vault.useGiven(claim);
  }

  fail(report: MintReport): Promise<MintFailed> {
    return this.#vault.fail(report);
  }

  reject(id: number): Promise<void> {
    return this.#vault.reject(id);
  }

  reseal(change: { from: string; to: string }): Promise<void> {
    return this.#vault.reseal(change);
  }
}
