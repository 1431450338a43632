import type { AuditKind, Scope } from "@keyhole/contract";
import type { Handler, Hono, MiddlewareHandler } from "hono";
import { requireAdmin } from "../admin/require-admin.ts";
import { createAuditAnswers } from "../http/audit-answers.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import { requireToken } from "../tokens/require-token.ts";
import { rotateCekuraKeyRoute } from "./admin.ts";
import { adminPageRoute } from "./admin-page.ts";
import { adminStateRoute } from "./admin-state.ts";
import { agentsRoute } from "./agents.ts";
import { auditRoute } from "./audit.ts";
import type { Broker } from "./broker.ts";
import { callEventsRoute, callMessagesRoute, callRoute, callsRoute } from "./calls.ts";
import { deliveriesRoute, repeatDeliveryRoute } from "./deliveries.ts";
import { doctorRoute } from "./doctor.ts";
import { evaluationRoute, evaluationsRoute, votesRoute } from "./evaluations.ts";
import { healthRoute } from "./health.ts";
import { homeRoute } from "./home.ts";
import { recordingRoute, recordingTicketRoute } from "./recording.ts";
import { type Assets, scriptRoute } from "./script.ts";
import { signInCallbackRoute, signInRoute } from "./sign-in.ts";
import { hangUpRoute, startRoute } from "./starts.ts";
import { statsRoute } from "./stats.ts";
import { revokeRoute, siteSwitchRoute, subjectSwitchRoute, switchesRoute } from "./switches.ts";
import { talkRoute } from "./talk.ts";
import { serverMetadataRoute, tokenRoute } from "./token.ts";
import { cekuraWebhookRoute, ultravoxWebhookRoute } from "./webhooks.ts";

/** One method of one address. `GET` includes `HEAD`. */
export interface Route {
  method: "GET" | "POST" | "PUT";
  /** With its parameters, such as `/v1/calls/:id`. */
  path: string;
  /** The scope that the token must have. Absent: the route needs no token. */
  scope?: Scope;
  /** What the audit log files its answers under. Absent: they are in none. */
  audit?: AuditKind;
  handler: (broker: Broker) => Handler<BrokerEnv>;
}

/** A part of the address space, and the guards of every address in it, whether it has a route or not. */
export interface Area {
  prefix: string;
  /** Whether any page may read the answers, refusals included. */
  cors: boolean;
  /** Whether floods from one address are turned away. */
  shielded: boolean;
  /** Whether only the owner gets in, and nobody where the Worker has no admin secret. */
  admin?: true;
  routes: readonly Route[];
}

