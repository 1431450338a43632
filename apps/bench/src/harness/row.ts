/** One thing that a group measured: a comparison of subjects, or how it grows. */
export type Row = Comparison | Growth;

/** The same thing measured for several subjects, in turns. */
export interface Comparison {
  /** What was measured, unique in the group: "first row, 10,000 calls". */
  name: string;
  /** Unit of the samples: "ms", "µs", "B", "MiB", "requests". */
  unit: string;
  /** Samples of each subject, in the order of the table. One sample is enough for what is counted. */
  samples: Readonly<Record<string, readonly number[]>>;
  /** The subject that the others are a ratio to: a floor or a peer. Absent: the table has no ratios. */
  against?: string;
  aims?: readonly Aim[];
  /** What a reader has to know about the row. */
  note?: string;
}

/** A limit for one subject of a comparison. */
export interface Aim {
  subject: string;
  /** "ratio": of its median to that of `to`. "median": of its median, in the unit of the row. */
  of: "ratio" | "median";
  /** Absent: the `against` of the row. */
  to?: string;
  atMost: number;
}

/** The same thing measured for several sizes of what it may depend on. */
export interface Growth {
  name: string;
  unit: string;
  /** What grows: "calls", "agents", "sites", "viewers". */
  axis: string;
  /** Smallest size first, at least two. */
  points: readonly GrowthPoint[];
  /** Largest exponent that the fit may have: 0 constant, 1 linear. */
  atMostExponent?: number;
  note?: string;
}

export interface GrowthPoint {
  size: number;
  samples: readonly number[];
}
