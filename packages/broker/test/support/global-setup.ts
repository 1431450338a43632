import { readFileSync } from "node:fs";
import { startSimulator } from "@keyhole/simulator";
import type { TestProject } from "vitest/node";
import { UPSTREAM_KEY } from "./identities.ts";

/** Runs a simulator beside the tests, on Node's side: workerd asks it over the network. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const simulator = await startSimulator({
    port: 0,
    apiKey: UPSTREAM_KEY,
    requestsPerSecond: 100_000,
    cekuraRequestsPerSecond: 100_000,
  });
  project.provide("simulatorUrl", simulator.baseUrl);
  project.provide("simulatorControlUrl", simulator.controlUrl);
  project.provide("cekuraUrl", simulator.cekura.baseUrl);
  project.provide("cekuraKeys", { ...simulator.cekura.apiKeys });
  const wrangler = new URL("../../../../apps/edge/wrangler.jsonc", import.meta.url);
  const { ratelimits } = JSON.parse(readFileSync(wrangler.pathname, "utf8").replace(/^\s*\/\/.*$/gm, ""));
  project.provide("rateLimits", ratelimits);
  return () => simulator.close();
}