/** Every route of the broker. The scope check, the 405 answers and the guards follow from this table. */
export const AREAS: readonly Area[] = [
  {
    prefix: "/v1",
    cors: true,
    shielded: true,
    routes: [
      { method: "POST", path: "/v1/token", audit: "mint", handler: tokenRoute },
      { method: "GET", path: "/v1/calls", scope: "calls:read", audit: "read", handler: callsRoute },
      { method: "POST", path: "/v1/calls", scope: "calls:start", audit: "start", handler: startRoute },
      {
        method: "POST",
        path: "/v1/calls/:id/hangup",
        scope: "calls:start",
        audit: "start",
        handler: hangUpRoute,
      },
      { method: "GET", path: "/v1/calls/:id", scope: "calls:read", audit: "read", handler: callRoute },
      {
        method: "GET",
        path: "/v1/calls/:id/messages",
        scope: "transcripts:read",
        audit: "read",
        handler: callMessagesRoute,
      },
      {
        method: "GET",
        path: "/v1/calls/:id/events",
        scope: "calls:read",
        audit: "read",
        handler: callEventsRoute,
      },
      {
        method: "GET",
        path: "/v1/evaluations",
        scope: "evaluations:read",
        audit: "read",
        handler: evaluationsRoute,
      },
      {
        method: "GET",
        path: "/v1/calls/:id/evaluation",
        scope: "evaluations:read",
        audit: "read",
        handler: evaluationRoute,
      },
      {
        method: "POST",
        path: "/v1/calls/:id/evaluation/votes",
        scope: "evaluations:vote",
        audit: "read",
        handler: votesRoute,
      },
      {
        method: "POST",
        path: "/v1/calls/:id/recording",
        scope: "recordings:read",
        audit: "read",
        handler: recordingTicketRoute,
      },
      { method: "GET", path: "/v1/recordings/:ticket", audit: "read", handler: recordingRoute },
      { method: "GET", path: "/v1/agents", scope: "calls:read", audit: "read", handler: agentsRoute },
      { method: "GET", path: "/v1/talk", scope: "calls:start", audit: "read", handler: talkRoute },
      { method: "GET", path: "/v1/stats", scope: "calls:read", audit: "read", handler: statsRoute },
      { method: "GET", path: "/v1/health", handler: healthRoute },
      { method: "GET", path: "/v1/doctor", handler: doctorRoute },
    ],
  },
  // No page is meant to use these, so none may read what they answer.
  {
    prefix: "/v1/admin",
    cors: false,
    shielded: true,
    admin: true,
    routes: [
      { method: "GET", path: "/v1/admin/state", handler: adminStateRoute },
      {
        method: "POST",
        path: "/v1/admin/cekura/:project/rotate",
        audit: "admin",
        handler: rotateCekuraKeyRoute,
      },
      { method: "GET", path: "/v1/admin/audit", audit: "admin", handler: auditRoute },
      { method: "GET", path: "/v1/admin/switches", handler: switchesRoute },
      { method: "PUT", path: "/v1/admin/switches/:site", audit: "admin", handler: siteSwitchRoute },
      {
        method: "PUT",
        path: "/v1/admin/switches/:site/subjects/:subject",
        audit: "admin",
        handler: subjectSwitchRoute,
      },
      { method: "POST", path: "/v1/admin/revoke", audit: "admin", handler: revokeRoute },
      { method: "GET", path: "/v1/admin/deliveries", handler: deliveriesRoute },
      {
        method: "POST",
        path: "/v1/admin/deliveries/:id/repeat",
        audit: "admin",
        handler: repeatDeliveryRoute,
      },
    ],
  },
  {
    prefix: "/v1/webhooks",
    cors: false,
    shielded: true,
    routes: [
      { method: "POST", path: "/v1/webhooks/ultravox/:site", handler: ultravoxWebhookRoute },
      { method: "POST", path: "/v1/webhooks/cekura/:site", handler: cekuraWebhookRoute },
    ],
  },
  // Windows that people look at. No page may read them, so they need no CORS.
  {
    prefix: "/v1/sign-in",
    cors: false,
    shielded: true,
    routes: [
      { method: "GET", path: "/v1/sign-in", handler: signInRoute },
      { method: "GET", path: "/v1/sign-in/callback", handler: signInCallbackRoute },
    ],
  },
  {
    prefix: "/.well-known",
    cors: true,
    shielded: false,
    routes: [
      { method: "GET", path: "/.well-known/oauth-authorization-server", handler: serverMetadataRoute },
    ],
  },
];

/** Puts a middleware before every address of the areas that `has` names. The longest prefix decides. */
export function inAreas(
  has: "cors" | "shielded" | "admin",
  middleware: MiddlewareHandler<BrokerEnv>,
  areas: readonly Area[] = AREAS,
): MiddlewareHandler<BrokerEnv> {
  const sorted = longestFirst(areas);
  return async function guardArea(context, next) {
    return areaOf(context.req.path, sorted)?.[has] ? middleware(context, next) : next();
  };
}

/** True for the addresses of the API, whether there is a route or not. */
export function isInArea(path: string): boolean {
  return AREAS.some(({ prefix }) => isBelow(path, prefix));
}

/** Whether a GET of the path, which has no query, needs a token. */
export function needsToken(path: string): boolean {
  return TOKEN_READS.some((pattern) => pattern.test(path));
}

