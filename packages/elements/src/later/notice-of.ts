import type { ProblemCode } from "@keyhole/contract";
import type { html } from "lit";
import type { Notice, NoticeContext } from "../calls/notice.ts";
import type { Trouble } from "../calls/trouble.ts";
import type { enLater } from "../texts/en-later.ts";
import type { Text, TextValues } from "../texts/text.ts";

type NoticeName = keyof typeof enLater extends infer Key
  ? Key extends `${infer Name}.title`
    ? Name
    : never
  : never;

/** Codes with a text of their own; the rest are shown with the broker's `title` and `detail`. */
const NOTICE_OF_CODE: Partial<Record<ProblemCode, NoticeName>> = {
  origin_not_allowed: "originRefused",
  site_unknown: "siteUnknown",
  site_disabled: "siteDisabled",
  not_configured: "notConfigured",
  grant_refused: "accessRefused",
  scope_refused: "accessRefused",
  scope_missing: "accessRefused",
  assertion_invalid: "assertionRejected",
  assertion_expired: "assertionRejected",
  assertion_reused: "assertionRejected",
  rate_limited: "rateLimited",
  quota_exceeded: "rateLimited",
  upstream_rate_limited: "rateLimited",
  upstream_unavailable: "upstreamUnavailable",
  upstream_invalid: "upstreamUnavailable",
  upstream_key_rejected: "keyRejected",
  token_missing: "tokenRefused",
  token_expired: "tokenRefused",
  token_invalid: "tokenRefused",
  token_revoked: "tokenRefused",
  proof_invalid: "tokenRefused",
  nonce_required: "tokenRefused",
  not_found: "missing",
};

/** Where asking again from this page changes nothing. */
const FINAL: readonly NoticeName[] = [
  "keyInAttribute",
  "siteMissing",
  "callMissing",
  "brokerInvalid",
  "timeZoneInvalid",
  "insecureContext",
  "originRefused",
  "originMissing",
  "siteUnknown",
  "siteDisabled",
  "accessRefused",
  "missing",
];

type Explained = Exclude<Trouble, { kind: "network" }>;

export interface NoticeKit {
  html: typeof html;
  text: Text;
}

/** The notice for a trouble. Nothing of a key, token or assertion comes into it. */
export function noticeOf({ html, text }: NoticeKit, trouble: Explained, context: NoticeContext): Notice {
  const { site, broker, origin } = context;
  const notice = (name: NoticeName, values: TextValues = { site, broker, origin }): Notice => ({
    title: text(`${name}.title`),
    text: text(`${name}.text`, values),
    ...(!FINAL.includes(name) && { button: text("retry") }),
  });
  switch (trouble.kind) {
    case "key-in-attribute":
      return notice("keyInAttribute", { attribute: trouble.attribute });
    case "site-missing":
      return notice("siteMissing");
    case "call-missing":
      return notice("callMissing");
    case "broker-invalid":
      return notice("brokerInvalid");
    case "time-zone-invalid":
      return notice("timeZoneInvalid", { timeZone: trouble.timeZone });
    case "insecure-context":
      return notice("insecureContext");
    case "not-signed-in":
      return notice("notSignedIn");
    case "signed-out":
      return { ...notice("signedOut"), button: text("signIn") };
    case "assertion":
      return notice("assertion", {
        reason: text(`assertion.${trouble.reason}`, { status: trouble.status ?? "" }),
      });
    case "answer":
      return notice("answer");
    case "clock":
      return notice("clock");
    case "problem": {
      const { code, title, detail, requestId, retryAfterSeconds } = trouble.problem;
      // A newer broker may know other codes, and a code may be named as something that objects inherit.
      const own = Object.hasOwn(NOTICE_OF_CODE, code) ? NOTICE_OF_CODE[code] : undefined;
      // Sandboxed frames and files have the origin "null", which no setting can allow.
      const name = own === "originRefused" && origin === "null" ? "originMissing" : own;
      const shown = name ? notice(name) : { title, text: detail, button: text("retry") };
      const later = retryAfterSeconds
        ? text("rateLimited.text", { seconds: seconds(retryAfterSeconds, context.locale) })
        : text("rateLimited.later");
      return {
        ...shown,
        ...(name === "rateLimited" && { text: later }),
        more: html`<p part="request-id">${text("requestId")} <code>${requestId}</code></p>`,
      };
    }
  }
}

/** As in "30 seconds". */
function seconds(count: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "long" }).format(count);
}
