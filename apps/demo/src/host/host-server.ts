import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type AssertionSettings, isThumbprint, signAssertion } from "./assertion.ts";
import { type Answer, HttpError, json, readJson, refuseOtherOrigins, sendAnswer, text } from "./http.ts";
import { findMember, type Member } from "./members.ts";
import { pageFile } from "./page-files.ts";
import { sampleCall } from "./sample-call.ts";
import { SignIns } from "./sign-in.ts";
import { simulatorControl } from "./simulator-control.ts";

export interface HostSettings {
  /** Origin under which the page is opened. */
  origin: string;
  brokerOrigin: string;
  simulatorOrigin: string;
  /** Shared with the broker. */
  assertionSecret: string;
}

const SITE = "acme";
/** Calls of agents on other platforms. */
const OUTBOUND_SITE = "outbound";

type Handler = (request: IncomingMessage, url: URL) => Promise<Answer> | Answer;

/** Acme's web server: the page, signing in and out, and the assertion that the elements ask for. */
export function createHost(settings: HostSettings): RequestListener {
  const answerRoute = createHostRoutes(settings);
  return (request, response) => {
    if (answerRoute(request, response)) return;
    const path = URL.parse(request.url ?? "/", settings.origin)?.pathname ?? "";
    const file = request.method === "GET" ? pageFile(path, settings) : undefined;
    sendAnswer(response, file ?? text(404, "There is no such page."));
  };
}

/** The routes of the server without the files of the page. They return false for any other path. */
export function createHostRoutes(
  settings: HostSettings,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const signIns = new SignIns();
  let sampleCalls = 0;
  const simulator = simulatorControl(settings.simulatorOrigin);

  /** Says to one of the broker's sites who is signed in. */
  function assertionFor(site: string): Handler {
    const assertions: AssertionSettings = {
      secret: settings.assertionSecret,
      issuer: settings.origin,
      audience: `keyhole:${site}`,
    };
    return async (request, url) => {
      const member = signIns.find(request.headers.cookie);
      if (!member) return text(401, "Nobody is signed in.");
      const jkt = url.searchParams.get("jkt");
      if (!isThumbprint(jkt)) throw new HttpError(400, "jkt must be a SHA-256 thumbprint in base64url.");
      return text(200, await signAssertion(member, jkt, assertions));
    };
  }

  const routes: Record<string, Handler> = {
    "GET /keyhole-assertion": assertionFor(SITE),
    "GET /outbound-assertion": assertionFor(OUTBOUND_SITE),
    "GET /account": (request) => json(account(signIns.find(request.headers.cookie))),
    async "POST /sign-in"(request) {
      const member = findMember((await readJson(request)).member);
      if (!member) throw new HttpError(400, "There is no such member.");
      return json(account(member), { "Set-Cookie": signIns.add(member) });
    },
    "POST /sign-out": (request) =>
      json(account(undefined), { "Set-Cookie": signIns.remove(request.headers.cookie) }),
    async "POST /sample-call"(request) {
      const { jkt } = await readJson(request);
      if (!isThumbprint(jkt)) throw new HttpError(400, "jkt must be a SHA-256 thumbprint in base64url.");
      await simulator.addCall(sampleCall(SITE, jkt, sampleCalls, Date.now()));
      sampleCalls += 1;
      return { status: 204 };
    },
    "GET /developer/scenarios": async () => json(await simulator.scenarios()),
    async "POST /developer/scenarios"(request) {
      const { name } = await readJson(request);
      if (typeof name !== "string") throw new HttpError(400, "name must be a scenario's name.");
      await simulator.setScenario(name);
      return { status: 204 };
    },
  };

  async function answer(handler: Handler, request: IncomingMessage, url: URL): Promise<Answer> {
    refuseOtherOrigins(request, settings.origin);
    return handler(request, url);
  }

  return (request, response) => {
    const url = URL.parse(request.url ?? "/", settings.origin);
    const name = `${request.method} ${url?.pathname}`;
    const handler = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!url || !handler) return false;
    answer(handler, request, url)
      .catch((error: unknown): Answer => {
        if (error instanceof HttpError) return text(error.status, error.message);
        console.error(error);
        return text(500, "Something went wrong.");
      })
      .then((result) => sendAnswer(response, result));
    return true;
  };
}

function account(member: Member | undefined): { member: Member | null } {
  return { member: member ?? null };
}
