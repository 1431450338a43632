import type { Scope } from "@keyhole/contract";
import type { MemberRows, SiteChoice, Viewers } from "../folder/config-text.ts";
import type { UltravoxKey } from "../keys/ultravox-key.ts";
import { SetupError } from "../terminal/setup-error.ts";
import { askCekuraKey } from "./ask-secret.ts";
import type { SetupContext } from "./setup-context.ts";

/** Asks what a site is: its pages, its agents, who may see what. Flags answer first. */
export async function askSite(context: SetupContext, key: UltravoxKey): Promise<SiteChoice> {
  const origins = await askOrigins(context);
  const id = context.options.site ?? siteOf(origins[0] ?? "");
  const agents = await askAgents(context, key);
  const viewers = await askViewers(context, id, origins[0] ?? "");
  const cekura = await askCekura(context);
  const scopes = await askScopes(context, viewers, cekura !== null);
  return { id, origins, agents, viewers, cekura, scopes };
}

async function askOrigins({ terminal, options }: SetupContext): Promise<readonly string[]> {
  const given = options.origins;
  const wrong = given.map(originFault).find((fault) => fault !== null);
  if (wrong) throw new SetupError(wrong);
  if (given.length > 0) return given;
  const answer = await terminal.text({
    message: "Which page shows the calls? Its address, or several with spaces between.",
    answeredBy: "--origin https://acme.com",
    check: (text) =>
      text
        .split(/\s+/)
        .map(toOrigin)
        .map(originFault)
        .find((fault) => fault !== null) ?? null,
  });
  return answer.trim().split(/\s+/).map(toOrigin);
}

/** The origin of an address that a person pastes. */
function toOrigin(text: string): string {
  const url = text.replace("//*.", "//any--label.");
  if (!URL.canParse(url)) return text;
  const { origin } = new URL(url);
  return origin === "null" ? text : origin.replace("//any--label.", "//*.");
}

function originFault(origin: string): string | null {
  return toOrigin(origin) === origin && /^[a-z][a-z0-9+.-]*:\/\/[^/]+$/.test(origin)
    ? null
    : `"${origin}" is no origin. It has a scheme and a host, such as https://acme.com.`;
}

/** A name for the site: the label of its host that people know it by. */
function siteOf(origin: string): string {
  const labels = (
    URL.canParse(origin.replace("*.", "")) ? new URL(origin.replace("*.", "")).hostname : ""
  ).split(".");
  const own = labels.length > 2 && labels[0] === "www" ? labels[1] : labels[0];
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(own ?? "") ? (own ?? "main") : "main";
}

const MOST_AGENTS = 50;

async function askAgents(
  { terminal, options }: SetupContext,
  { agents }: UltravoxKey,
): Promise<SiteChoice["agents"]> {
  if (options.agents.length === 1 && options.agents[0] === "all") return "all";
  const chosen = options.agents.map((text) => {
    const named = agents.filter(({ id, name }) => id === text || name === text);
    const [agent] = named;
    if (agent === undefined || named.length > 1) {
      const names = agents.map(({ name }) => name).join(", ");
      throw new SetupError(
        `--agents has "${text}". The account has: ${names}. Two of one name need their ids.`,
      );
    }
    return agent;
  });
  if (chosen.length > 0) return chosen;
  const answer = await terminal.chooseSome<"all" | { id: string; name: string }>(
    { message: "Which agents' calls?", answeredBy: "--agents all, or their names", initial: [] },
    [
      { value: "all" as const, label: "all agents", hint: "those that come later too" },
      ...agents.map((agent) => ({ value: agent, label: agent.name, hint: agent.id })),
    ],
  );
  const some = answer.filter((each) => each !== "all");
  if (some.length < answer.length) return "all";
  if (some.length === 0)
    throw new SetupError("Which agents' calls? Answer it with --agents all, or their names.");
  if (some.length > MOST_AGENTS) throw new SetupError(`A site has at most ${MOST_AGENTS} agents, or all.`);
  return some;
}

