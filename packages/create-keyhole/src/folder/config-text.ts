import type { Scope } from "@keyhole/contract";

/** How a site knows who looks at it. */
export type Viewers =
  /** The host's server signs who is signed in, with a secret that it shares with the Worker. */
  | { kind: "host"; secretName: string; issuer: string; rows: MemberRows }
  /** An identity provider signs it, with keys that it publishes. */
  | { kind: "provider"; jwks: string; issuer: string; audience: string; rows: MemberRows }
  /** The Worker signs people in itself, with Cloudflare Access or OpenID Connect. */
  | { kind: "access"; team: string; audience: string; rows: MemberRows }
  | { kind: "oidc"; issuer: string; clientId: string; secretName: string; rows: MemberRows }
  /** Anybody sees every call of the site. */
  | { kind: "public" };

/** All calls of the site, or those whose metadata has the value of the viewer's claim of the same name. */
export type MemberRows = "all" | { claim: string };

export interface SiteChoice {
  id: string;
  origins: readonly string[];
  /** Agents with their names, or all of them. */
  agents: "all" | readonly { id: string; name: string }[];
  scopes: readonly Scope[];
  viewers: Viewers;
  cekura: { project: number; provisionKey: boolean } | null;
}

/** The text of a `keyhole.config.ts` with one site. `publicUrl` is null while the Worker has no address yet. */
export function configText({ site, publicUrl }: { site: SiteChoice; publicUrl: string | null }): string {
  const { viewers } = site;
  return `import { defineConfig${VERIFIERS[viewers.kind]} } from "@keyhole/broker";

export default defineConfig((${"secretName" in viewers ? "env" : "_env"}) => ({
  publicUrls: [${publicUrl === null ? "" : quote(publicUrl)}],
  sites: {
    ${keyOf(site.id)}: {
      origins: [${site.origins.map(quote).join(", ")}],
${agentLines(site.agents)}
      source: "ultravox",
${indent(viewerLines(site), 6)}${cekuraLine(site)}
    },
  },
}));
`;
}

const VERIFIERS = { host: ", jwt", provider: ", jwt", access: ", signIn", oidc: ", signIn", public: "" };

/** The config with the Worker's address, if it has none yet. */
export function withPublicUrl(text: string, publicUrl: string): string {
  return text.replace(/\bpublicUrls:\s*\[\s*\]/, () => `publicUrls: [${quote(publicUrl)}]`);
}

function agentLines(agents: SiteChoice["agents"]): string {
  if (agents === "all") return '      agents: "all",';
  const lines = agents.map(({ id, name }) => `        ${quote(id)}, // ${oneLine(name)}`);
  return ["      agents: [", ...lines, "      ],"].join("\n");
}

function viewerLines({ viewers, scopes, origins }: SiteChoice): string {
  const list = scopes.map(quote).join(", ");
  if (viewers.kind === "public") return `visitors: { rows: "public", scopes: [${list}] },`;
  const rows =
    viewers.rows === "all"
      ? '"all"'
      : `{ metadata: { ${keyOf(viewers.rows.claim)}: ${memberOf("claims", viewers.rows.claim)} } }`;
  const claims = viewers.rows === "all" ? "_claims" : "claims";
  const shown = viewers.rows === "all" ? "" : `metadata: [${quote(viewers.rows.claim)}],\n`;
  return `${shown}members: {
  verify: ${verifierOf(viewers, origins)},
  grant: (${claims}) => ({
    scopes: [${list}],
    rows: ${rows},
  }),
},`;
}

function verifierOf(viewers: Exclude<Viewers, { kind: "public" }>, origins: readonly string[]): string {
  if (viewers.kind === "provider") {
    return `jwt({
    jwks: ${quote(viewers.jwks)},
    issuer: ${quote(viewers.issuer)},
    audience: ${quote(viewers.audience)},
  })`;
  }
  if (viewers.kind === "access") {
    return `signIn({ cloudflareAccess: { team: ${quote(viewers.team)}, audience: ${quote(viewers.audience)} } })`;
  }
  if (viewers.kind === "oidc") {
    return `signIn({
    oidc: {
      issuer: ${quote(viewers.issuer)},
      clientId: ${quote(viewers.clientId)},
      clientSecret: ${memberOf("env", viewers.secretName)},
    },
  })`;
  }
  const issuer = viewers.issuer === "" ? (origins[0] ?? "") : viewers.issuer;
  return `jwt({ secret: ${memberOf("env", viewers.secretName)}, issuer: ${quote(issuer)} })`;
}

function cekuraLine({ cekura }: SiteChoice): string {
  if (cekura === null) return "";
  const makes = cekura.provisionKey ? ", provisionKey: true" : "";
  return `\n      cekura: { project: ${cekura.project}${makes} },`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function keyOf(name: string): string {
  return IDENTIFIER.test(name) ? name : quote(name);
}

function memberOf(object: string, name: string): string {
  return IDENTIFIER.test(name) ? `${object}.${name}` : `${object}[${quote(name)}]`;
}

/** A name that a vendor's answer holds, for a comment: line ends would end it. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(spaces));
}
