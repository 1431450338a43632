import type { Context, Handler } from "hono";
import { getCookie } from "hono/cookie";
import { sealOwnAssertion } from "../assertions/own-assertion.ts";
import { ASSERTION_MAX_BYTES, SIGN_IN_FLOW_SECONDS } from "../base/limits/assertions.ts";
import type { Site } from "../config/check-site.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import { ACCESS_HEADER } from "../identity/access-sign-in.ts";
import type { Person } from "../identity/person.ts";
import { refuseSignIn } from "../identity/refuse-sign-in.ts";
import { flowCookie, openFlow, sealFlow } from "../identity/sign-in-flow.ts";
import { type SignInEnd, type SignInMessage, signInHeaders, signInPage } from "../identity/sign-in-page.ts";
import { parseSignInRequest, type SignInRequest, siteOf } from "../identity/sign-in-request.ts";
import { pickLanguage, type SignInLanguage } from "../identity/sign-in-texts.ts";
import type { Broker } from "./broker.ts";

/** The window of one sign-in. Its opener counts as known once its origin is checked. */
interface Window {
  language: SignInLanguage;
  opener: SignInRequest | null;
}

/** `GET /v1/sign-in`: a window that an element has opened. */
export function signInRoute(broker: Broker): Handler<BrokerEnv> {
  return inWindow(broker, async function answerSignIn(context, window) {
    const { searchParams } = new URL(context.req.url);
    const { request, site } = parseSignInRequest(searchParams, broker.config.sites);
    window.opener = request;
    context.set("site", site);
    const signIn = signInOf(broker, site);
    if (signIn.kind === "cloudflareAccess") {
      return vouch(broker, site, request, await signIn.verify(context.req.header(ACCESS_HEADER)));
    }
    const redirectUri = `${addressOf(broker, context)}/v1/sign-in/callback`;
    const { url, secrets } = await signIn.begin(redirectUri);
    const flow = { request, secrets, redirectUri, language: window.language };
    const sealed = await sealFlow(broker.sealer, flow, broker.now());
    setFlowCookie(context, sealed, SIGN_IN_FLOW_SECONDS);
    return context.redirect(url.href, 302);
  });
}

/** `GET /v1/sign-in/callback`: the identity provider sends the window back. */
export function signInCallbackRoute(broker: Broker): Handler<BrokerEnv> {
  return inWindow(broker, async function answerCallback(context, window) {
    const url = new URL(context.req.url);
    const { name } = flowCookie(url.protocol === "https:");
    const flow = await openFlow(broker.sealer, getCookie(context, name), url.searchParams.get("state"));
    // Once: what follows has the flow's own code.
    setFlowCookie(context, "", 0);
    window.language = pickLanguage(flow.language);
    const site = siteOf(flow.request, broker.config.sites);
    window.opener = flow.request;
    context.set("site", site);
    // Each costs a request to the provider.
    await broker.shield.checkMint(site.id, context.req.header("CF-Connecting-IP"));
    const signIn = signInOf(broker, site);
    if (signIn.kind !== "oidc") throw refuseSignIn("stale", `sites.${site.id}: has no oidc any more`);
    return vouch(broker, site, flow.request, await signIn.finish(url, flow.redirectUri, flow.secrets));
  });
}

/** Answers with a page, whatever happens: a person looks at the window. */
function inWindow(
  broker: Broker,
  answer: (context: Context<BrokerEnv>, window: Window) => Promise<Response | SignInMessage>,
): Handler<BrokerEnv> {
  return async function answerWindow(context) {
    const wanted = new URL(context.req.url).searchParams.get("lang");
    const window: Window = {
      language: pickLanguage(wanted, context.req.header("Accept-Language")),
      opener: null,
    };
    try {
      const answered = await answer(context, window);
      return answered instanceof Response ? answered : await page("done", 200, answered);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      broker.logRefusal(context, error);
      const end = endOf(error);
      const state = window.opener?.state;
      return page(
        end,
        error.options.status ?? 429,
        state === undefined ? null : { keyhole: "sign-in", state, error: end },
      );
    }

    async function page(end: SignInEnd, status: number, message: SignInMessage | null): Promise<Response> {
      const { language, opener: request } = window;
      const opener = request === null || message === null ? null : { request, message };
      const html = signInPage({ end, language, requestId: context.get("requestId"), opener });
      for (const [name, value] of Object.entries(await signInHeaders())) context.header(name, value);
      return context.body(html, status as 200);
    }
  };
}

/** Makes the assertion for a person who is signed in. */
async function vouch(
  broker: Broker,
  site: Site,
  { thumbprint, state }: SignInRequest,
  { claims, endsAtMs }: Person,
): Promise<SignInMessage> {
  const verifier = site.members?.verifier;
  if (verifier?.kind !== "signIn") throw refuseSignIn("stale", `sites.${site.id}: has no signIn() any more`);
  const expiresAtMs = Math.min(broker.now() + verifier.maxAgeSeconds * 1000, endsAtMs ?? Infinity);
  const [stamp = ""] = await broker.stamps.member(site.id, `member:${claims.sub}`);
  const assertion = await sealOwnAssertion(
    broker.sealer,
    { site: site.id, claims, stamp, thumbprint },
    expiresAtMs,
  );
  if (assertion.length > ASSERTION_MAX_BYTES) {
    throw refuseSignIn(
      "too large",
      `${verifier.setting}: tells claims for an assertion of more than ${ASSERTION_MAX_BYTES} bytes`,
    );
  }
  return { keyhole: "sign-in", state, assertion };
}

function endOf({ options: { reason } }: Refusal): Exclude<SignInEnd, "done"> {
  switch (reason) {
    case "sign-in: refused":
      return "refused";
    case "sign-in: stale":
      return "stale";
    case "sign-in: request":
    case "sign-in: origin":
    case "sign-in: not set up":
    case "sign-in: too large":
      return "setup";
    default:
      return "unavailable";
  }
}

function signInOf(broker: Broker, site: Site) {
  const signIn = broker.signIns.get(site.id);
  if (signIn === undefined) throw refuseSignIn("request", "site: has no sign-in");
  return signIn;
}

/** The broker's address as the window has it: its cookie comes back there alone. */
function addressOf({ config }: Broker, context: Context<BrokerEnv>): string {
  const { origin, pathname } = new URL(context.req.url);
  const address = `${origin}${pathname.slice(0, -context.get("path").length)}`;
  return config.publicUrls.includes(address) ? address : config.publicUrls[0];
}

function setFlowCookie(context: Context<BrokerEnv>, value: string, seconds: number): void {
  const { name, attributes } = flowCookie(new URL(context.req.url).protocol === "https:");
  context.header("Set-Cookie", `${name}=${value}; ${attributes}; Max-Age=${seconds}`);
}
