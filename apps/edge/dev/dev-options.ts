import { parseArgs } from "node:util";
import { StartError } from "@keyhole/dev/processes";

/** Options of the command. */
export interface DevOptions {
  /** Made-up calls in place of the account's, without a key. */
  simulate: boolean;
  /** Port of the Worker; 0 takes any free one. */
  port: number;
  /** Origins of local pages that may embed every site. */
  origins: readonly string[];
}

/** Reads the command line. Throws a `StartError` that says what is known. */
export function readDevOptions(args: readonly string[]): DevOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        simulate: { type: "boolean", default: false },
        port: { type: "string", default: "8787" },
        origin: { type: "string", multiple: true, default: [] },
      },
    });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
      throw new TypeError(`--port is "${values.port}"; it must be a whole number from 0 to 65535.`);
    }
    const wrong = values.origin.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
    if (wrong !== undefined) {
      throw new TypeError(`--origin is "${wrong}"; it must be an origin, such as http://localhost:3000.`);
    }
    return { simulate: values.simulate, port: Number(values.port), origins: values.origin };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `${words}\n\ndev takes --simulate, --port 8787 and --origin http://localhost:3000, which may be repeated.`,
    );
  }
}
