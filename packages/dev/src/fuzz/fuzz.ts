import * as fc from "fast-check";

/** Inputs of a property in the tests. The long run has 100,000 and sets the variables below. */
const RUNS = 500;
const RUNS_VARIABLE = "KEYHOLE_FUZZ_RUNS";
const SEED_VARIABLE = "KEYHOLE_FUZZ_SEED";
/** A guard against hanging, not a measure: no property here waits for anything but processors. */
const INPUT_TIMEOUT_MS = 60_000;

/** How many inputs a property gets: 500, or what the long run says. */
function fuzzRuns(): number {
  return Number(process.env[RUNS_VARIABLE] ?? RUNS);
}

/** Whether this is the long run, which also measures how costs grow. */
export function isLongFuzz(): boolean {
  return fuzzRuns() > RUNS;
}

/**
 * Checks a property with many inputs. A failure prints the seed and the smallest input found; the same seed in
 * `KEYHOLE_FUZZ_SEED` makes the same inputs. Of a property of which one input costs a millisecond or more, as each
 * signature does, `inTests` is how many it gets in the tests; `share` is the part that it gets in the long run too.
 */
export async function fuzz<Values extends [unknown, ...unknown[]]>(
  arbitraries: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  check: (...values: Values) => unknown,
  { inTests = RUNS, share = 1 } = {},
): Promise<void> {
  const property = fc.asyncProperty<Values>(...arbitraries, async (...values) => {
    await check(...values);
  });
  const seed = process.env[SEED_VARIABLE];
  await fc.assert(property, {
    numRuns: Math.ceil((isLongFuzz() ? fuzzRuns() : Math.min(fuzzRuns(), inTests)) * share),
    timeout: INPUT_TIMEOUT_MS,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  });
}
