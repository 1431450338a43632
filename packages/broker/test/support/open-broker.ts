import type { DefineConfig, Log } from "../../src/index.ts";
import { createBroker, type WorkerBrokerOptions } from "../../src/worker.ts";
import { keepSent, noteWritten } from "./witness.ts";

type App = ReturnType<typeof createBroker>;

/** A broker that is asked as over the network, and whose answers and log lines are all searched for secrets. */
export interface TestBroker {
  request(url: string, init?: RequestInit): Promise<Response>;
  readonly app: App;
  /** Lines about what went wrong, without time and viewer: tests of the audit log look at all of it. */
  readonly log: readonly LogEntry[];
}

export type LogEntry = Parameters<Log>[0];

/** Opens a broker by its front door. */
export function openBroker(define: DefineConfig, options: WorkerBrokerOptions): TestBroker {
  const log: LogEntry[] = [];
  const app = createBroker(define, {
    ...options,
    log(entry) {
      const { at: _at, subject: _subject, ...rest } = entry;
      if (entry.level !== "info") log.push(rest);
      noteWritten("the log", JSON.stringify(entry));
      options.log?.(entry);
    },
  });
  return {
    app,
    log,
    async request(url, init = {}) {
      keepRequestSecrets(init);
      const response = await app.request(url, init);
      await noteAnswer(`${init.method ?? "GET"} ${url}`, response);
      return response;
    },
  };
}

/** What a page sends to prove who it is must not come back to it, nor stand in the log. Tokens are kept when they are given. */
function keepRequestSecrets({ headers, body }: RequestInit): void {
  const sent = new Headers(headers);
  keepSent("a proof", sent.get("DPoP") ?? "");
  if (typeof body !== "string") return;
  const form = new URLSearchParams(body);
  for (const assertion of form.getAll("subject_token")) keepSent("an assertion", assertion);
  for (const proof of form.getAll("dpop")) keepSent("a proof", proof);
}

async function noteAnswer(request: string, response: Response): Promise<void> {
  const body = await response.clone().text();
  noteWritten(`the headers of ${request}`, JSON.stringify([...response.headers]));
  noteWritten(`the answer to ${request}`, withoutGrantedToken(body));
}

/** The one place where a token belongs is taken out; the token is then looked for everywhere else. */
function withoutGrantedToken(body: string): string {
  const token = /"access_token":"([^"]+)"/.exec(body)?.[1];
  if (token === undefined) return body;
  keepSent("an access token", token);
  return body.replace(`"access_token":"${token}"`, "");
}
