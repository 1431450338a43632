import { choosePorts, createSupervisor } from "@keyhole/dev/processes";
import { startWorker } from "@keyhole/dev/worker";
import { type Clock, type SimulatedCekura, startSimulator } from "@keyhole/simulator";
import { checkDemoConfig, DEMO_WORKER } from "./demo-worker.ts";
import type { ServePages } from "./pages.ts";
import { createSecrets, type DemoSecrets } from "./secrets.ts";
import { serveBuiltPages } from "./serve-built-pages.ts";
import type { Settings } from "./settings.ts";

/** A running Keyhole: simulator, host page and playground in this process, the Worker in a child. */
export interface Demo {
  /** Address to open; on `localhost`, so that it is another site than the broker. */
  pageUrl: string;
  /** Origin of the broker, on 127.0.0.1. */
  brokerUrl: string;
  /** Origin of the simulator; its control plane is under `/_simulator`. */
  simulatorUrl: string;
  /** The theme builder and every state of every element. */
  playgroundUrl: string;
  secrets: DemoSecrets;
  /** The simulated Cekura, which evaluates the calls. */
  cekura: SimulatedCekura;
  /** Resolves with the reason when the Worker ended by itself. */
  failed: Promise<Error>;
  /** Ends all, and resolves when nothing is left running. */
  stop(): Promise<void>;
}

export interface DemoOptions extends Settings {
  /** Other made-up calls for another number. */
  seed?: number;
  /** False: the Worker has no key of Cekura. By default it has the organization's. */
  evaluates?: boolean;
  /** By default the built ones. */
  servePages?: ServePages;
  /** Time in the simulator. Default: the machine's. */
  clock?: Clock;
  /** `wrangler.jsonc` of the Worker. Default: the demo's. */
  config?: string;
  /** Called with a few words at each step. */
  onProgress?: (text: string) => void;
  /** Aborts the start. */
  signal?: AbortSignal;
}

/** Starts everything and waits until the Worker answers. On an error nothing stays behind. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const {
    calls,
    seed,
    evaluates = true,
    signal,
    clock,
    config = DEMO_WORKER,
    servePages = serveBuiltPages,
    onProgress = () => {},
  } = options;
  const [pagePort = 0, playgroundPort = 0, brokerPort = 0, simulatorPort = 0] = await choosePorts([
    { name: "page", port: options.pagePort, setting: "KEYHOLE_PAGE_PORT" },
    { name: "playground", port: options.playgroundPort, setting: "KEYHOLE_PLAYGROUND_PORT" },
    { name: "broker", port: options.brokerPort, setting: "KEYHOLE_BROKER_PORT" },
    { name: "simulator", port: options.simulatorPort, setting: "KEYHOLE_SIMULATOR_PORT" },
  ]);
  const urls = {
    pageUrl: `http://localhost:${pagePort}`,
    playgroundUrl: `http://localhost:${playgroundPort}`,
    brokerUrl: `http://127.0.0.1:${brokerPort}`,
    simulatorUrl: `http://127.0.0.1:${simulatorPort}`,
  };
  const secrets = createSecrets();
  const env = {
    ULTRAVOX_API_KEY: secrets.ultravoxApiKey,
    ULTRAVOX_BASE_URL: `${urls.simulatorUrl}/api`,
    KEYHOLE_SECRET: secrets.keyholeSecret,
    KEYHOLE_ADMIN_SECRET: secrets.adminSecret,
    ACME_ASSERTION_SECRET: secrets.assertionSecret,
    ULTRAVOX_WEBHOOK_SECRET: secrets.ultravoxWebhookSecret,
    CEKURA_WEBHOOK_SECRET: secrets.cekuraWebhookSecret,
    DEMO_PAGE_ORIGIN: urls.pageUrl,
    DEMO_BROKER_ORIGIN: urls.brokerUrl,
  };
  await checkDemoConfig(env);
  signal?.throwIfAborted();

  const supervisor = await createSupervisor();
  const closers: (() => unknown)[] = [() => supervisor.stop()];
  const stop = async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  };
  try {
    onProgress("Starting simulator, broker and pages");
    const simulator = await startSimulator(
      {
        port: simulatorPort,
        apiKey: secrets.ultravoxApiKey,
        // A call that ends while the demo runs is in Cekura once the Worker has sent it.
        cekuraImportsCalls: false,
        webhooks: [
          { url: `${urls.brokerUrl}/v1/webhooks/ultravox/acme`, secrets: [secrets.ultravoxWebhookSecret] },
        ],
        cekuraWebhook: {
          url: `${urls.brokerUrl}/v1/webhooks/cekura/acme`,
          secret: secrets.cekuraWebhookSecret,
        },
        ...(calls === undefined ? {} : { callCount: calls }),
        ...(seed === undefined ? {} : { seed }),
      },
      clock,
    );
    closers.push(() => simulator.close());
    const { cekura } = simulator;
    const host = {
      origin: urls.pageUrl,
      brokerOrigin: urls.brokerUrl,
      simulatorOrigin: urls.simulatorUrl,
      assertionSecret: secrets.assertionSecret,
    };
    const pages = await servePages({ pagePort, playgroundPort, brokerPort, host }, onProgress);
    closers.push(() => pages.close());
    await startWorker(supervisor, {
      config,
      port: pages.workerPort,
      env: { ...env, ...(evaluates && cekuraEnv(cekura)) },
      ...(pages.onWorkerOutput && { onOutput: pages.onWorkerOutput }),
      ...(signal && { signal }),
    });
    return { ...urls, secrets, cekura, failed: supervisor.failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function cekuraEnv({ baseUrl, apiKeys }: SimulatedCekura): Record<string, string> {
  return { CEKURA_BASE_URL: baseUrl, CEKURA_API_KEY: apiKeys.organization };
}
