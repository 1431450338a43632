/** `npx -y pnpm@12 start`: runs the demo until it is told to end. */
import { readSettings } from "./src/launch/settings.ts";
import { type Demo, startDemo } from "./src/launch/start-demo.ts";
import { StartError } from "./src/launch/start-error.ts";
import { watchParent } from "./src/launch/watch-parent.ts";

const told = new AbortController();
const end = () => told.abort();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
watchParent(end);

try {
  await run();
} catch (error) {
  if (!told.signal.aborted) {
    console.error(error instanceof StartError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

async function run(): Promise<void> {
  const demo = await startDemo({
    ...readSettings(process.env),
    signal: told.signal,
    onProgress: (text) => console.log(`${text} …`),
  });
  console.log(greeting(demo));
  const toldToEnd = new Promise<void>((resolve) => told.signal.addEventListener("abort", () => resolve()));
  const failure = told.signal.aborted ? undefined : await Promise.race([demo.failed, toldToEnd]);
  await demo.stop();
  if (failure) throw failure;
}

function greeting({ pageUrl, brokerUrl, simulatorUrl }: Demo): string {
  return `
  Open        ${pageUrl}

  broker      ${brokerUrl}   the Worker, which holds the key
  simulator   ${simulatorUrl}   stands in for the Ultravox API

  Ctrl-C ends all three.
`;
}
