import { parseArgs } from "node:util";
import { OptionError, type SimulatorOptions } from "./options.ts";
import { SCENARIOS } from "./scenarios/scenarios.ts";
import { startSimulator } from "./simulator.ts";

const DEFAULT_PORT = 8790;
/** Exit code for a wrong option or a taken port. */
const USAGE_EXIT_CODE = 2;

/** Each flag and the option that it sets. */
const FLAGS = {
  port: "port",
  "storage-port": "storagePort",
  host: "host",
  calls: "callCount",
  seed: "seed",
  now: "now",
  scenario: "scenario",
  "fault-percent": "faultPercent",
  "api-key": "apiKey",
  "requests-per-second": "requestsPerSecond",
  "retry-after-form": "retryAfterForm",
  "slow-ms": "slowMs",
  "recording-url-seconds": "recordingUrlSeconds",
  "cekura-requests-per-second": "cekuraRequestsPerSecond",
  plan: "plan",
} as const satisfies Record<string, keyof SimulatorOptions>;

type Flag = keyof typeof FLAGS;

const TEXT_FLAGS: ReadonlySet<string> = new Set(["host", "scenario", "api-key", "retry-after-form", "plan"]);

const HELP = `Imitates the APIs of Ultravox and Cekura on this machine.

  node src/cli.ts [options]

  --port 8790                where to listen; 0 takes a free port
  --storage-port 0           where recordings lie; 0 takes a free port
  --host 127.0.0.1           the address to listen on
  --calls 1500               how many calls the data has
  --seed 1                   another number gives other data
  --now 2026-07-02T12:00:00Z the time to which the data is relative (default: now)
  --scenario normal          one of ${SCENARIOS.join(", ")}
  --fault-percent 0          share of the requests to Ultravox that meet a fault
  --api-key KEY              the key that opens it
  --requests-per-second 200  the limit of requests for the key
  --retry-after-form seconds or http-date
  --slow-ms 3000             wait of the slow scenarios
  --recording-url-seconds 300  how long a signed URL of a recording is good for
  --cekura-requests-per-second 20  the limit of each of Cekura's keys
  --plan pro                 free, pro or scale: how many calls may be started
`;

/** An unknown or malformed flag. */
class UsageError extends Error {}

function readFlags(): Readonly<Record<string, string | boolean | undefined>> {
  const names = Object.keys(FLAGS).map((flag) => [flag, { type: "string" }] as const);
  try {
    return parseArgs({ options: { ...Object.fromEntries(names), help: { type: "boolean" } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function optionValue(flag: string, text: string): string | number {
  if (TEXT_FLAGS.has(flag)) return text;
  if (flag === "now") return Date.parse(text);
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function readOptions(values: ReturnType<typeof readFlags>): SimulatorOptions {
  const options: Record<string, string | number> = { port: DEFAULT_PORT };
  for (const [flag, option] of Object.entries(FLAGS)) {
    const text = values[flag];
    if (typeof text === "string") options[option] = optionValue(flag, text);
  }
  return options;
}

/** The message for the user, or null for an unexpected error. */
function usageMessage(error: unknown): string | null {
  if (error instanceof UsageError) return error.message;
  if (error instanceof OptionError) {
    const flag = (Object.keys(FLAGS) as Flag[]).find((name) => FLAGS[name] === error.option);
    return flag === "now" ? "--now must be an ISO 8601 time" : `--${flag ?? error.option} ${error.complaint}`;
  }
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return "The port is taken. Choose another one with --port.";
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return "--host is no address of this machine.";
  if (code === "EACCES") return "The port may not be used. Choose another one with --port.";
  return null;
}

try {
  const values = readFlags();
  if (values.help === true) {
    console.log(HELP);
  } else {
    const simulator = await startSimulator(readOptions(values));
    const { scenario, calls } = simulator.state();
    console.log(`Simulator ready at ${simulator.baseUrl} (scenario ${scenario}, ${calls} calls)`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void simulator.close());
    }
  }
} catch (error) {
  const message = usageMessage(error);
  if (message === null) throw error;
  console.error(message);
  process.exitCode = USAGE_EXIT_CODE;
}
