/**
 * The web-test-runner config of the folder that it is started in, with one more reporter, which
 * writes the counts to the file that `KEYHOLE_COUNTS_FILE` names.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { countReporter } from "./web-test-runner-reporter.ts";

const here = (name) => pathToFileURL(join(process.cwd(), name)).href;
const { default: config } = await import(here("web-test-runner.config.mjs"));
const { defaultReporter } = createRequire(here("package.json"))("@web/test-runner");

export default {
  ...config,
  reporters: [
    ...(config.reporters ?? [defaultReporter()]),
    countReporter(process.env.KEYHOLE_COUNTS_FILE ?? "counts.json"),
  ],
};
