import type { Cell } from "./cell.ts";
import { FAULTS, type Fault, meets } from "./faults.ts";
import { ROUTES } from "./routes.ts";
import { runCell } from "./run-cell.ts";
import { runWritingCell } from "./run-writing-cell.ts";
import { WRITING_ROUTES } from "./writing-routes.ts";

/** Cells wait much: for time limits, and for faults to end. */
const AT_ONCE = 12;

/**
 * Lets every fault that is chosen happen on every route that asks the upstream, and prints a table of what came of it.
 * Resolves to the number of invariants that did not hold.
 */
export async function runRoutes(isChosen: (fault: string) => boolean): Promise<number> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  const cells = await runCells(FAULTS.filter(({ name }) => isChosen(name)));
  process.off("unhandledRejection", note);
  for (const { name } of FAULTS) {
    const own = cells.filter(({ fault }) => fault === name);
    if (own.length > 0) console.log(lineOf(name, own));
  }
  const broken = cells.filter((cell) => cell.broken.length > 0);
  for (const { fault, route, broken: faults } of broken)
    console.log(`\n${fault}, ${route}:\n  ${faults.join("\n  ")}`);
  for (const reason of unhandled) console.log("\nnobody handled:", reason);
  console.log(
    `\n${cells.length} cells, ${broken.length} broken, ${unhandled.length} rejections that nobody handled`,
  );
  return broken.length + unhandled.length;
}

async function runCells(faults: readonly Fault[]): Promise<Cell[]> {
  const waiting = faults.flatMap((fault) => [
    // The longest first.
    ...WRITING_ROUTES.filter((route) => meets(fault, route)).map(
      (route) => () => runWritingCell(fault, route),
    ),
    ...ROUTES.filter((route) => meets(fault, route)).map((route) => () => runCell(fault, route)),
  ]);
  const cells: Cell[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        cells.push(await next());
      }
    }),
  );
  return cells;
}

function lineOf(fault: string, cells: readonly Cell[]): string {
  const outcomes = new Map<string, number>();
  for (const { outcome } of cells) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const most = (of: (cell: Cell) => number) => Math.max(...cells.map(of));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    fault.padEnd(26),
    cells.some(({ broken }) => broken.length > 0) ? "BROKEN" : "ok    ",
    `answers in ${seconds(most(({ tookMs }) => tookMs))}`,
    `asks ${most(({ upstreamRequests }) => upstreamRequests)} times`,
    `right again in ${seconds(most(({ recoveredMs }) => recoveredMs))}`,
    [...outcomes].map(([outcome, count]) => `${count} × ${outcome}`).join(", "),
  ].join("  ");
}
