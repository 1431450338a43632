import type { DiagnosisCheck } from "@keyhole/contract";
import { KEY_STORE_TIMEOUT_MS } from "../base/limits.ts";
import type { Examination } from "./patient.ts";
import { OwnPromise, within } from "./within.ts";

/** The database of this check alone: that of keys is the session's to create. */
const DATABASE = "keyhole-doctor";

/** Sandboxed frames without `allow-same-origin`, and files, have this origin. */
const hasOrigin = () => globalThis.origin !== "null";
/** Whether the browser offers a page what it keeps for secure ones with an origin. */
const isFull = () => isSecureContext && hasOrigin();

export async function checkFiles({ patient, fixFor }: Examination): Promise<DiagnosisCheck> {
  const { failure } = patient.errorTexts;
  return { id: "files", ok: !failure, fix: failure && (await fixFor(failure)) };
}

export async function checkSettings({ patient: { misuse }, fixFor }: Examination): Promise<DiagnosisCheck> {
  const wrong = misuse && misuse.kind !== "page" ? misuse : null;
  return { id: "settings", ok: !wrong, fix: wrong && (await fixFor(wrong)) };
}

export async function checkSecureContext({ fixFor }: Examination): Promise<DiagnosisCheck> {
  // Some browsers have the one without the other.
  const ok = isSecureContext && Boolean(globalThis.crypto?.subtle);
  return { id: "secure-context", ok, fix: ok ? null : await fixFor({ kind: "insecure-context" }) };
}

export async function checkSandbox({ fixFor }: Examination): Promise<DiagnosisCheck> {
  const ok = hasOrigin();
  return { id: "sandbox", ok, fix: ok ? null : await fixFor(refusal("origin_not_allowed")) };
}

export async function checkStorage({ text }: Examination): Promise<DiagnosisCheck> {
  // Refused to a page without an origin, whose own check says what to do.
  if (!isFull()) return { id: "storage", ok: null, fix: null };
  const ok = await within(KEY_STORE_TIMEOUT_MS, openDatabase).catch(() => false);
  return { id: "storage", ok, fix: ok ? null : text("fix.storage") };
}

/** Opens a database and removes it. Throws or rejects where the browser refuses. */
async function openDatabase(): Promise<boolean> {
  const database = await new OwnPromise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  database.close();
  indexedDB.deleteDatabase(DATABASE);
  return true;
}

/** Chromium alone tells; its older name is `featurePolicy`. */
interface PolicyDocument {
  permissionsPolicy?: { allowsFeature(name: string): boolean };
  featurePolicy?: { allowsFeature(name: string): boolean };
}

export async function checkMicrophone({ text }: Examination): Promise<DiagnosisCheck> {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  const policy = permissionsPolicy ?? featurePolicy;
  const ok = policy && isFull() ? policy.allowsFeature("microphone") : null;
  return { id: "microphone", ok, fix: ok === false ? text("fix.microphone") : null };
}

/** What a broker would answer with such a code. */
export function refusal(
  code: "site_unknown" | "origin_not_allowed" | "upstream_unavailable" | "upstream_key_rejected",
) {
  const problem = { type: "", title: "", status: 0, code, detail: "", requestId: "" };
  return { kind: "problem", problem } as const;
}
