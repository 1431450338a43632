import type { IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type Conditions, storedAnswer } from "../audio/audio-answer.ts";
import { recordingFile } from "../data/recorded-call.ts";
import type { Answer } from "../server/answer.ts";
import type { World } from "../world.ts";
import { refusal } from "./refusal.ts";

export interface StorageOptions {
  readonly world: World;
  readonly apiKey: string;
  readonly slowMs: number;
}

/**
 * The host where recordings lie: another origin than the API's, which knows signed URLs and no keys.
 * A key that comes along all the same is remembered, and the request refused.
 */
export function createStorageHost({ world, apiKey, slowMs }: StorageOptions) {
  return async (message: IncomingMessage, gone: AbortSignal): Promise<Answer | null> => {
    const at = new Date().toISOString();
    const { storage } = world.scenario;
    if (storage?.delayed) {
      await delay(slowMs, undefined, { signal: gone }).catch(() => null);
      if (gone.aborted) return null;
    }
    let count = (_bytes: number) => {};
    const conditions = conditionsOf(message);
    const right = answerTo(message, conditions, world, apiKey, (bytes) => count(bytes));
    const answer = storage?.rewrite?.(right) ?? right;
    const { method = "GET", url = "/", headers } = message;
    count = world.storageLog.add({
      at,
      method,
      path: url.replace(/\?.*$/s, ""),
      headers: Object.keys(headers).toSorted(),
      range: conditions.range,
      ifRange: conditions.ifRange,
      status: answer.status,
    });
    return answer;
  };
}

function answerTo(
  message: IncomingMessage,
  conditions: Conditions,
  world: World,
  apiKey: string,
  count: (bytes: number) => void,
): Answer {
  const { method = "GET", url = "/" } = message;
  if (hasKey(message, apiKey)) {
    world.storageLog.markApiKey();
    return refusal(400, "InvalidArgument", "Only one auth mechanism allowed.");
  }
  const [path = "", ...query] = url.split("?");
  const signed = world.signer.check(path, new URLSearchParams(query.join("?")), world.nowMs());
  if (signed === "forged") return refusal(403, "SignatureDoesNotMatch", "The signature is not right.");
  if (signed === "expired") return refusal(403, "AccessDenied", "Request has expired.");
  if (method !== "GET" && method !== "HEAD") return refusal(405, "MethodNotAllowed", "Use GET or HEAD.");
  const row = world.store.find(signed.callId);
  const file = row === undefined ? null : recordingFile(world.store, row);
  if (file === null) return refusal(404, "NoSuchKey", "The key does not exist.");
  return storedAnswer(file, conditions, count);
}

function conditionsOf({ headers }: IncomingMessage): Conditions {
  const text = (value: string | string[] | undefined) => (typeof value === "string" ? value : null);
  return {
    range: text(headers.range),
    ifRange: text(headers["if-range"]),
    ifNoneMatch: text(headers["if-none-match"]),
  };
}

/** An upstream key, whatever its value, or the right one anywhere. */
function hasKey({ headers, rawHeaders, url = "" }: IncomingMessage, apiKey: string): boolean {
  if (headers["x-api-key"] !== undefined || headers["x-unsafe-api-key"] !== undefined) return true;
  const all = [url, decodeURIComponentSafely(url), ...rawHeaders].join("\n");
  return all.includes(apiKey);
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
