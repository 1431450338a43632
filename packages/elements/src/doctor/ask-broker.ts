import type { BrokerCheckId, DiagnosisCheck } from "@keyhole/contract";
import { ANSWER_TIMEOUT_MS, CLOCK_WRONG_MS, SMALL_ANSWER_BYTES } from "../base/limits.ts";
import type { Failure, SessionOptions } from "../session/index.ts";
import { parseJson, readText } from "../session/read-answer.ts";
import { refusal } from "./page-checks.ts";
import type { Examination } from "./patient.ts";

/** Which refusal says what to do about a check of the broker that fails. */
const REFUSALS = {
  site: "site_unknown",
  origin: "origin_not_allowed",
  upstream: "upstream_unavailable",
  key: "upstream_key_rejected",
} as const satisfies Record<Exclude<BrokerCheckId, "identity">, string>;

/** The checks of every site. */
const SITE_CHECKS = Object.keys(REFUSALS) as (keyof typeof REFUSALS)[];

/** Null: the broker could not find out. `identity` is undefined for a site without an identity provider. */
type Verdicts = Readonly<
  Record<keyof typeof REFUSALS, boolean | null> & { identity: boolean | null | undefined }
>;

/** The broker's answer about the page, or why there is none. */
export type Asked =
  | { ok: true; verdicts: Verdicts; version: string; driftMs: number }
  | { ok: false; failure: Failure };

/** Asks `GET /v1/doctor`. Never rejects. */
export async function askBroker({ broker, site }: SessionOptions): Promise<Asked> {
  const fromMs = Date.now();
  try {
    const response = await fetch(`${broker}/v1/doctor?site=${encodeURIComponent(site)}`, {
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    const nowMs = Date.now();
    const body = parseJson((await readText(response, SMALL_ANSWER_BYTES)) ?? "");
    if (response.ok)
      return parseDiagnosis(body, (fromMs + nowMs) / 2) ?? { ok: false, failure: { kind: "answer" } };
    const { readRefusal } = await import("../session/refusal.ts");
    const { outcome } = readRefusal(response, body, nowMs);
    return { ok: false, failure: "failure" in outcome ? outcome.failure : { kind: "answer" } };
  } catch {
    return { ok: false, failure: { kind: "network" } };
  }
}

/** Undefined if the answer does not fit the contract. Checks that this version does not know are left out. */
function parseDiagnosis(body: unknown, nowMs: number): Asked | undefined {
  const { checks, version, time } = (body ?? {}) as Record<string, unknown>;
  const brokerMs = Date.parse(`${time}`);
  if (!Array.isArray(checks) || typeof version !== "string" || Number.isNaN(brokerMs)) return undefined;
  const okOf = (id: BrokerCheckId) => {
    const ok: unknown = checks.find((check) => check?.id === id)?.ok;
    return [id, typeof ok === "boolean" || (id === "identity" && ok === undefined) ? ok : null] as const;
  };
  const verdicts = Object.fromEntries([...SITE_CHECKS, "identity" as const].map(okOf)) as Verdicts;
  return { ok: true, verdicts, version: version.slice(0, 40), driftMs: brokerMs - nowMs };
}

/**
 * Reports whether the broker answers, whether its version and clock match, and what it has checked itself. `isBlocked`:
 * the page's policy blocks the request.
 */
export async function checksOf(
  { options, text, fixFor }: Examination,
  asked: Asked | null,
  own: string,
  isBlocked: boolean,
): Promise<DiagnosisCheck[]> {
  const unknown = (id: DiagnosisCheck["id"]): DiagnosisCheck => ({ id, ok: null, fix: null });
  const ids = ["version", "clock", ...SITE_CHECKS] as const;
  if (!asked || !options || (!asked.ok && isBlocked)) return [unknown("broker"), ...ids.map(unknown)];
  if (!asked.ok) return [{ id: "broker", ok: false, fix: await fixFor(asked.failure) }, ...ids.map(unknown)];
  const { verdicts, version: other, driftMs } = asked;
  // A page may bundle the sources by itself.
  const isSame = own === "source" ? null : own === other;
  const isRight = Math.abs(driftMs) < CLOCK_WRONG_MS;
  const versions = { own, other, broker: options.broker };
  const checks: DiagnosisCheck[] = [
    { id: "broker", ok: true, fix: null },
    { id: "version", ok: isSame, fix: isSame === false ? text("fix.version", versions) : null },
    { id: "clock", ok: isRight, fix: isRight ? null : await fixFor({ kind: "clock" }) },
  ];
  for (const id of SITE_CHECKS) {
    const ok = verdicts[id];
    checks.push({ id, ok, fix: ok === false ? await fixFor(refusal(REFUSALS[id])) : null });
  }
  const { identity } = verdicts;
  if (identity !== undefined)
    checks.push({ id: "identity", ok: identity, fix: identity === false ? text("fix.identity") : null });
  return checks;
}
