export interface Turns {
  rounds: number;
  /** Rounds before, which are not counted: caches fill, code is compiled. Default 1. */
  warmUp?: number;
}

/**
 * Measures subjects in turns, so that other work on the machine slows all of them alike. Each round starts with
 * another subject. Resolves with the samples of each subject, in the order of the rounds.
 */
export async function inTurns<Subject extends string, Sample>(
  subjects: Readonly<Record<Subject, () => Promise<Sample>>>,
  { rounds, warmUp = 1 }: Turns,
): Promise<Record<Subject, Sample[]>> {
  const names = Object.keys(subjects) as Subject[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Subject, Sample[]>;
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const place of names.keys()) {
      const name = names[(place + round) % names.length] as Subject;
      const sample = await subjects[name]();
      if (round >= warmUp) taken[name].push(sample);
    }
  }
  return taken;
}
