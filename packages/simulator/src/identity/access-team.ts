import { createHash, randomBytes } from "node:crypto";
import { type IncomingMessage, request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { type Answer, json, redirectTo } from "../http/answer.ts";
import { type Listener, listen } from "../http/listener.ts";
import { loginPage } from "./login-page.ts";
import { readCookie, readForm } from "./read-form.ts";
import { SigningKeys } from "./signing-keys.ts";

/** A team of Cloudflare Access with one application. */
export interface AccessTeam {
  /** The team's name, as in `https://<team>.cloudflareaccess.com`. */
  readonly team: string;
  /** The application's audience tag (AUD). */
  readonly audience: string;
  /** Where the people reach what the application protects: a proxy in front of the origin. */
  readonly address: string;
  /** Where the team publishes its keys, in place of `https://<team>.cloudflareaccess.com/cdn-cgi/access/certs`. */
  readonly certsUrl: string;
  /** Length of a session. */
  sessionSeconds: number;
  /** The header's value for a person, as the proxy adds it; `changes` replace its claims. */
  assert(email: string, changes?: Readonly<Record<string, unknown>>): string;
  /** Signs with a new key from now on. */
  rotateKeys(): void;
  /** Ends all sessions. */
  forgetPeople(): void;
  close(): Promise<void>;
}

export interface AccessTeamOptions {
  /** Origin of the protected server, asked at the first request; may be set once the server runs. */
  readonly protects: () => string;
  /** Paths that the application protects: this one, and those below it. */
  readonly path: string;
}

const COOKIE = "CF_Authorization";
const HEADER = "cf-access-jwt-assertion";
const CERTS = "/cdn-cgi/access/certs";
const LOGIN = "/cdn-cgi/access/login";

/**
 * Starts a proxy that imitates Cloudflare Access: on protected paths it asks who is there, keeps the session in the
 * cookie `CF_Authorization`, and adds the header `Cf-Access-Jwt-Assertion`, which a client cannot send itself.
 */
export async function startAccessTeam({ protects, path }: AccessTeamOptions): Promise<AccessTeam> {
  const keys = new SigningKeys();
  const audience = randomBytes(32).toString("hex");
  const name = "acme-team";
  let people = new Set<string>();
  let listener: Listener | null = null;

  const team: AccessTeam = {
    team: name,
    audience,
    get address() {
      return listener?.origin ?? "";
    },
    get certsUrl() {
      return `${listener?.origin ?? ""}${CERTS}`;
    },
    sessionSeconds: 86_400,
    assert(email, changes = {}) {
      const now = Math.floor(Date.now() / 1000);
      return keys.sign({
        iss: `https://${name}.cloudflareaccess.com`,
        aud: [audience],
        sub: createHash("sha256").update(email).digest("hex").slice(0, 32),
        email,
        type: "app",
        identity_nonce: randomBytes(8).toString("base64url"),
        country: "DE",
        iat: now,
        nbf: now,
        exp: now + team.sessionSeconds,
        ...changes,
      });
    },
    rotateKeys: () => keys.rotate(),
    forgetPeople() {
      people = new Set();
    },
    close: async () => listener?.close(),
  };

  listener = await listen("127.0.0.1", 0, async (message) => {
    const url = new URL(message.url ?? "/", team.address);
    if (url.pathname === CERTS) return json(200, keys.published());
    if (url.pathname === LOGIN && message.method === "POST") return logIn(await readForm(message));
    const isProtected = url.pathname === path || url.pathname.startsWith(`${path}/`);
    const session = readCookie(message, COOKIE);
    if (!isProtected) return forward(message, undefined);
    if (session === undefined || !people.has(session))
      return loginPage("Simulated Access", LOGIN, { redirect: `${url.pathname}${url.search}` });
    return forward(message, session);
  });
  return team;

  function logIn(form: URLSearchParams): Answer {
    const email = form.get("email") ?? "";
    if (form.get("decision") !== "allow" || email === "")
      return { status: 403, headers: { "Content-Type": "text/html" }, body: "<h1>Forbidden</h1>" };
    const session = team.assert(email);
    people.add(session);
    const answer = redirectTo(302, `${team.address}${form.get("redirect") ?? "/"}`);
    const cookie = `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`;
    return { ...answer, headers: { ...answer.headers, "Set-Cookie": cookie } };
  }

  /** Passes a request on. What a client sends as the header of Access never arrives. */
  async function forward(message: IncomingMessage, session: string | undefined): Promise<Answer> {
    const { [HEADER]: _, ...headers } = message.headers;
    const added = session === undefined ? {} : { [HEADER]: session };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = sendRequest(
        new URL(message.url ?? "/", protects()).href,
        { method: message.method ?? "GET", headers: { ...headers, ...added } },
        resolve,
      );
      outgoing.on("error", reject);
      message.pipe(outgoing);
    });
    const kept = Object.entries(answer.headers).filter(
      ([key, value]) => typeof value === "string" && !HOP_BY_HOP.includes(key),
    );
    return {
      status: answer.statusCode ?? 502,
      headers: Object.fromEntries(kept) as Record<string, string>,
      body: await text(answer),
    };
  }
}

/** RFC 9110 section 7.6.1, and the length, which is counted anew. */
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "content-length"];
