import { parseArgs } from "node:util";
import { SCOPES, type Scope } from "@keyhole/contract";
import { SetupError } from "../terminal/setup-error.ts";

/** What the command line says. What it leaves out is asked, or has a default. */
export interface SetupOptions {
  /** Folder of the Worker. */
  folder: string;
  /** Asks nothing. */
  yes: boolean;
  /** Changes nothing. */
  dryRun: boolean;
  /** Name of the Worker. */
  name: string;
  /** The Worker's address on a domain of the owner's own. */
  url: string | null;
  site: string | null;
  origins: readonly string[];
  /** Ids or names; `all`. */
  agents: readonly string[];
  viewers: "host" | "provider" | "access" | "oidc" | "public" | null;
  /** `all`, or the claim and metadata key that a call must share with its viewer. */
  rows: string | null;
  scopes: readonly Scope[] | null;
  issuer: string | null;
  jwks: string | null;
  audience: string | null;
  team: string | null;
  clientId: string | null;
  cekuraProject: number | null;
  /** Where the Worker's Durable Objects have to stay. */
  jurisdiction: "eu" | "us" | "fedramp" | "fedramp-high" | null;
  ultravoxUrl: string | null;
  cekuraUrl: string | null;
}

export const USAGE = `Options, each the answer to a question:
  --origin https://acme.com    a page that shows calls; may be repeated
  --agents all | id,name,…     whose calls
  --viewers host               your server signs who is signed in
            provider           an identity provider does: with --jwks, --issuer, --audience
            access             the Worker signs them in with Cloudflare Access: with --team, --audience
            oidc               or with OpenID Connect: with --issuer, --client-id
            public             anybody sees every call
  --rows all | claim           all calls, or those whose metadata equals a claim of that name
  --scopes calls:read,…        what viewers may do
  --issuer https://acme.com    who signs
  --site acme                  the site's id in the tag
  --name keyhole               the Worker's name
  --url https://voice.acme.com the Worker's address on a domain of your own
  --jurisdiction eu            the Worker's storage stays in the EU (us, fedramp, fedramp-high)
  --cekura-project 123         joins calls with their evaluations
  --ultravox-url, --cekura-url other base URLs of the vendors
  --yes                        asks nothing; secrets come from the environment
  --dry-run                    shows what would be done

Secrets come from ULTRAVOX_API_KEY, CEKURA_API_KEY and the secrets that the config names, or are asked for. They are
never options.`;

/** Reads the command line. Throws a `SetupError` that says what is known. */
export function readSetupOptions(args: readonly string[], defaultFolder: string): SetupOptions {
  const { values, positionals } = parsed(args);
  const viewers = oneOf("--viewers", values.viewers, [
    "host",
    "provider",
    "access",
    "oidc",
    "public",
  ] as const);
  const jurisdiction = oneOf("--jurisdiction", values.jurisdiction, [
    "eu",
    "us",
    "fedramp",
    "fedramp-high",
  ] as const);
  const scopes = listOf(values.scopes).map((scope) => {
    const known = SCOPES.find((each) => each === scope);
    if (known === undefined) throw wrong(`--scopes has "${scope}"; it takes ${SCOPES.join(", ")}.`);
    return known;
  });
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(values.name))
    throw wrong(`--name is "${values.name}"; it takes lower-case letters, digits and hyphens.`);
  const project = values["cekura-project"];
  if (project !== undefined && !/^[1-9]\d{0,14}$/.test(project))
    throw wrong(`--cekura-project is "${project}"; it takes the project's number.`);
  if (values.url !== undefined && !/^https:\/\/[^/?#]+(?:\/[^?#]*)?$/.test(values.url))
    throw wrong(`--url is "${values.url}"; it takes an address such as https://voice.acme.com.`);
  return {
    folder: positionals[0] ?? defaultFolder,
    yes: values.yes,
    dryRun: values["dry-run"],
    name: values.name,
    url: values.url?.replace(/\/$/, "") ?? null,
    site: values.site ?? null,
    origins: values.origin,
    agents: listOf(values.agents),
    viewers,
    rows: values.rows ?? null,
    scopes: scopes.length === 0 ? null : scopes,
    issuer: values.issuer ?? null,
    jwks: values.jwks ?? null,
    audience: values.audience ?? null,
    team: values.team ?? null,
    clientId: values["client-id"] ?? null,
    cekuraProject: project === undefined ? null : Number(project),
    jurisdiction,
    ultravoxUrl: values["ultravox-url"] ?? null,
    cekuraUrl: values["cekura-url"] ?? null,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        yes: flag,
        "dry-run": flag,
        name: { ...text, default: "keyhole" },
        origin: { ...text, multiple: true, default: [] },
        ...{ url: text, site: text, agents: text, viewers: text, rows: text, scopes: text },
        ...{ issuer: text, jwks: text, audience: text, team: text, "client-id": text },
        jurisdiction: text,
        ...{ "cekura-project": text, "ultravox-url": text, "cekura-url": text },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function oneOf<Value extends string>(
  name: string,
  text: string | undefined,
  values: readonly Value[],
): Value | null {
  if (text === undefined) return null;
  const known = values.find((value) => value === text);
  if (known === undefined) throw wrong(`${name} is "${text}"; it takes ${values.join(", ")}.`);
  return known;
}

function wrong(words: string): SetupError {
  return new SetupError(`${words}\n\n${USAGE}`);
}
