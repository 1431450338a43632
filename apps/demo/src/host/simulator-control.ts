import { HttpError } from "./http.ts";
import { SIMULATOR_TIMEOUT_MS } from "./limits.ts";

/** A call to add; it has ended. */
export interface AddedCall {
  metadata: Record<string, string>;
  shortSummary: string;
  summary: string;
  /** ISO 8601. */
  created: string;
}

/** How the simulated API behaves now, and how it could. */
export interface Scenarios {
  scenario: string;
  /** A sentence for each name. */
  scenarios: Record<string, string>;
}

/** The simulator's control plane, which stands beside the simulated API and is no part of it. */
export interface SimulatorControl {
  addCall(call: AddedCall): Promise<void>;
  scenarios(): Promise<Scenarios>;
  setScenario(name: string): Promise<void>;
}

/** `origin` is the simulator's. Any answer but 2xx rejects with an `HttpError` 502. */
export function simulatorControl(origin: string): SimulatorControl {
  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${origin}/_simulator/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } } : {}),
      signal: AbortSignal.timeout(SIMULATOR_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new HttpError(502, `The simulator answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  return {
    addCall: async (call) => void (await ask("POST", "calls", call)),
    async scenarios() {
      const { scenario, scenarios } = (await ask("GET", "state")) as Scenarios;
      return { scenario, scenarios };
    },
    setScenario: async (name) => void (await ask("PUT", "scenario", { name })),
  };
}
