import type { ProblemCode } from "./problems.ts";

/** A key of Cekura that the Worker made for one project, without the key itself. */
export interface CekuraKey {
  /** Cekura's number of it, and its name in Cekura's dashboard. */
  id: number;
  name: string;
  /** ISO 8601; null if Cekura did not tell. */
  createdAt: string | null;
}

/** Answer of `GET /v1/admin/state`. */
export interface AdminState {
  /** One entry for each project that the Worker makes keys for. */
  cekuraKeys: readonly {
    project: number;
    /** Null: none was made yet. `isRejected`: Cekura does not accept it any more. */
    key: (CekuraKey & { isRejected: boolean }) | null;
    /** Names of keys that may exist in Cekura and that nobody holds: revoke them in its dashboard. */
    orphans: readonly string[];
  }[];
}

/** Answer of `POST /v1/admin/cekura/:project/rotate`. */
export interface CekuraKeyRotation {
  project: number;
  /** The new key. */
  key: CekuraKey;
  /** The key that it replaces, to be revoked in Cekura's dashboard; null if there was none. */
  revoke: Pick<CekuraKey, "id" | "name"> | null;
}

/** One item of `GET /v1/admin/deliveries`: a call on its way to Cekura. */
export interface Delivery {
  /** Names it in `POST /v1/admin/deliveries/:id/repeat`. */
  id: string;
  /** The call's id in Ultravox. */
  call: string;
  site: string;
  state: "waiting" | "done" | "failed";
  /** Attempts to send it. */
  tries: number;
  /** When it is tried next, ISO 8601 with Z; null unless it waits. */
  nextAt: string | null;
  /** Why the last attempt failed; null if it did not. */
  code: ProblemCode | null;
}
