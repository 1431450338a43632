import { type Cekura, createCekura } from "@keyhole/upstream/cekura";
import type { UpstreamError } from "@keyhole/upstream/request";
import { MINT_DEADLINE_MS } from "../base/limits/project-keys.ts";
import type { Keyring } from "../keys/keyring.ts";
import { sealStored } from "../keys/stored-seal.ts";
import type { ClaimRequest, MintFailed, MintFailure, ProjectKeyState, StoredKey } from "./key-record.ts";

/** What came of making a key. */
export type Made =
  | {
      kind: "made";
      key: Omit<StoredKey, "sealed" | "maker">;
      replaced: Pick<StoredKey, "id" | "name"> | null;
    }
  /** The key that the owner gave makes none: it is a project's, or only reads. */
  | { kind: "given" }
  | ({ kind: "failed" } & MintFailed);

/** Which key is to be made, and where it is kept. */
export interface Making extends Omit<ClaimRequest, "nowMs"> {
  vault: ProjectKeyState;
  project: number;
  /** The key that the owner gave. */
  apiKey: string;
}

export interface KeyMakerOptions {
  baseUrl: string;
  keyring: Keyring;
  fetch: typeof globalThis.fetch;
  now: () => number;
  /** Writes a line for the owner. */
  tell: (detail: string) => void;
}

/** Makes a key of Cekura that was claimed, keeps it sealed, and tells the owner about it or about what may be lost. */
export function createKeyMaker({ baseUrl, keyring, fetch, now, tell }: KeyMakerOptions) {
  return async function makeKey({ vault, apiKey, name, maker, project }: Making): Promise<Made> {
    const cekura = createCekura({ apiKey, baseUrl, fetch, now });
    const made = await cekura.createApiKey({ name, projectId: project }, { deadlineMs: MINT_DEADLINE_MS });
    if (made.ok) {
      const { id, createdAt, key } = made.value;
      const stored = { id, name, createdAt, sealed: await sealStored(keyring, key), maker };
      // Storing the same key twice is storing it once.
      const answer = await vault.store(stored).catch(() => vault.store(stored));
      if (answer === null) {
        tell(lostWords(name));
        return { kind: "failed", failure: "unavailable", retryAfterMs: 0, orphans: [name] };
      }
      const { replaced } = answer;
      const before = replaced === null ? "" : `; revoke ${describeKey(replaced)}, which it replaces`;
      tell(`made the key ${describeKey({ id, name })} for the project ${project}${before}`);
      return { kind: "made", key: { id, name, createdAt }, replaced };
    }
    if (made.error.kind === "key_rejected" && (await isOfProject(cekura, project))) return { kind: "given" };
    const failure = failureOf(made.error);
    const mayExist = isUnclear(made.error);
    if (mayExist) tell(lostWords(name));
    const retryAfterMs = made.error.kind === "rate_limited" ? made.error.retryAfterMs : null;
    return { kind: "failed", ...(await vault.fail({ name, failure, mayExist, retryAfterMs, nowMs: now() })) };
  };
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

/** Tells of a key that nobody holds and nobody can revoke but its owner. */
export function lostWords(name: string): string {
  return `a key named ${name} may exist in Cekura that nobody holds; revoke it in the dashboard`;
}
