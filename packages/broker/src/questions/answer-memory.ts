import { ANSWER_MAX_CHARACTERS, ANSWERS_MAX_CHARACTERS, ANSWERS_REMEMBERED } from "../base/limits/answers.ts";

/** Answers in the isolate's memory: the projection of calls and agents, and never an upstream body. */
export interface AnswerMemory {
  /** Answers that are kept, those included whose time is over. */
  readonly size: number;
  /** Undefined if there is none, or its time is over. */
  get(name: string): { value: unknown } | undefined;
  /** Ignores an answer that is too large. */
  put(name: string, value: unknown, untilMs: number): void;
}

/** Bounded by number and by size; the oldest answer goes first. */
export function createAnswerMemory(now: () => number): AnswerMemory {
  const entries = new Map<string, { value: unknown; characters: number; untilMs: number }>();
  let characters = 0;

  function forget(name: string): void {
    characters -= entries.get(name)?.characters ?? 0;
    entries.delete(name);
  }

  return {
    get size() {
      return entries.size;
    },
    get(name) {
      const entry = entries.get(name);
      if (entry === undefined || now() < entry.untilMs) return entry;
      forget(name);
      return undefined;
    },
    put(name, value, untilMs) {
      forget(name);
      const own = name.length + charactersOf(value);
      if (own > ANSWER_MAX_CHARACTERS) return;
      entries.set(name, { value, characters: own, untilMs });
      characters += own;
      for (const oldest of entries.keys()) {
        if (characters <= ANSWERS_MAX_CHARACTERS && entries.size <= ANSWERS_REMEMBERED) break;
        forget(oldest);
      }
    },
  };
}

/** What a name, a number and the like take up, about. */
const CHARACTERS_OF_A_FIELD = 16;

/** About how many characters an answer takes up in memory. */
function charactersOf(value: unknown): number {
  if (typeof value === "string") return value.length + CHARACTERS_OF_A_FIELD;
  if (typeof value !== "object" || value === null) return CHARACTERS_OF_A_FIELD;
  let total = CHARACTERS_OF_A_FIELD;
  const fields = value as Readonly<Record<string, unknown>>;
  // Answers are JSON: all that a loop finds is their own.
  for (const key in fields) total += key.length + charactersOf(fields[key]);
  return total;
}
