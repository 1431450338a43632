import type { TextValues } from "../i18n/text.ts";
import type { Notice, NoticeContext } from "./notice.ts";
import { FINAL, NOTICE_OF_CODE, NOTICE_OF_KIND, type NoticeName } from "./notice-names.ts";
import { type NoticeKit, renderMore } from "./render-more.ts";
import type { Trouble } from "./trouble.ts";
import type { Unreachable } from "./why-unreachable.ts";

/** The notice for a trouble. Nothing of a key, token or assertion comes into it. */
export function noticeOf(
  kit: NoticeKit,
  trouble: Trouble,
  context: NoticeContext,
  unreachable: Unreachable = "network",
): Notice {
  const { text } = kit;
  const notice = (name: NoticeName | "network", values: TextValues, topic: string): Notice => ({
    title: text(`${name}.title`),
    text: text(`${name}.text`, { ...named(context), ...values }),
    ...(!FINAL.some((final) => final === name) && { button: text("retry") }),
    more: renderMore(kit, context, topic, null),
  });
  const { kind } = trouble;
  switch (kind) {
    case "problem":
      return problemNotice(kit, trouble.problem, context);
    case "network":
      return notice(unreachable, {}, kind);
    case "signed-out":
      // Somebody asked for it: there is nothing to explain.
      return { ...notice("signedOut", {}, kind), button: text("signIn"), more: undefined };
    case "assertion": {
      const reason = text(`assertion.${trouble.reason}`, { status: trouble.status ?? "" });
      return notice("assertion", { reason }, kind);
    }
    case "key-in-attribute":
      return notice("keyInAttribute", { attribute: trouble.attribute }, kind);
    case "time-zone-invalid":
      return notice("timeZoneInvalid", { timeZone: trouble.timeZone }, kind);
    default:
      return notice(NOTICE_OF_KIND[kind], {}, kind);
  }
}

type Problem = Extract<Trouble, { kind: "problem" }>["problem"];

function problemNotice(kit: NoticeKit, problem: Problem, context: NoticeContext): Notice {
  const { text } = kit;
  const { code, title, detail, requestId, retryAfterSeconds } = problem;
  // A newer broker may know other codes, and a code may be named as something that objects inherit.
  const own = Object.hasOwn(NOTICE_OF_CODE, code) ? NOTICE_OF_CODE[code] : undefined;
  // Sandboxed frames and files have the origin "null", which no setting can allow.
  const name = own === "originRefused" && context.origin === "null" ? "originMissing" : own;
  const wait = retryAfterSeconds
    ? text("wait", { duration: inSeconds(retryAfterSeconds, context.locale) })
    : text("waitLittle");
  return {
    title: name ? text(`${name}.title`) : title,
    text: name ? text(`${name}.text`, { ...named(context), wait }) : detail,
    ...(!FINAL.some((final) => final === name) && { button: text("retry") }),
    more: renderMore(kit, context, code, requestId),
  };
}

function named({ site, broker, origin }: NoticeContext): TextValues {
  return { site, broker, origin };
}

/** As in "30 seconds". */
function inSeconds(count: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "long" }).format(count);
}
