import * as fc from "fast-check";
import { linearFault } from "../steps/index.ts";
import { fuzz, isLongFuzz } from "./fuzz.ts";
import { someText } from "./inputs.ts";

const SHORT = 50_000;
const TIMES = 4;
/** Processor time grows with the length; a parser that takes its square takes 16 times as much. */
const MAX_GROWTH = 10;
/** Less processor time than this says nothing: a kernel counts it in milliseconds. */
const LEAST_MICROSECONDS = 50_000;
/** Best of so many, since collecting garbage and compiling count too. */
const TRIES = 3;
/** One input costs as much as hundreds of others. */
const SHARE = 0.002;

const someUnit = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."aA0.,:;-_/%&=+ ?#\"'*[]{}()@\\<>\n"), minLength: 1, maxLength: 4 }),
  someText.filter((text) => text.length > 0 && text.length < 12),
);

/**
 * Repeats any text until it is long, and bounds what `run` takes for it: in steps, which do not depend on the
 * machine, and in the long run in this thread's processor time as well, which counts what no step shows.
 */
export async function fuzzGrowth(run: (text: string) => unknown, stepsPerCharacter = 200): Promise<void> {
  const check = async (unit: string) => {
    const grow = (length: number) => unit.repeat(Math.ceil(length / unit.length));
    const fault = await linearFault(grow, stepsPerCharacter, run, 20_000);
    if (fault !== null && fault !== "nothing was counted") throw new Error(fault);
    if (!isLongFuzz()) return;
    const short = await microsecondsOf(run, grow(SHORT));
    const long = await microsecondsOf(run, grow(SHORT * TIMES));
    if (long > LEAST_MICROSECONDS && long > MAX_GROWTH * short)
      throw new Error(`${TIMES} times the text took ${short} µs, then ${long} µs`);
  };
  await fuzz([someUnit], check, { share: SHARE });
}

async function microsecondsOf(run: (text: string) => unknown, text: string): Promise<number> {
  const taken: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = process.threadCpuUsage();
    await run(text);
    const { user, system } = process.threadCpuUsage(before);
    taken.push(user + system);
  }
  return Math.min(...taken);
}
