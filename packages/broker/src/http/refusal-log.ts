import type { Context } from "hono";
import { REFUSAL_LINES_PER_MINUTE, SETTING_LINES_PER_MINUTE } from "../base/limits.ts";
import type { Log } from "../base/log.ts";
import type { BrokerEnv } from "./broker-env.ts";
import type { Refusal, RefusalReason } from "./refusal.ts";

/** Writes a refusal to the owner's log. A request has at most one line. */
export type LogRefusal = (context: Context<BrokerEnv>, refusal: Refusal) => void;

const MINUTE_MS = 60_000;

/** Refusals that every request of every page gets, until the owner changes a setting. */
const SETTING_REASONS: readonly (RefusalReason | undefined)[] = [
  "address: not in publicUrls",
  "proof: address",
];

/**
 * Logs each refusal with its request id, its inner reason, and what is known of the viewer.
 *
 * The trade-off: strangers may be refused as often as they like, so an isolate writes at most
 * `REFUSAL_LINES_PER_MINUTE` lines about one reason and site, and says with the next line how many it left
 * out. A wrong setting is told once a minute. Reasons and sites are few, and none comes from a request.
 */
export function createRefusalLog(log: Log, now: () => number): LogRefusal {
  const countLine = createLineCount(now);
  const isRepeated = createRepeats(now);
  return function logRefusal(context, { code, detail: told, options }) {
    // A request that took too long is refused; what it was waiting for may then refuse it again.
    if (context.get("isLogged") || isTicketUrl(context.req.path)) return;
    context.set("isLogged", true);
    const site = context.get("site")?.id;
    const { reason } = options;
    const detail = options.ownerDetail ?? told;
    const isSetting = code === "not_configured" || SETTING_REASONS.includes(reason);
    if (isSetting && isRepeated(detail)) return;
    const name = JSON.stringify([code, reason, site]);
    const unlogged = countLine(name, isSetting ? SETTING_LINES_PER_MINUTE : REFUSAL_LINES_PER_MINUTE);
    if (unlogged === null) return;
    log({
      level: "warn",
      event: code,
      requestId: context.get("requestId"),
      ...(site === undefined ? {} : { site }),
      ...(reason === undefined ? {} : { reason }),
      detail,
      ...(unlogged === 0 ? {} : { unlogged }),
    });
  };
}

/**
 * Counts lines of one name within a minute. Returns how many were left out before this one; null if this
 * one is to be left out, too.
 */
function createLineCount(now: () => number): (name: string, limit: number) => number | null {
  const linesOf = new Map<string, { sinceMs: number; written: number; unlogged: number }>();
  return (name, limit) => {
    const known = linesOf.get(name);
    const isSame = known !== undefined && now() - known.sinceMs < MINUTE_MS;
    const lines = isSame ? known : { sinceMs: now(), written: 0, unlogged: known?.unlogged ?? 0 };
    linesOf.set(name, lines);
    if (lines.written >= limit) {
      lines.unlogged += 1;
      return null;
    }
    const { unlogged } = lines;
    lines.written += 1;
    lines.unlogged = 0;
    return unlogged;
  };
}

/** Knows the texts of the last minute. They may name made-up addresses, so only the newest are kept. */
function createRepeats(now: () => number): (text: string) => boolean {
  const lastMs = new Map<string, number>();
  return (text) => {
    if (now() - (lastMs.get(text) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return true;
    lastMs.delete(text);
    const [oldest] = lastMs.keys();
    if (oldest !== undefined && lastMs.size >= REPEATS_REMEMBERED) lastMs.delete(oldest);
    lastMs.set(text, now());
    return false;
  };
}

/** More than the lines that a minute may have. */
const REPEATS_REMEMBERED = 1000;

/**
 * The platform may store a line with the URL of its request, and that of a recording is a ticket. What is
 * wrong with the upstream is logged with the request for the ticket.
 */
function isTicketUrl(path: string): boolean {
  return path.startsWith("/v1/recordings/");
}
