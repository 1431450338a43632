import { Refusal } from "../http/refusal.ts";

/** A Durable Object binding, as far as the broker uses it. */
export interface Namespace<State> {
  getByName(name: string): State;
}

/** The binding of a kind of state; without it the Worker is not set up, and refuses. */
export function requireNamespace<State>(
  env: Readonly<Record<string, unknown>>,
  binding: string,
): Namespace<State> {
  const namespace = env[binding] as Namespace<State> | undefined;
  if (namespace !== undefined) return namespace;
  throw new Refusal(
    "not_configured",
    `The Worker lacks its Durable Object binding ${binding}; see its wrangler.jsonc.`,
  );
}
