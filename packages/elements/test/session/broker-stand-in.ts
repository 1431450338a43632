import type { FakeClock } from "../fake-clock.ts";
import { json, problem } from "./answers.ts";
import { fromBase64Url, verifyProof } from "./verify-proof.ts";

export interface Asked {
  method: string;
  path: string;
  headers: Headers;
  init: RequestInit;
  form: URLSearchParams;
}

type Reply = (asked: Asked) => Response | Promise<Response>;
interface Issued {
  jkt: string;
  expiresAtMs: number;
  rows: string;
}

/**
 * The token endpoint and one list, inside the page, with every proof verified. The real broker runs in Node and by
 * the real clock; session tests move a fake clock past token lifetimes, sleep and skew, and script single answers.
 * `asked` holds all requests in order; `once` puts other answers first.
 */
export class BrokerStandIn {
  readonly origin = "https://broker.example";
  readonly asked: Asked[] = [];
  lifetimeSeconds = 300;
  scope = "calls:read";
  /** The broker's clock minus the page's. */
  aheadMs = 0;
  /** Reads no proof in a form, and brings no request along: a broker from before both. */
  older = false;
  /** Requests that come along with a mint are answered with it. */
  brings = false;
  /** Asked for where it is set. */
  nonce: string | undefined;
  /** True to answer even what has been aborted, as a fetch that does not listen. */
  deaf = false;
  readonly tokens = new Map<string, Issued>();
  readonly #time: FakeClock;
  readonly #replies: { path: string; reply: Reply }[] = [];
  readonly #seen = new Set<string>();
  readonly #bound = new Map<string, string>();

  constructor(time: FakeClock) {
    this.#time = time;
  }

  get mints(): Asked[] {
    return this.asked.filter(({ path }) => path === "/v1/token");
  }

  /** Those that were sent on their own. */
  get lists(): Asked[] {
    return this.asked.filter(({ path }) => path.startsWith("/v1/calls"));
  }

  /** The next request to that path, and to no other, is answered like this. */
  once(path: string, ...replies: (Reply | Response)[]): void {
    for (const reply of replies) {
      this.#replies.push({ path, reply: reply instanceof Response ? () => reply : reply });
    }
  }

  /** The next answer of that path waits until it is let go. */
  hold(path: string): () => void {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.once(path, async (asked) => {
      await released;
      return this.#answer(asked);
    });
    return release;
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const asked: Asked = {
      method: init.method ?? "GET",
      path: pathname + search,
      headers: new Headers(init.headers),
      init,
      form: new URLSearchParams(typeof init.body === "string" ? init.body : ""),
    };
    this.asked.push(asked);
    const at = this.#replies.findIndex(({ path }) => path === pathname);
    const [other] = at < 0 ? [] : this.#replies.splice(at, 1);
    const answer = Promise.resolve(other ? other.reply(asked) : this.#answer(asked));
    const { signal } = init;
    if (!signal || this.deaf) return answer;
    return Promise.race([
      answer,
      new Promise<never>((_, reject) => {
        const abort = () => reject(new DOMException("Aborted", "AbortError"));
        if (signal.aborted) abort();
        signal.addEventListener("abort", abort);
      }),
    ]);
  };

  async #answer(asked: Asked): Promise<Response> {
    const isMint = asked.path === "/v1/token";
    const [, token] = /^DPoP (.+)$/.exec(asked.headers.get("Authorization") ?? "") ?? [];
    const nowMs = this.#time.nowMs + this.aheadMs;
    const proof = asked.headers.get("DPoP") ?? (this.older ? null : asked.form.get("dpop"));
    if (proof === null) return problem("proof_invalid", { status: isMint ? 400 : 401 });
    const verdict = await verifyProof(proof, {
      method: asked.method,
      url: this.origin + asked.path,
      nowMs,
      token,
      seen: this.#seen,
    });
    const status = isMint ? 400 : 401;
    if ("wrong" in verdict) {
      return problem("proof_invalid", {
        status,
        detail: verdict.wrong,
        serverTime: new Date(nowMs).toISOString(),
      });
    }
    if (this.nonce && verdict.nonce !== this.nonce) {
      return problem("nonce_required", { status }, { "DPoP-Nonce": this.nonce });
    }
    if (isMint) return this.#mint(asked, verdict.jkt, nowMs);
    const issued = this.tokens.get(token ?? "");
    if (!issued || issued.jkt !== verdict.jkt) return problem(token ? "token_invalid" : "token_missing");
    if (issued.expiresAtMs <= nowMs) return problem("token_expired");
    return json({ items: [issued.rows], next: null });
  }

  #mint({ form, headers }: Asked, jkt: string, nowMs: number): Response {
    if (headers.get("Content-Type") !== "application/x-www-form-urlencoded" || !form.get("client_id")) {
      return problem("invalid_request");
    }
    let rows = `own rows of ${jkt}`;
    const jwt = form.get("subject_token");
    if (form.get("grant_type") !== "client_credentials") {
      if (!jwt) return problem("invalid_request");
      const bound = this.#bound.get(jwt) ?? jkt;
      if (bound !== jkt) return problem("assertion_reused");
      this.#bound.set(jwt, bound);
      rows = `rows of ${JSON.parse(new TextDecoder().decode(fromBase64Url(jwt.split(".")[1] ?? ""))).sub}`;
    }
    const token = `token-${this.tokens.size + 1}-${crypto.randomUUID()}`;
    this.tokens.set(token, { jkt, expiresAtMs: nowMs + this.lifetimeSeconds * 1000, rows });
    const first = { status: 200, etag: '"first"', body: { items: [`${rows}, along`], next: null } };
    return json({
      access_token: token,
      token_type: "DPoP",
      expires_in: this.lifetimeSeconds,
      scope: this.scope,
      ...(this.brings && !this.older && form.has("first") ? { first } : {}),
    });
  }
}
