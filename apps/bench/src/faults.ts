/**
 * `npx -y pnpm@12 run faults [--routes] [--elements] [word]…`: a table of what comes of every fault on every route that
 * asks the upstream, and another of what the elements of a page show meanwhile. Ends with 1 where an invariant did not
 * hold. Words pick the faults whose name has one of them.
 */
import { parseArgs } from "node:util";
import { runRoutes } from "./faults/run-routes.ts";
import { runElements } from "./page-faults/run-elements.ts";

const { values, positionals: words } = parseArgs({
  // pnpm passes the dashes on that stand between a script and its arguments.
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  allowPositionals: true,
  options: { routes: { type: "boolean", default: false }, elements: { type: "boolean", default: false } },
});
const isBoth = values.routes === values.elements;
const isChosen = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
let broken = 0;
if (isBoth || values.routes) broken += await runRoutes(isChosen);
if (isBoth) console.log();
if (isBoth || values.elements) broken += await runElements(isChosen);
process.exitCode = broken > 0 ? 1 : 0;
