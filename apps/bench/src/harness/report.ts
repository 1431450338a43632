import { aimsOf, type JudgedAim, type JudgedRow } from "./judge.ts";
import type { Machine } from "./machine.ts";

/** All that a run found out. Its JSON is what `--json` writes. */
export interface Report {
  /** ISO 8601. */
  startedAt: string;
  quick: boolean;
  machine: Machine;
  groups: GroupReport[];
}

export interface GroupReport {
  name: string;
  describe: string;
  tookMs: number;
  /** Why the group has no rows, or lacks some. */
  error: string | null;
  rows: JudgedRow[];
}

/** "12 of 14 aims met", with those of the groups that ran. */
export function countAims({ groups }: Report): string {
  const aims: JudgedAim[] = groups.flatMap(({ rows }) => rows.flatMap(aimsOf));
  return aims.length === 0 ? "no aims" : `${aims.filter(({ met }) => met).length} of ${aims.length} aims met`;
}
