import type { ProblemCode } from "@keyhole/contract";
import type { Notice } from "../../errors/render-notice.ts";
import type { TextKey } from "../../i18n/text.ts";
import type { TalkFailure } from "../model/talk-state.ts";
import type { TalkHost } from "./talk-host.ts";

/** Failures after which trying again from this page changes nothing. */
const FINAL: readonly string[] = ["insecure-context", "webrtc-missing"];

/** The name of a notice in the catalogue of a talk. */
type NoticeName = TextKey extends infer Key ? (Key extends `talk.${infer Name}.text` ? Name : never) : never;

/** Codes that mean something else for a call that is started than for calls that are shown. */
const NOTICE_OF_CODE: Partial<Record<ProblemCode, NoticeName>> = {
  consent_required: "consent_required",
  challenge_required: "challenge_required",
  quota_exceeded: "quota_exceeded",
  conflict: "conflict",
  invalid_request: "invalid_request",
  scope_missing: "access",
  scope_refused: "access",
  grant_refused: "access",
  not_found: "access",
  upstream_invalid: "service",
  upstream_unavailable: "service",
  upstream_key_rejected: "service",
};

/** What the viewer reads about a failure: what happened, why and what to do. */
export function talkNotice(host: TalkHost, failure: TalkFailure): Notice {
  const { text } = host;
  if (failure.kind !== "broker") {
    const directive = "directive" in failure ? failure.directive : "";
    return {
      title: text(`talk.${failure.kind}.title`),
      text: text(`talk.${failure.kind}.text`, { directive }),
      ...(!FINAL.includes(failure.kind) && { button: text("retry") }),
    };
  }
  const notice = host.explain(failure.failure);
  const problem = failure.failure.kind === "problem" ? failure.failure.problem : null;
  const name = problem && Object.hasOwn(NOTICE_OF_CODE, problem.code) ? NOTICE_OF_CODE[problem.code] : null;
  // An address that is not listed is the owner's to fix, whatever was asked.
  if (!name || !problem || (name === "invalid_request" && problem.detail.includes("publicUrls")))
    return notice;
  const { retryAfterSeconds } = problem;
  const duration = host.formats.duration((retryAfterSeconds ?? 0) * 1_000);
  const wait = retryAfterSeconds ? text("wait", { duration }) : text("waitLittle");
  return {
    ...notice,
    title: text(`talk.${name}.title`),
    text: text(`talk.${name}.text`, { wait, site: host.site ?? "" }),
    button: text("retry"),
  };
}
