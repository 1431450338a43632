import { type Child, choosePorts, createSupervisor } from "@keyhole/dev/processes";
import { startWorker } from "@keyhole/dev/worker";
import { createSecrets, DEMO_WORKER } from "@keyhole/launch";
import { startSimulator } from "@keyhole/simulator";

/** A Worker at one address that can be deployed again with other static files, as an owner does. */
export interface Deployment {
  brokerUrl: string;
  /** Replaces what is deployed: the files of the folder, and no others. */
  deploy(assets: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Prepares a Worker whose site `northside` may be embedded by `pageOrigin`, in front of a simulator. `publicUrl`
 * is where pages find it. Default: its own address.
 */
export async function prepareDeployment(pageOrigin: string, publicUrl?: string): Promise<Deployment> {
  const secrets = createSecrets();
  const simulator = await startSimulator({ port: 0, apiKey: secrets.ultravoxApiKey });
  const supervisor = await createSupervisor();
  const [port = 0] = await choosePorts([{ name: "broker", port: 0, setting: "none" }]);
  const brokerUrl = `http://127.0.0.1:${port}`;
  let worker: Child | undefined;
  return {
    brokerUrl,
    async deploy(assets) {
      await worker?.stop();
      worker = await startWorker(supervisor, {
        config: DEMO_WORKER,
        port,
        env: {
          ULTRAVOX_API_KEY: secrets.ultravoxApiKey,
          ULTRAVOX_BASE_URL: simulator.baseUrl,
          KEYHOLE_SECRET: secrets.keyholeSecret,
          ACME_ASSERTION_SECRET: secrets.assertionSecret,
          ULTRAVOX_WEBHOOK_SECRET: secrets.ultravoxWebhookSecret,
          CEKURA_WEBHOOK_SECRET: secrets.cekuraWebhookSecret,
          DEMO_PAGE_ORIGIN: pageOrigin,
          DEMO_BROKER_ORIGIN: publicUrl ?? brokerUrl,
        },
        options: ["--assets", assets],
      });
    },
    async stop() {
      await supervisor.stop();
      await simulator.close();
    },
  };
}
