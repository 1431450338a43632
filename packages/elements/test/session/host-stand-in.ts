import { assertion } from "./answers.ts";

/** The host's server: knows who is signed in, and vouches for that member. */
export class HostStandIn {
  /** Subject of the member who is signed in. */
  member: string | undefined = "anna";
  readonly asked: { url: URL; init: RequestInit }[] = [];
  /** Other answers than the right one, in their order. */
  readonly replies: (() => Response | Promise<Response>)[] = [];
  #count = 0;

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.asked.push({ url: new URL(url), init });
    const reply = this.replies.shift();
    if (reply) return reply();
    const jwt = this.vouch();
    return jwt ? text(jwt) : text("", 401);
  };

  /** As a function source gives it. */
  readonly get = async ({ jkt }: { jkt: string }): Promise<string | null> => {
    this.asked.push({ url: new URL(`function:?jkt=${jkt}`), init: {} });
    return this.vouch() ?? null;
  };

  vouch(): string | undefined {
    return this.member && assertion({ sub: this.member, jti: `${++this.#count}` });
  }
}

export function text(body: string, status = 200, type = "text/plain;charset=utf-8"): Response {
  return new Response(body, { status, headers: { "Content-Type": type } });
}
