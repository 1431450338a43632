import manifest from "../../package.json" with { type: "json" };
import type { Audience } from "../base/audience.ts";
import {
  ANSWER_MAX_CHARACTERS,
  FAILURE_LIFE_MS,
  FLIGHT_SLACK_MS,
  LEAD_MS,
  QUESTION_REST_MS,
} from "../base/limits/answers.ts";
import { UPSTREAM_DEADLINE_MS } from "../base/limits/requests.ts";
import { within } from "../base/within.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseLate } from "../http/refusals.ts";
import { hmacSha256, toHex } from "../keys/hmac.ts";
import { deriveKey } from "../keys/keyring.ts";
import { type AnswerMemory, createAnswerMemory } from "./answer-memory.ts";
import type { Outcome, QuestionState } from "./question-state.ts";

/** One question to an upstream. */
export interface Question<Value> {
  /** Everything that decides on the answer, as JSON. Nobody else's answer is found by it. */
  name: unknown;
  /** Whose share of the upstream's budget it takes. */
  audience: Audience;
  /** Asks the upstream. The answer is JSON. It is for all who ask, so it has a time limit of its own. */
  ask(time: { deadlineMs: number }): Promise<Value>;
  /** How long an answer holds; 0 if only those who wait may have it. */
  lifeMs(value: Value): number;
}

/**
 * Asks identical questions once: in one isolate by its memory and by waiting for the request that asks already, across
 * isolates by objects that questions share. An answer is the upstream's, not a viewer's: rows are cut behind it, on
 * every request. Who asks is admitted and charged before.
 */
export interface Questions {
  /** Answers that the isolate keeps. */
  readonly size: number;
  /** The answer; rejects with the refusal of whoever asked upstream, or when the time is up. */
  ask<Value>(question: Question<Value>, time: { deadlineMs: number }): Promise<Value>;
}

export interface QuestionsOptions {
  /** Finds the object of a question by its name; null where the Worker has none. */
  findQuestion: ((name: string) => QuestionState) | null;
  /** Names are HMACs under this secret, because a question may hold words and addresses of people. */
  secret: string;
  /** Upstream keys: a question to another account is another one. */
  keys: readonly (string | null)[];
  now: () => number;
  /** Keeps work alive after an answer. */
  waitUntil: (work: Promise<unknown>) => void;
}

/** An answer or a refusal, as this isolate shares it. */
type Settled =
  | { ok: true; value: unknown }
  | { ok: false; refusal: Refusal; audience: Audience }
  /** A bug: each request reports its own. */
  | { ok: false; error: unknown };

/** A question that this isolate is asking. */
interface Flight {
  audience: Audience;
  untilMs: number;
  /** Each belongs to the request that waits: see `join`. */
  waiting: Set<(settled: Settled) => void>;
}

