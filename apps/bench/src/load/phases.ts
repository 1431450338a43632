/** Parts of a run, of equal length. */
const PHASES = [
  "warm-up",
  "warm-up",
  ...Array.from({ length: 4 }, () => ["calm", "attack"] as const).flat(),
] as const;

export type Phase = (typeof PHASES)[number];

/** Which part of the run a time belongs to. What comes after its end belongs to the last. */
export function phaseAt(atMs: number, runMs: number): Phase {
  const place = Math.min(PHASES.length - 1, Math.floor((atMs / runMs) * PHASES.length));
  return PHASES[Math.max(0, place)] ?? "attack";
}

/** Times at which attacks begin and end. */
export function attackWindows(runMs: number): { fromMs: number; toMs: number }[] {
  const each = runMs / PHASES.length;
  return PHASES.flatMap((phase, place) =>
    phase === "attack" ? [{ fromMs: place * each, toMs: (place + 1) * each }] : [],
  );
}

/** The last parts of a run. */
export function lastWindows(runMs: number, count: number): { fromMs: number; toMs: number }[] {
  const each = runMs / PHASES.length;
  return Array.from({ length: count }, (_, place) => {
    const fromMs = runMs - (count - place) * each;
    return { fromMs, toMs: fromMs + each };
  });
}
