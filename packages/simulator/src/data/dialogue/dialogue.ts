/** Something said. The slots of summaries are filled in, and `{card}`. */
export interface Line {
  readonly speaker: "user" | "agent";
  readonly text: string;
}

/** What is said in one language. */
export interface Dialogue {
  /** How fast it is spoken; scripts whose characters are syllables are slower. */
  readonly charactersPerSecond: number;
  readonly greeting: string;
  readonly user: readonly string[];
  readonly agent: readonly string[];
}
