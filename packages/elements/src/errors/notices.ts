import type { Diagnosis, ProblemCode } from "@keyhole/contract";
import { html, type TemplateResult } from "lit";
import { parseUrl } from "../base/parse-url.ts";
import { VERSION } from "../base/version.ts";
import type { en } from "../i18n/en.ts";
import type { enErrors } from "../i18n/en-errors.ts";
import type { TextValues } from "../i18n/text.ts";
import type { Notice, NoticeContext } from "./render-notice.ts";
import type { SignInHost } from "./sign-in.ts";
import { signInNotice, signsIn } from "./sign-in-notice.ts";
import type { Trouble } from "./trouble.ts";
import type { Unreachable } from "./unreachable.ts";

/** The element that shows a notice. */
export interface NoticeHost extends SignInHost {
  /** Shows why calls do not appear. Absent: the notice offers no button for it. */
  diagnose?(options: { show: boolean }): Promise<Diagnosis>;
}

/** The key of a notice in the catalogue, where it has a title and a text. */
type NoticeName = keyof (typeof enErrors & typeof en) extends infer Key
  ? Key extends `${infer Name}.text`
    ? Name
    : never
  : never;

/** The notice of each code. An unknown code is shown with the broker's own `title` and `detail`. */
const NOTICE_OF_CODE: Record<ProblemCode, NoticeName> = {
  token_missing: "tokenRefused",
  token_expired: "tokenRefused",
  token_invalid: "tokenRefused",
  token_revoked: "tokenRefused",
  proof_invalid: "tokenRefused",
  nonce_required: "tokenRefused",
  scope_missing: "accessRefused",
  origin_not_allowed: "originRefused",
  site_disabled: "siteDisabled",
  consent_required: "requestRefused",
  challenge_required: "requestRefused",
  site_unknown: "siteUnknown",
  sign_in_required: "signInRequired",
  assertion_invalid: "assertionInvalid",
  assertion_expired: "assertionExpired",
  assertion_reused: "assertionExpired",
  grant_refused: "accessRefused",
  scope_refused: "accessRefused",
  invalid_request: "requestRefused",
  not_found: "missing",
  conflict: "conflict",
  recording_not_ready: "recordingNotReady",
  rate_limited: "rateLimited",
  quota_exceeded: "quotaExceeded",
  upstream_key_rejected: "keyRejected",
  upstream_invalid: "upstreamInvalid",
  upstream_rate_limited: "upstreamBusy",
  upstream_unavailable: "upstreamUnavailable",
  not_configured: "notConfigured",
  internal: "brokerFailed",
};

/** The notice of each kind that has one. A lost connection has several: see `Unreachable`. */
const NOTICE_OF_KIND: Record<
  Exclude<Trouble["kind"], "problem" | "network" | "part" | "page" | "not-signed-in">,
  NoticeName
> = {
  "key-in-attribute": "keyInAttribute",
  "site-missing": "siteMissing",
  "call-missing": "callMissing",
  "broker-invalid": "brokerInvalid",
  "time-zone-invalid": "timeZoneInvalid",
  "insecure-context": "insecureContext",
  "signed-out": "signedOut",
  assertion: "assertion",
  answer: "answer",
  script: "script",
  clock: "clock",
};

/** Notices without a button: trying again from this page changes nothing. */
const FINAL: readonly NoticeName[] = [
  "keyInAttribute",
  "siteMissing",
  "callMissing",
  "brokerInvalid",
  "timeZoneInvalid",
  "insecureContext",
  "page",
  "originRefused",
  "originMissing",
  "siteUnknown",
  "siteDisabled",
  "accessRefused",
  "addressUnlisted",
  "assertionInvalid",
  "missing",
];

/** The notice for a trouble. It never holds any part of a key, token or assertion. */
export function noticeOf(
  host: NoticeHost,
  trouble: Trouble,
  context: NoticeContext,
  unreachable: Unreachable | "network" = "network",
): Notice {
  const { text } = host;
  const notice = (name: NoticeName, values: TextValues, topic: string): Notice => ({
    title: text(`${name}.title`),
    text: text(`${name}.text`, { ...named(context), ...values }),
    ...(!FINAL.some((final) => final === name) && { button: text("retry") }),
    more: renderMore(host, context, topic, null),
  });
  const { kind } = trouble;
  switch (kind) {
    case "problem":
      return problemNotice(host, trouble.problem, context);
    case "network":
      return notice(unreachable, {}, kind);
    case "not-signed-in":
      return signsIn(host)
        ? signInNotice(host, context, renderMore(host, context, kind, null))
        : notice("notSignedIn", {}, kind);
    case "signed-out":
      // The viewer or the page asked for it: there is nothing to explain.
      return { ...notice("signedOut", {}, kind), button: text("signIn"), more: undefined };
    case "assertion": {
      const reason = text(`assertion.${trouble.reason}`, { status: trouble.status ?? "" });
      return notice("assertion", { reason }, kind);
    }
    case "key-in-attribute":
      return notice("keyInAttribute", { attribute: trouble.attribute }, kind);
    case "time-zone-invalid":
      return notice("timeZoneInvalid", { timeZone: trouble.timeZone }, kind);
    case "page":
      return notice("page", { reason: trouble.reason }, kind);
    case "part":
      return notice(navigator.onLine ? "part" : "offline", {}, kind);
    default:
      return notice(NOTICE_OF_KIND[kind], {}, kind);
  }
}

