import { type Fit, fitGrowth } from "./fit-growth.ts";
import type { Aim, Comparison, Growth, Row } from "./row.ts";
import { overlap, type Summary, summarize } from "./statistics.ts";

/** A row with its medians, ratios and verdicts. */
export type JudgedRow = JudgedComparison | JudgedGrowth;

export interface JudgedComparison {
  row: Comparison;
  subjects: JudgedSubject[];
}

export interface JudgedSubject {
  subject: string;
  summary: Summary;
  /** To the subject that the row names; null for that subject, and where it is 0. */
  ratio: Ratio | null;
  aims: JudgedAim[];
}

export interface Ratio {
  to: string;
  /** Of the medians. */
  value: number;
  overlaps: boolean;
}

export interface JudgedAim {
  /** "at most 1.4 × floor", "at most 50 ms". */
  text: string;
  met: boolean;
}

export interface JudgedGrowth {
  row: Growth;
  sizes: { size: number; summary: Summary }[];
  fit: Fit;
  aims: JudgedAim[];
}

/** Throws a `RangeError` that names the row where a subject is missing, or has no sample. */
export function judge(row: Row): JudgedRow {
  try {
    return "points" in row ? judgeGrowth(row) : judgeComparison(row);
  } catch (error) {
    throw new RangeError(`${row.name}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

export function aimsOf(judged: JudgedRow): JudgedAim[] {
  return "fit" in judged ? judged.aims : judged.subjects.flatMap(({ aims }) => aims);
}

function judgeComparison(row: Comparison): JudgedComparison {
  const summaries = new Map(
    Object.entries(row.samples).map(([subject, samples]) => [subject, summarize(samples)]),
  );
  const find = (subject: string | undefined): Summary => {
    const found = summaries.get(subject ?? "");
    if (!found) throw new RangeError(`No subject is called "${subject}".`);
    return found;
  };
  const against = row.against === undefined ? undefined : find(row.against);
  for (const { subject } of row.aims ?? []) find(subject);
  const subjects = [...summaries].map(([subject, summary]): JudgedSubject => {
    const to = row.against ?? "";
    const hasRatio = against !== undefined && subject !== to && against.median !== 0;
    return {
      subject,
      summary,
      ratio: hasRatio
        ? { to, value: summary.median / against.median, overlaps: overlap(summary, against) }
        : null,
      aims: (row.aims ?? [])
        .filter((aim) => aim.subject === subject)
        .map((aim) => judgeAim(aim, row, summary, find)),
    };
  });
  return { row, subjects };
}

function judgeAim(
  { of, to, atMost }: Aim,
  row: Comparison,
  { median }: Summary,
  find: (subject: string | undefined) => Summary,
): JudgedAim {
  if (of === "median") return { text: `at most ${atMost} ${row.unit}`, met: median <= atMost };
  const peer = to ?? row.against;
  return { text: `at most ${atMost} × ${peer}`, met: median <= atMost * find(peer).median };
}

function judgeGrowth(row: Growth): JudgedGrowth {
  const fit = fitGrowth(row.points);
  const { atMostExponent } = row;
  const aims =
    atMostExponent === undefined
      ? []
      : [
          {
            text: `exponent at most ${atMostExponent}`,
            met: fit.shape === "constant" || (fit.exponent !== null && fit.exponent <= atMostExponent),
          },
        ];
  const sizes = row.points.map(({ size, samples }) => ({ size, summary: summarize(samples) }));
  return { row, sizes, fit, aims };
}
