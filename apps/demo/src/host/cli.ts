/** Serves the page. Settings come from the environment; `start` sets them. */
import { createHost } from "./host-server.ts";
import { listenOnLocalhost } from "./listen.ts";

const port = Number(setting("PORT"));
const handler = createHost({
  origin: `http://localhost:${port}`,
  brokerOrigin: setting("BROKER_ORIGIN"),
  simulatorOrigin: setting("SIMULATOR_ORIGIN"),
  assertionSecret: setting("ACME_ASSERTION_SECRET"),
});
await listenOnLocalhost(handler, port);
console.log(`Listening on http://localhost:${port}`);

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new TypeError(`${name} is not set`);
  return value;
}
