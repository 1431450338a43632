import { fileURLToPath } from "node:url";
import { childEnv } from "./child-env.ts";
import { buildElementsWhenNeeded } from "./elements-build.ts";
import { READY_TIMEOUT_MS } from "./limits.ts";
import { choosePorts } from "./ports.ts";
import { waitUntilAnswers } from "./readiness.ts";
import { createSecrets, type DemoSecrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";
import { createSupervisor, type Supervisor } from "./supervisor.ts";
import { workerCommand } from "./worker-command.ts";

/** A running demo: simulator, broker and host page, each a process of its own. */
export interface Demo {
  /** Address to open; on `localhost`, so that it is another site than the broker. */
  pageUrl: string;
  /** Origin of the broker, on 127.0.0.1. */
  brokerUrl: string;
  /** Origin of the simulator; its control plane is under `/_simulator`. */
  simulatorUrl: string;
  secrets: DemoSecrets;
  /** Resolves with the reason when one of the three ended by itself. */
  failed: Promise<Error>;
  pids(): number[];
  /** Ends all, and resolves when nothing is left running. */
  stop(): Promise<void>;
}

export interface DemoOptions extends Settings {
  /** Other made-up calls for another number. */
  seed?: number;
  /** Told what is going on, in a few words. */
  onProgress?: (text: string) => void;
  /** Aborts the start. */
  signal?: AbortSignal;
}

/** Starts everything and waits until all three answer. On an error nothing stays behind. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const progress = options.onProgress ?? (() => {});
  const [pagePort = 0, brokerPort = 0, simulatorPort = 0] = await choosePorts([
    { name: "page", port: options.pagePort, setting: "KEYHOLE_PAGE_PORT" },
    { name: "broker", port: options.brokerPort, setting: "KEYHOLE_BROKER_PORT" },
    { name: "simulator", port: options.simulatorPort, setting: "KEYHOLE_SIMULATOR_PORT" },
  ]);
  buildElementsWhenNeeded(() => progress("Building the elements"));

  const urls = {
    pageUrl: `http://localhost:${pagePort}`,
    brokerUrl: `http://127.0.0.1:${brokerPort}`,
    simulatorUrl: `http://127.0.0.1:${simulatorPort}`,
  };
  options.signal?.throwIfAborted();
  const secrets = createSecrets();
  const supervisor = await createSupervisor();
  try {
    progress("Starting simulator, broker and page");
    await startChildren(supervisor, { ...urls, pagePort, brokerPort, simulatorPort, secrets }, options);
    await waitForAll(supervisor, Object.values(readinessUrls(urls)), options.signal);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  return { ...urls, secrets, failed: supervisor.failed, pids: supervisor.pids, stop: supervisor.stop };
}

interface Urls {
  pageUrl: string;
  brokerUrl: string;
  simulatorUrl: string;
}

interface Plan extends Urls {
  pagePort: number;
  brokerPort: number;
  simulatorPort: number;
  secrets: DemoSecrets;
}

function readinessUrls({ pageUrl, brokerUrl, simulatorUrl }: Urls): Urls {
  return {
    pageUrl: `${pageUrl}/`,
    brokerUrl: `${brokerUrl}/v1/health`,
    simulatorUrl: `${simulatorUrl}/_simulator/state`,
  };
}

async function startChildren(
  supervisor: Supervisor,
  plan: Plan,
  { calls, seed }: DemoOptions,
): Promise<void> {
  const { pageUrl, brokerUrl, simulatorUrl, secrets } = plan;
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  await supervisor.start({
    name: "simulator",
    command: process.execPath,
    args: [
      here("../../../../packages/simulator/src/cli.ts"),
      ...["--port", String(plan.simulatorPort), "--api-key", secrets.ultravoxApiKey],
      ...(calls === undefined ? [] : ["--calls", String(calls)]),
      ...(seed === undefined ? [] : ["--seed", String(seed)]),
    ],
    cwd: here("../../"),
    env: childEnv({}),
  });
  await supervisor.start(
    workerCommand({
      port: plan.brokerPort,
      folder: supervisor.temporaryFolder(),
      env: {
        ULTRAVOX_API_KEY: secrets.ultravoxApiKey,
        ULTRAVOX_BASE_URL: `${simulatorUrl}/api`,
        KEYHOLE_SECRET: secrets.keyholeSecret,
        ACME_ASSERTION_SECRET: secrets.assertionSecret,
        DEMO_PAGE_ORIGIN: pageUrl,
        DEMO_BROKER_ORIGIN: brokerUrl,
      },
    }),
  );
  await supervisor.start({
    name: "page",
    command: process.execPath,
    args: [here("../host/cli.ts")],
    cwd: here("../../"),
    env: childEnv({
      PORT: String(plan.pagePort),
      BROKER_ORIGIN: brokerUrl,
      SIMULATOR_ORIGIN: simulatorUrl,
      ACME_ASSERTION_SECRET: secrets.assertionSecret,
    }),
  });
}

async function waitForAll(supervisor: Supervisor, urls: string[], signal?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const late = AbortSignal.timeout(READY_TIMEOUT_MS);
  const signals = AbortSignal.any([over.signal, late, ...(signal ? [signal] : [])]);
  const failure = supervisor.failed.then((error) => Promise.reject(error));
  failure.catch(() => {}); // Handled by the race; later failures are the caller's.
  const ready = Promise.all(urls.map((url) => waitUntilAnswers(url, signals)));
  try {
    await Promise.race([ready, failure]);
  } catch (error) {
    over.abort();
    await ready.catch(() => {});
    if (!late.aborted) throw error;
    throw new StartError(`The demo did not answer within ${READY_TIMEOUT_MS / 1000} s: ${urls.join(", ")}`);
  }
}
