import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Conditions, storedAnswer } from "../audio/audio-answer.ts";
import type { RecordingFile } from "../audio/recording-file.ts";
import type { Clock } from "../base/clock.ts";
import type { CallRow } from "../calls/call-row.ts";
import type { Answer } from "../http/answer.ts";
import { UrlSigner } from "./signed-url.ts";
import { StorageLog, type StorageState } from "./storage-log.ts";

export interface StorageOptions {
  /** The file of a call's recording, by the call's id; null without one. */
  readonly recording: (callId: string) => RecordingFile | null;
  readonly clock: Clock;
  /** The data's clock, in milliseconds since 1970. */
  readonly dataClockMs: () => number;
  /** The upstream key, which must never be sent here. */
  readonly apiKey: string;
  /** How long a signed URL is good for. */
  readonly urlSeconds: number;
  readonly slowMs: number;
  /** The host's faults under the current scenario. */
  readonly faults: () => StorageFaults;
}

/** Faults of the storage host. */
export interface StorageFaults {
  /** Each answer waits for `slowMs` first. */
  readonly delayed?: true;
  /** Changes the right answer. */
  readonly rewrite?: (answer: Answer) => Answer;
}

/**
 * The host of the recordings, on an origin of its own. It accepts signed URLs and no keys: a request that carries a
 * key is refused and remembered.
 */
export class StorageHost {
  /** Scheme, host and port. Empty until the host listens. */
  origin = "";
  readonly #options: StorageOptions;
  readonly #log = new StorageLog();
  readonly #signer = new UrlSigner(randomBytes(32));

  constructor(options: StorageOptions) {
    this.#options = options;
  }

  /** A signed address of a call's recording. An expired one is refused from the start. */
  recordingUrl(row: CallRow, isExpired: boolean): string {
    const { dataClockMs, urlSeconds } = this.#options;
    return `${this.origin}${this.#signer.sign(row, dataClockMs(), isExpired ? -1 : urlSeconds)}`;
  }

  state(): StorageState {
    return { origin: this.origin, sawApiKey: this.#log.sawApiKey, requests: this.#log.last() };
  }

  /** Null if the client went away. */
  async answer(message: IncomingMessage, gone: AbortSignal): Promise<Answer | null> {
    const at = new Date().toISOString();
    const { clock, slowMs } = this.#options;
    const faults = this.#options.faults();
    if (faults.delayed) {
      await clock.sleep(slowMs, gone);
      if (gone.aborted) return null;
    }
    let count = (_bytes: number) => {};
    const conditions = conditionsOf(message);
    const right = this.#rightAnswer(message, conditions, (bytes) => count(bytes));
    const answer = faults.rewrite?.(right) ?? right;
    const { method = "GET", url = "/", headers } = message;
    count = this.#log.add({
      at,
      method,
      path: url.replace(/\?.*$/s, ""),
      headers: Object.keys(headers).toSorted(),
      range: conditions.range,
      ifRange: conditions.ifRange,
      status: answer.status,
    });
    return answer;
  }

  #rightAnswer(message: IncomingMessage, conditions: Conditions, count: (bytes: number) => void): Answer {
    const { method = "GET", url = "/" } = message;
    const { recording, apiKey, dataClockMs } = this.#options;
    if (hasKey(message, apiKey)) {
      this.#log.markApiKey();
      return refusal(400, "InvalidArgument", "Only one auth mechanism allowed.");
    }
    const [path = "", ...query] = url.split("?");
    const signed = this.#signer.check(path, new URLSearchParams(query.join("?")), dataClockMs());
    if (signed === "forged") return refusal(403, "SignatureDoesNotMatch", "The signature is not right.");
    if (signed === "expired") return refusal(403, "AccessDenied", "Request has expired.");
    if (method !== "GET" && method !== "HEAD") return refusal(405, "MethodNotAllowed", "Use GET or HEAD.");
    const file = recording(signed.callId);
    if (file === null) return noSuchRecording();
    return storedAnswer(file, conditions, count);
  }
}

/** The host has no file at that address. */
export function noSuchRecording(): Answer {
  return refusal(404, "NoSuchKey", "The key does not exist.");
}

/** An error in the form that most storage hosts use. */
function refusal(status: number, code: string, message: string): Answer {
  return {
    status,
    headers: { "Content-Type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

function conditionsOf({ headers }: IncomingMessage): Conditions {
  const text = (value: string | string[] | undefined) => (typeof value === "string" ? value : null);
  return {
    range: text(headers.range),
    ifRange: text(headers["if-range"]),
    ifNoneMatch: text(headers["if-none-match"]),
  };
}

/** True for any upstream key in its header, and for the right key anywhere. */
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