async function askViewers(context: SetupContext, site: string, origin: string): Promise<Viewers> {
  const { terminal, options } = context;
  const kind =
    options.viewers ??
    (await terminal.choose({ message: "How does the site know its viewers?", answeredBy: "--viewers" }, [
      {
        value: "host" as const,
        label: "My server says who is signed in",
        hint: "a JWT with a shared secret",
      },
      {
        value: "provider" as const,
        label: "An identity provider says it",
        hint: "a JWT with published keys",
      },
      {
        value: "access" as const,
        label: "The Worker signs them in with Cloudflare Access",
        hint: "without a server of yours",
      },
      {
        value: "oidc" as const,
        label: "The Worker signs them in with OpenID Connect",
        hint: "Google, Okta, Entra ID and others",
      },
      {
        value: "public" as const,
        label: "It need not: anybody may see every call",
        hint: "curl sees them too",
      },
    ]));
  if (kind === "public") return { kind };
  if (kind === "host") {
    const secretName = secretNameOf(site, "ASSERTION");
    return { kind, secretName, issuer: options.issuer ?? origin, rows: await askRows(context) };
  }
  const ask = (flag: "jwks" | "issuer" | "audience" | "team" | "clientId", message: string) =>
    options[flag] ??
    terminal.text({ message, answeredBy: flag === "clientId" ? "--client-id" : `--${flag}` });
  switch (kind) {
    case "provider":
      return {
        kind,
        jwks: await ask("jwks", "Where are the provider's keys? The https address of its JWKS."),
        issuer: await ask("issuer", "Which issuer (iss) do its tokens name?"),
        audience: await ask("audience", "Which audience (aud) do they name?"),
        rows: await askRows(context),
      };
    case "access":
      return {
        kind,
        team: await ask("team", "Which team, as in https://<team>.cloudflareaccess.com?"),
        audience: await ask("audience", "Which audience tag (AUD) does the Access application show?"),
        rows: await askRows(context),
      };
    case "oidc":
      return {
        kind,
        issuer: await ask("issuer", "Which issuer is the provider?"),
        clientId: await ask("clientId", "Which client id did it give you?"),
        secretName: secretNameOf(site, "SIGN_IN"),
        rows: await askRows(context),
      };
  }
}

/** A name for a site's secret. */
function secretNameOf(site: string, purpose: "ASSERTION" | "SIGN_IN"): string {
  const name = `${site.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_${purpose}_SECRET`;
  return /^\d/.test(name) ? `SITE_${name}` : name;
}

async function askRows({ terminal, options }: SetupContext): Promise<MemberRows> {
  if (options.rows !== null) return options.rows === "all" ? "all" : { claim: options.rows };
  const kind = await terminal.choose(
    { message: "Which calls may somebody who is signed in see?", answeredBy: "--rows all, or --rows tenant" },
    [
      { value: "claim" as const, label: "Those of their own account", hint: "metadata equals a claim" },
      { value: "all" as const, label: "All calls of these agents", hint: "for your own staff" },
    ],
  );
  if (kind === "all") return kind;
  const claim = await terminal.text({
    message: "Under which name do both the calls' metadata and the claims hold it?",
    answeredBy: "--rows tenant",
    initial: "tenant",
    check: (text) => (/^[\w.-]{1,64}$/.test(text) ? null : "Letters, digits, dots, hyphens and underscores."),
  });
  return { claim };
}

async function askCekura(context: SetupContext): Promise<SiteChoice["cekura"]> {
  const { terminal, options, env } = context;
  const isMeant =
    options.cekuraProject !== null ||
    (terminal.isInteractive &&
      (await terminal.confirm({
        message: "Does Cekura evaluate these calls?",
        answeredBy: "--cekura-project 123",
        initial: Boolean(env.CEKURA_API_KEY),
      })));
  if (!isMeant) return null;
  const { kind, projects } = await askCekuraKey(context, {});
  const project =
    options.cekuraProject ??
    (await terminal.choose(
      { message: "Which project?", answeredBy: "--cekura-project 123" },
      projects.map(({ id, name }) => ({ value: id, label: name, hint: String(id) })),
    ));
  if (!projects.some(({ id }) => id === project))
    throw new SetupError(`The key of Cekura does not see the project ${project}.`);
  return { project, provisionKey: kind === "organization" };
}

const SHOWN: readonly { value: Scope; label: string; hint: string }[] = [
  { value: "transcripts:read", label: "transcripts", hint: "personal data in them is masked" },
  { value: "pii:read", label: "personal data in transcripts", hint: "unmasked; search by words needs it" },
  { value: "recordings:read", label: "recordings", hint: "the voices of callers" },
];

async function askScopes(
  { terminal, options }: SetupContext,
  viewers: Viewers,
  evaluations: boolean,
): Promise<readonly Scope[]> {
  if (options.scopes !== null) return options.scopes;
  // Without an answer, nobody sees more than that a call took place.
  const more = terminal.isInteractive
    ? await terminal.chooseSome<Scope>(
        {
          message: `What may ${viewers.kind === "public" ? "anybody" : "they"} see beside the list?`,
          answeredBy: "--scopes",
          initial: viewers.kind === "public" ? [] : ["transcripts:read"],
        },
        [{ value: "calls:read" as const, label: "the list alone" }, ...SHOWN],
      )
    : [];
  const own: Scope[] = ["calls:read", ...more, ...(evaluations ? (["evaluations:read"] as const) : [])];
  return [...new Set(own)];
}
