import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError } from "@keyhole/broker";
import { type ExplainedGrant, grantFor } from "@keyhole/broker/testing";
import { createUltravox, type UltravoxCall } from "@keyhole/upstream/ultravox";
import { loadConfig } from "../config/load-config.ts";
import { readVars } from "../config/read-vars.ts";
import { SetupError } from "../terminal/setup-error.ts";

type Granted = Extract<ExplainedGrant, { ok: true }>;

export interface ExplainDeps {
  folder: string;
  env: NodeJS.ProcessEnv;
  fetch: typeof globalThis.fetch;
  write: (line: string) => void;
}

const SAMPLE = 5;

/**
 * `keyhole explain --site acme --claims claims.json`: which grant these claims give, or why none, and what it opens at
 * the upstream. That needs the key in the environment; nothing of a call is shown but what tells it from others.
 */
export async function explain(args: readonly string[], deps: ExplainDeps): Promise<void> {
  const { site, claims } = readOptions(args);
  const vars = readVars(join(deps.folder, "wrangler.jsonc"));
  const define = await loadConfig(join(deps.folder, "keyhole.config.ts"));
  const granted = await grantFor(define, site, claims, vars).catch((error: unknown) => {
    if (error instanceof TypeError || error instanceof ConfigError) throw new SetupError(error.message);
    throw error;
  });
  if (!granted.ok) {
    deps.write(`Refused. ${granted.reason}`);
    return;
  }
  deps.write(`Scopes: ${granted.scopes.join(", ")}`);
  for (const line of describeRows(granted)) deps.write(line);
  const apiKey = deps.env.ULTRAVOX_API_KEY?.trim();
  if (define(vars).sites[site]?.source !== "ultravox") return;
  if (apiKey) await showCalls(granted, { ...deps, apiKey, baseUrl: vars.ULTRAVOX_BASE_URL ?? ULTRAVOX_URL });
  else deps.write("Set ULTRAVOX_API_KEY in the environment to see how many calls these are, and the newest.");
}

const ULTRAVOX_URL = "https://api.ultravox.ai/api";
const USAGE = "keyhole explain takes --site acme and --claims claims.json, a file with the claims as JSON.";

function readOptions(args: readonly string[]): { site: string; claims: Record<string, unknown> } {
  try {
    const text = { type: "string" } as const;
    const { values } = parseArgs({ args: [...args], options: { site: text, claims: text } });
    const { site, claims } = values;
    if (site === undefined || claims === undefined) throw new TypeError("an option is missing.");
    const parsed: unknown = JSON.parse(readFileSync(claims, "utf8"));
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
      throw new TypeError(`${claims} is no JSON object.`);
    return { site, claims: { ...parsed } };
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function describeRows({ rows }: Granted): string[] {
  const { agents, metadata = {}, from, to } = rows;
  const lines = [
    ...(agents === undefined ? [] : [`agents: ${agents.join(", ") || "none, so no call"}`]),
    ...Object.entries(metadata).map(([key, value]) => `metadata ${key} is ${JSON.stringify(value)}`),
    ...(from === undefined ? [] : [`created from ${from}`]),
    ...(to === undefined ? [] : [`created until ${to}`]),
  ];
  return lines.length === 0
    ? ["Rows: all calls"]
    : ["Rows, all of which must hold:", ...lines.map((line) => `  ${line}`)];
}

async function showCalls(
  { rows }: Granted,
  { write, ...client }: ExplainDeps & { apiKey: string; baseUrl: string },
): Promise<void> {
  const listed = await createUltravox(client).listCalls({
    pageSize: SAMPLE,
    ...(rows.agents && { agentIds: rows.agents }),
    ...(rows.metadata && { metadata: rows.metadata }),
    ...(rows.from && { fromDate: rows.from }),
    ...(rows.to && { toDate: rows.to }),
  });
  if (!listed.ok) throw new SetupError(`Ultravox did not list the calls: ${listed.error.kind}.`);
  const { items, total } = listed.value;
  write(`Calls: ${total ?? `at least ${items.length}`}`);
  for (const call of items.slice(0, SAMPLE)) write(`  ${describeCall(call)}`);
}

/** No word of what was said. */
function describeCall({ callId, created, agent, joined, ended }: UltravoxCall): string {
  const seconds =
    joined && ended ? `${Math.round((Date.parse(ended) - Date.parse(joined)) / 1000)} s` : "not ended";
  return [created, callId, JSON.stringify(agent?.name ?? ""), seconds].join("  ");
}