export function createQuestions({ findQuestion, secret, keys, now, waitUntil }: QuestionsOptions): Questions {
  const memory: AnswerMemory = createAnswerMemory(now);
  const failures = createAnswerMemory(now);
  const flights = new Map<string, Flight>();
  let nameKey: Uint8Array<ArrayBuffer> | undefined;
  let holder: string | undefined;
  let restUntilMs = 0;

  /** Answers have a shape, so another version of the broker has other questions. */
  async function objectName(name: string): Promise<string> {
    nameKey ??= await deriveKey(secret, "keyhole questions");
    return toHex(await hmacSha256(nameKey, JSON.stringify([manifest.version, keys, name])));
  }

  function remember(name: string, settled: Settled, leftMs: number): void {
    if (leftMs <= 0) return;
    if (settled.ok) memory.put(name, settled.value, now() + leftMs);
    else if ("refusal" in settled) failures.put(name, settled, now() + leftMs);
  }

  /** Asks the upstream, and remembers the answer. */
  async function askUpstream<Value>(name: string, question: Question<Value>, endMs: number) {
    const settled: Settled = await question.ask({ deadlineMs: Math.max(1, endMs - now()) }).then(
      (value) => ({ ok: true, value }) as const,
      (error: unknown) =>
        error instanceof Refusal
          ? ({ ok: false, refusal: error, audience: question.audience } as const)
          : ({ ok: false, error } as const),
    );
    const lifeMs = settled.ok ? question.lifeMs(settled.value as Value) : failureLifeMs(settled);
    remember(name, settled, lifeMs);
    return { settled, lifeMs };
  }

  /** The answer of other isolates, or the upstream's. Where the objects fail, each isolate asks for itself. */
  async function find<Value>(name: string, question: Question<Value>): Promise<Settled> {
    const endMs = now() + UPSTREAM_DEADLINE_MS;
    while (findQuestion !== null && now() >= restUntilMs && endMs > now()) {
      holder ??= crypto.randomUUID();
      const waitMs = Math.min(LEAD_MS, endMs - now());
      const object = findQuestion(await objectName(name));
      const reply = await object.ask({ holder, waitMs }).catch(() => null);
      if (reply === null) {
        restUntilMs = now() + QUESTION_REST_MS;
        break;
      }
      if (reply.kind === "late") continue;
      if (reply.kind === "lead") {
        const { lead, isShared } = reply;
        const { settled, lifeMs } = await askUpstream(name, question, endMs);
        if (isShared) waitUntil(object.tell({ lead, outcome: toOutcome(settled), lifeMs }).catch(() => {}));
        return settled;
      }
      const settled = fromOutcome(reply.outcome);
      if (settled === null || isForOthers(settled, question.audience)) break;
      remember(name, settled, reply.leftMs);
      return settled;
    }
    return (await askUpstream(name, question, endMs)).settled;
  }

  /** Asks in the background: the request that asked may end before, and others wait for the answer. */
  function depart<Value>(name: string, question: Question<Value>): Flight {
    const flight: Flight = {
      audience: question.audience,
      untilMs: now() + UPSTREAM_DEADLINE_MS,
      waiting: new Set(),
    };
    flights.set(name, flight);
    const work = find(name, question)
      .catch((error: unknown): Settled => ({ ok: false, error }))
      .then((settled) => {
        if (flights.get(name) === flight) flights.delete(name);
        for (const wake of flight.waiting) wake(settled);
      });
    waitUntil(work);
    return flight;
  }

  /**
   * Waits for a flight. On Workers, no request may await the promise of another. So each awaits a promise of its own,
   * which the request that asked resolves, and has a timer, without which the runtime would take it for hung.
   */
  async function join(flight: Flight, leftMs: number): Promise<Settled | null> {
    let wake: (settled: Settled) => void = () => {};
    const settled = new Promise<Settled>((resolve) => {
      wake = resolve;
      flight.waiting.add(wake);
    });
    try {
      return await within(leftMs, settled, () => refuseLate("request"));
    } catch {
      return null;
    } finally {
      flight.waiting.delete(wake);
    }
  }

  return {
    get size() {
      return memory.size;
    },
    async ask<Value>(question: Question<Value>, { deadlineMs }: { deadlineMs: number }): Promise<Value> {
      const name = JSON.stringify(question.name);
      const endMs = now() + deadlineMs + FLIGHT_SLACK_MS;
      while (now() < endMs) {
        const known = memory.get(name);
        if (known !== undefined) return known.value as Value;
        const failure = failures.get(name)?.value as Settled | undefined;
        if (failure !== undefined && !failure.ok && "refusal" in failure) throw failure.refusal;
        const flying = flights.get(name);
        const flight =
          flying === undefined || now() >= flying.untilMs + FLIGHT_SLACK_MS ? depart(name, question) : flying;
        const flightEndMs = flight.untilMs + FLIGHT_SLACK_MS;
        const settled = await join(flight, Math.min(endMs, flightEndMs) - now());
        // Its own time is up, or who asked was ended with its request.
        if (settled === null) {
          if (flights.get(name) === flight && now() >= flightEndMs) flights.delete(name);
          if (flightEndMs < endMs) continue;
          break;
        }
        if (settled.ok) return settled.value as Value;
        if (!("refusal" in settled)) throw settled.error;
        if (!isForOthers(settled, question.audience)) throw settled.refusal;
      }
      throw refuseLate("request");
    },
  };
}

/**
 * Whether a refusal is none for another audience: visitors have a smaller share of the budget than members, and must
 * not have members refused with them.
 */
function isForOthers(settled: Settled, audience: Audience): boolean {
  if (settled.ok || !("refusal" in settled)) return false;
  return settled.refusal.code === "upstream_rate_limited" && settled.audience !== audience;
}

/** A failure of the upstream holds for a moment, so that it is asked less. All others are for those who wait. */
function failureLifeMs(settled: Settled): number {
  if (settled.ok || !("refusal" in settled)) return 0;
  const { code, options } = settled.refusal;
  const isUpstreams = options.reason?.startsWith("upstream: ") ?? false;
  return isUpstreams && LASTING_FAILURES.includes(code) ? FAILURE_LIFE_MS : 0;
}

const LASTING_FAILURES = ["upstream_unavailable", "upstream_invalid", "upstream_key_rejected"];

function toOutcome(settled: Settled): Outcome {
  if (!settled.ok && !("refusal" in settled)) return { kind: "apart" };
  if (settled.ok) {
    const text = JSON.stringify(settled.value);
    return text.length > ANSWER_MAX_CHARACTERS ? { kind: "apart" } : { kind: "answer", text };
  }
  const { refusal, audience } = settled;
  const { code, detail, options } = refusal;
  return { kind: "failure", text: JSON.stringify({ code, detail, options, audience }) };
}

/** Null where each isolate asks for itself. */
function fromOutcome(outcome: Outcome): Settled | null {
  switch (outcome.kind) {
    case "apart":
      return null;
    case "answer":
      return { ok: true, value: JSON.parse(outcome.text) as unknown };
    case "failure": {
      const { code, detail, options, audience } = JSON.parse(outcome.text) as Pick<
        Refusal,
        "code" | "detail" | "options"
      > & { audience: Audience };
      return { ok: false, refusal: new Refusal(code, detail, options), audience };
    }
  }
}
