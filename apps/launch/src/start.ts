/**
 * `npx -y pnpm@12 start` runs the demo as it is built, until it is told to end; `npx -y pnpm@12 run dev` runs it
 * from the sources and reloads the pages when one of them changes.
 */
import { runUntilTold } from "@keyhole/dev/processes";
import { readSettings } from "./settings.ts";
import { type Demo, startDemo } from "./start-demo.ts";

const isDev = process.argv.includes("--dev");

await runUntilTold(async (told) => {
  const demo = await startDemo({
    ...readSettings(process.env),
    signal: told.signal,
    // Vite is loaded only where it serves.
    ...(isDev && { servePages: (await import("./serve-source-pages.ts")).serveSourcePages }),
    onProgress: (text) => console.log(`${text} …`),
  });
  console.log(greeting(demo));
  const failure = await told.orFailed(demo.failed);
  await demo.stop();
  if (failure) throw failure;
});

function greeting({ pageUrl, playgroundUrl, brokerUrl, simulatorUrl, secrets }: Demo): string {
  return `
  Open        ${pageUrl}

  talk        ${pageUrl}/talk.html   a call with a simulated agent
  playground  ${playgroundUrl}   the theme builder
  broker      ${brokerUrl}   the Worker, which holds the key
  admin       ${brokerUrl}/admin   the owner's page; its secret is ${secrets.adminSecret}
  simulator   ${simulatorUrl}   stands in for Ultravox and Cekura

  Ctrl-C ends everything.
`;
}
