import type { ProblemCode } from "@keyhole/contract";
import type { Context } from "hono";
import type { Audit } from "../audit/audit.ts";
import {
  REFUSAL_LINES_PER_MINUTE,
  REPEATS_REMEMBERED,
  SETTING_LINES_PER_MINUTE,
} from "../base/limits/logs.ts";
import { createRepeats } from "../base/repeats.ts";
import type { BrokerEnv } from "./broker-env.ts";
import type { Refusal, RefusalReason } from "./refusal.ts";

/** Tells the owner of a refusal. A request has at most one. */
export type LogRefusal = (context: Context<BrokerEnv>, refusal: Refusal) => void;

const MINUTE_MS = 60_000;

/** Refusals that every request of every page gets, until the owner changes a setting. */
const SETTING_REASONS: readonly (RefusalReason | undefined)[] = [
  "address: not in publicUrls",
  "proof: address",
];

/**
 * Notes each refusal with its request id, its inner reason, and what is known of the viewer.
 *
 * The trade-off: strangers may be refused as often as they like, so an isolate notes at most
 * `REFUSAL_LINES_PER_MINUTE` refusals of one reason and site in a minute, and counts the others: the next one says how
 * many, or a line of its own once the minute is over. A wrong setting is told once a minute. Reasons and sites are few,
 * and none comes from a request.
 */
export function createRefusalLog(audit: Pick<Audit, "note" | "beforeFlush">, now: () => number): LogRefusal {
  const lines = createLineCount(now);
  const isRepeated = createRepeats(now, REPEATS_REMEMBERED);
  audit.beforeFlush(() => {
    for (const { refused, unlogged } of lines.takeUnlogged()) audit.note({ ...refused, unlogged });
  });
  return function logRefusal(context, { code, detail: told, options }) {
    // A request that took too long is refused; what it was waiting for may then refuse it again.
    if (context.get("isLogged")) return;
    context.set("isLogged", true);
    const site = context.get("site")?.id ?? null;
    const { reason } = options;
    const detail = options.ownerDetail ?? told;
    const isSetting = code === "not_configured" || SETTING_REASONS.includes(reason);
    if (isSetting && isRepeated(detail)) return;
    const refused: Refused = {
      kind: "refusal",
      code,
      site,
      subject: null,
      ...(reason === undefined ? {} : { reason }),
    };
    const unlogged = lines.count(refused, isSetting ? SETTING_LINES_PER_MINUTE : REFUSAL_LINES_PER_MINUTE);
    if (unlogged === null) return;
    const event = {
      ...refused,
      subject: context.get("subjectName") ?? null,
      requestId: context.get("requestId"),
      ...(unlogged === 0 ? {} : { unlogged }),
    };
    audit.note(event, {
      detail,
      audience: context.get("audience") ?? "",
      isSilent: isTicketUrl(context.req.path),
    });
  };
}

/** What refusals that are counted together have in common. */
interface Refused {
  kind: "refusal";
  code: ProblemCode;
  site: string | null;
  subject: null;
  reason?: RefusalReason;
}

/** Counts refusals that are alike within a minute. */
function createLineCount(now: () => number) {
  const linesOf = new Map<string, { refused: Refused; sinceMs: number; written: number; unlogged: number }>();
  return {
    /** How many were left out before this one; null if this one is to be left out, too. */
    count(refused: Refused, limit: number): number | null {
      const name = JSON.stringify(refused);
      const known = linesOf.get(name);
      const isSame = known !== undefined && now() - known.sinceMs < MINUTE_MS;
      const lines = isSame ? known : { refused, sinceMs: now(), written: 0, unlogged: known?.unlogged ?? 0 };
      linesOf.set(name, lines);
      if (lines.written >= limit) {
        lines.unlogged += 1;
        return null;
      }
      const { unlogged } = lines;
      lines.written += 1;
      lines.unlogged = 0;
      return unlogged;
    },
    /** Those left out in minutes that are over. */
    takeUnlogged(): { refused: Refused; unlogged: number }[] {
      const over = [...linesOf.values()].filter(
        ({ sinceMs, unlogged }) => unlogged > 0 && now() - sinceMs >= MINUTE_MS,
      );
      return over.map((lines) => {
        const { refused, unlogged } = lines;
        lines.unlogged = 0;
        return { refused, unlogged };
      });
    },
  };
}

/**
 * The platform may store a line with the URL of its request, and that of a recording is a ticket. Such a refusal is kept
 * without a line.
 */
function isTicketUrl(path: string): boolean {
  return path.startsWith("/v1/recordings/");
}
