import type { CallRow } from "../../data/call-row.ts";
import { Random } from "../../data/random.ts";
import { secretToken } from "../../data/secret.ts";

interface CallbackBody {
  readonly url: string;
  readonly secrets: readonly string[];
}

/** `callbacks` of a call: none, some or all of the three, each with one or two signing secrets. */
export function callbacksBody(row: CallRow): Readonly<Record<string, CallbackBody>> {
  const random = Random.for(row.seed, "callbacks");
  const callbacks: Record<string, CallbackBody> = {};
  if (random.chance(0.1)) return callbacks;
  callbacks.ended = callback(row, "ended", 2);
  if (random.chance(0.4)) callbacks.joined = callback(row, "joined", 1);
  if (random.chance(0.3)) callbacks.billed = callback(row, "billed", 1);
  return callbacks;
}

function callback(row: CallRow, event: string, secrets: number): CallbackBody {
  return {
    url: `https://hooks.example/ultravox/${event}/${secretToken(row.seed, `${event}url`)}`,
    secrets: Array.from({ length: secrets }, (_, index) => secretToken(row.seed, `${event}${index}`)),
  };
}
