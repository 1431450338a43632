import { dirname } from "node:path";
import { findChromium } from "@keyhole/dev/chromium";
import { playwrightLauncher } from "@web/test-runner-playwright";
import { build } from "vite";
import { bundleTests } from "./test/node/bundle-tests.ts";
import { serveBroker } from "./test/node/serve-broker.ts";
import { writeTestPages } from "./test/node/test-pages.ts";

const { executablePath, args, env } = await findChromium();

/**
 * `/copies/<any name>/session.js` is the session layer in one file. Two names are two scripts that
 * share nothing, as two versions of the bundle on one page.
 */
const copies = {
  name: "copies",
  async serve({ path }) {
    if (!/^\/copies\/\w+\/session\.js$/.test(path)) return undefined;
    const [{ output }] = await build({
      configFile: false,
      logLevel: "warn",
      build: {
        write: false,
        minify: false,
        lib: { entry: `${import.meta.dirname}/src/session/index.ts`, formats: ["es"] },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    });
    return { body: output[0].code, type: "js" };
  },
};

// The workspace: sources of other packages have an address too.
const rootDir = dirname(dirname(import.meta.dirname));

const pages = writeTestPages(import.meta.dirname);

export default {
  files: pages,
  rootDir,
  middleware: [serveBroker()],
  // A page waits for frames and answers more than half of its time.
  concurrency: 2,
  browsers: [
    playwrightLauncher({
      launchOptions: {
        executablePath,
        // Nobody is there to make the gesture that a browser wants before it plays.
        args: [...args, "--autoplay-policy=no-user-gesture-required"],
        env: { ...process.env, ...env },
      },
    }),
  ],
  plugins: [copies, bundleTests(import.meta.dirname, rootDir, pages)],
  // A guard against hanging, not a measure: a busy machine is slow.
  testFramework: { config: { timeout: 60_000 } },
  testsFinishTimeout: 300_000,
};