type Problem = Extract<Trouble, { kind: "problem" }>["problem"];

function problemNotice(host: NoticeHost, problem: Problem, context: NoticeContext): Notice {
  const { text } = host;
  const { code, title, detail, requestId, retryAfterSeconds } = problem;
  // A newer broker may send other codes, even one that every object inherits, such as "constructor".
  const own = Object.hasOwn(NOTICE_OF_CODE, code) ? NOTICE_OF_CODE[code] : undefined;
  // Sandboxed frames and files have the origin "null", which no setting can allow.
  let name = own === "originRefused" && context.origin === "null" ? "originMissing" : own;
  // The address is wrong, not the proof: only the owner can add it, and no new token helps.
  if (/^(proof_invalid|invalid_request)$/.test(code) && detail.includes("publicUrls"))
    name = "addressUnlisted";
  const more = renderMore(host, context, code, requestId, detail);
  if (name === "signInRequired" || (signsIn(host) && code.startsWith("assertion_")))
    return signInNotice(host, context, more);
  const wait = retryAfterSeconds
    ? text("wait", { duration: inSeconds(retryAfterSeconds, context.locale) })
    : text("waitLittle");
  return {
    title: name ? text(`${name}.title`) : title,
    text: name ? text(`${name}.text`, { ...named(context), wait }) : detail,
    ...(!FINAL.some((final) => final === name) && { button: text("retry") }),
    more,
  };
}

function named({ site, broker, origin }: NoticeContext): TextValues {
  return { site, broker, origin };
}

/** As in "30 seconds". */
function inSeconds(count: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "long" }).format(count);
}

/**
 * The folder of the page about errors: that of this release's scripts, on whatever host they came from. In a
 * bundle of the page's own, or where the script has no folder (`blob:`), it is the broker's latest; null
 * without a broker.
 */
export function helpFolder(broker: string, version: string, script: string): string | null {
  const folder = version === "source" ? null : parseUrl("./", script);
  if (folder) return folder.href;
  return broker ? `${broker}/keyhole/` : null;
}

/** The place about a topic on the page about errors; null without a broker. */
export function helpLink(broker: string, topic: string): string | null {
  const folder = helpFolder(broker, VERSION, import.meta.url);
  return folder && `${folder}errors.html#${encodeURIComponent(topic)}`;
}

/** Origins of a developer's own machine. */
const LOOPBACK = /^https?:\/\/([\w.-]+\.)?(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/**
 * Below a notice: the request id with a button to copy it, one that finds out the reason, and a link to the page about errors. On a developer's
 * own machine also what the broker says to the owner.
 */
function renderMore(
  host: NoticeHost,
  { broker, origin }: NoticeContext,
  topic: string,
  requestId: string | null,
  detail?: string,
): TemplateResult {
  const { text } = host;
  const copy = () =>
    navigator.clipboard.writeText(`${requestId}`).then(
      () => host.say(text("copiedId")),
      () => host.say(text("notCopiedId")),
    );
  const href = helpLink(broker, topic);
  const findOut = async ({ target }: Event) => {
    const { checks } = (await host.diagnose?.({ show: true })) ?? { checks: [] };
    // Its file has not come, so no dialog is there.
    if (checks.length === 1) (target as Element).after(checks[0]?.fix ?? "");
  };
  const reason =
    host.diagnose && html`<button class="link" part="find-out" @click=${findOut}>${text("findOut")}</button>`;
  const words =
    detail && LOOPBACK.test(origin) ? html`<span part="notice-detail" lang="en">${detail}</span>` : null;
  const id =
    requestId &&
    html`<span part="request-id">${text("requestId")} <code part="request-id-value">${requestId}</code></span>
      <button class="link" part="copy" @click=${copy}>${text("copyId")}</button>`;
  const link =
    href &&
    html`<a class="link" part="help" href=${href} target="_blank" rel="noreferrer">${text("help")}</a>`;
  return html`<p class="more-about" part="notice-more">${words} ${id} ${reason} ${link}</p>`;
}
