/** `npx -y pnpm@12 bench [group…]`: measures, and says how and where. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { findChromium } from "@keyhole/dev/chromium";
import { chromium } from "playwright-core";
import { GROUPS } from "./groups.ts";
import { formatTable } from "./harness/format-table.ts";
import { parseOptions } from "./harness/options.ts";
import { formatPage } from "./harness/page/format-page.ts";
import { runGroups } from "./harness/run-groups.ts";

const HTML_FILE = resolve(import.meta.dirname, "../dist/bench.html");
const HELP = `npx -y pnpm@12 bench [group…] [options]

${GROUPS.map(({ name, describe }) => `  ${name.padEnd(14)}${describe}`).join("\n")}

  --quick       fewer rounds and sizes, less than two minutes a group
  --json FILE   writes all samples as JSON
  --html FILE   writes the page with charts there, not to apps/bench/dist/bench.html`;

const options = parseOptions(
  process.argv.slice(2),
  GROUPS.map(({ name }) => name),
);
if (options.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  const report = await runGroups(
    GROUPS.filter(({ name }) => options.groups.includes(name)),
    {
      quick: options.quick,
      say: (line) => console.error(line),
      launch: async () => chromium.launch(await findChromium()),
    },
  );
  console.log(`\n${formatTable(report)}\n`);
  if (options.jsonFile !== null) write(options.jsonFile, `${JSON.stringify(report, undefined, 2)}\n`);
  write(options.htmlFile ?? HTML_FILE, formatPage(report));
  if (report.groups.some(({ error }) => error !== null)) process.exitCode = 1;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${relative(process.cwd(), file)}`);
}
