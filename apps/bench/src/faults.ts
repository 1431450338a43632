/**
 * `npx -y pnpm@12 run faults`: every fault on every route that asks the upstream, and a table of what came of it. Ends
 * with 1 where an invariant did not hold. A word as argument picks the faults whose name has it.
 */
import type { Cell } from "./faults/cell.ts";
import { FAULTS, meets } from "./faults/faults.ts";
import { ROUTES } from "./faults/routes.ts";
import { runCell } from "./faults/run-cell.ts";
import { runWritingCell } from "./faults/run-writing-cell.ts";
import { WRITING_ROUTES } from "./faults/writing-routes.ts";

/** Cells wait much: for time limits, and for faults to end. */
const AT_ONCE = 12;

const [word = ""] = process.argv.slice(2).filter((argument) => argument !== "--");
const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));

const waiting = FAULTS.filter(({ name }) => name.includes(word)).flatMap((fault) => [
  // The longest first.
  ...WRITING_ROUTES.filter((route) => meets(fault, route)).map((route) => () => runWritingCell(fault, route)),
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

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
for (const { name } of FAULTS) {
  const own = cells.filter(({ fault }) => fault === name);
  if (own.length === 0) continue;
  const outcomes = new Map<string, number>();
  for (const { outcome } of own) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const most = (of: (cell: Cell) => number) => Math.max(...own.map(of));
  console.log(
    [
      name.padEnd(26),
      own.some(({ broken }) => broken.length > 0) ? "BROKEN" : "ok    ",
      `answers in ${seconds(most(({ tookMs }) => tookMs))}`,
      `asks ${most(({ upstreamRequests }) => upstreamRequests)} times`,
      `right again in ${seconds(most(({ recoveredMs }) => recoveredMs))}`,
      [...outcomes].map(([outcome, count]) => `${count} × ${outcome}`).join(", "),
    ].join("  "),
  );
}
const broken = cells.filter((cell) => cell.broken.length > 0);
for (const { fault, route, broken: faults } of broken)
  console.log(`\n${fault}, ${route}:\n  ${faults.join("\n  ")}`);
for (const reason of unhandled) console.log("\nnobody handled:", reason);
console.log(
  `\n${cells.length} cells, ${broken.length} broken, ${unhandled.length} rejections that nobody handled`,
);
process.exitCode = broken.length + unhandled.length > 0 ? 1 : 0;
