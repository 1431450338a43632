import type { Browser } from "playwright-core";
import type { Row } from "./row.ts";

/** A benchmark that runs alone or with others: one module under `src/<name>/`, listed in `groups.ts`. */
export interface Group {
  /** As it is named on the command line. */
  name: string;
  /** What it measures, against what: one line. */
  describe: string;
  run(context: Context): Promise<Row[]>;
}

/** What the harness gives to a group. */
export interface Context {
  /** Fewer rounds and sizes: the group takes less than two minutes. */
  quick: boolean;
  /** Tells on standard error what is measured now. */
  say(line: string): void;
  /** A Chromium, started by the first group that asks. */
  browser(): Promise<Browser>;
  /** Stops a server when the group ends, however it ends; the last one first. */
  defer(stop: () => Promise<unknown>): void;
}