const TOKEN_READS = AREAS.flatMap(({ routes }) => routes)
  .filter(({ method, scope }) => method === "GET" && scope !== undefined)
  .map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`));

function longestFirst(areas: readonly Area[]): readonly Area[] {
  return areas.toSorted((one, other) => other.prefix.length - one.prefix.length);
}

/** `sorted` begins with the longest prefix. */
function areaOf(path: string, sorted: readonly Area[]): Area | undefined {
  return sorted.find(({ prefix }) => isBelow(path, prefix));
}

function isBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
}

export function addRoutes(app: Hono<BrokerEnv>, broker: Broker): void {
  const { adminSecret: secret } = broker.config.settings;
  app.use(inAreas("admin", requireAdmin({ secret, shield: broker.shield })));
  const routes = AREAS.filter(({ admin }) => admin === undefined || secret !== null).flatMap(
    (area) => area.routes,
  );
  const auditAnswers = createAuditAnswers(broker.audit, broker.now);
  for (const { method, path, scope, audit, handler } of routes) {
    app.on(method, path, auditAnswers({ kind: audit, method, path }));
    if (scope !== undefined) app.on(method, path, requireToken(broker, scope));
    app.on(method, path, handler(broker));
  }
  refuseOtherMethods(app, routes);
}

/** The broker's own address. */
const HOME_ROUTE: Pick<Route, "method" | "path"> = { method: "GET", path: "/" };

/** Addresses of the elements' files. */
export const SCRIPT_ROUTES: readonly Pick<Route, "method" | "path">[] = [
  { method: "GET", path: "/keyhole.js" },
  { method: "GET", path: "/keyhole.js.LEGAL.txt" },
  { method: "GET", path: "/keyhole/manifest.json" },
  { method: "GET", path: "/keyhole/admin.js" },
  { method: "GET", path: "/keyhole/:version/*" },
];

/** Adds the elements' files. They are served even if the config is wrong, because they tell the page so. */
export function addScripts(app: Hono<BrokerEnv>, env: Readonly<Record<string, unknown>>): void {
  const script = scriptRoute((env.ASSETS as Assets | undefined) ?? null);
  for (const { method, path } of SCRIPT_ROUTES) app.on(method, path, script);
  refuseOtherMethods(app, SCRIPT_ROUTES);
}

/** Adds the page of the broker's own address, which says whether it is set up. */
export function addHome(app: Hono<BrokerEnv>, broker: Broker | null): void {
  const home = homeRoute(broker);
  app.get(HOME_ROUTE.path, home);
  refuseOtherMethods(app, [HOME_ROUTE]);
  // Which path is the broker's own is not known where the config is wrong: any that a person opens may be.
  if (broker !== null) return;
  app.get("*", (context, next) => {
    const isOpened = context.req.header("Sec-Fetch-Mode") === "navigate";
    return isOpened && !isInArea(context.req.path) ? home(context, next) : next();
  });
}

/** The owner's page. */
const ADMIN_PAGE_ROUTE: Pick<Route, "method" | "path"> = { method: "GET", path: "/admin" };

/** Adds the owner's page. Without an admin secret its address is one of those at which there is nothing. */
export function addAdminPage(app: Hono<BrokerEnv>, { config }: Pick<Broker, "config">): void {
  if (config.settings.adminSecret === null) return;
  app.get(ADMIN_PAGE_ROUTE.path, adminPageRoute(config.settings.isDevelopment));
  refuseOtherMethods(app, [ADMIN_PAGE_ROUTE]);
}

/** Answers `not_configured` at every other address. `fault` names the setting, for the owner's log. */
export function refuseUnconfigured(app: Hono<BrokerEnv>, fault: string): void {
  app.all("*", () => {
    throw new Refusal(
      "not_configured",
      "The Worker's configuration is not complete: its log names the setting and what it expects (wrangler tail).",
      { ownerDetail: fault },
    );
  });
}

function refuseOtherMethods(app: Hono<BrokerEnv>, routes: readonly Pick<Route, "method" | "path">[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
    const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
    app.all(path, () => {
      throw new Refusal("invalid_request", `This address answers ${allow}.`, { status: 405, allow });
    });
  }
}
