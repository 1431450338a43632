import { RENEW_PAUSE_MS, TOKEN_GRACE_MS } from "../base/limits.ts";
import { pageFailure } from "../base/page-failure.ts";
import { ABORTED, abortable, withSignals } from "./abortable.ts";
import type { SessionDeps, WebCrypto } from "./deps.ts";
import { createKeyRing } from "./key-ring.ts";
import { mint, type Waiting } from "./mint.ts";
import { DROPPED, type Failed, failed, type Outcome, problemOf } from "./outcome.ts";
import type { Answer, Session, SessionOptions, SessionRequest, SessionState } from "./session.ts";
import type { Token } from "./token.ts";
import type { Watch } from "./watch-page.ts";
import { exchange, type Received, type Wire } from "./wire.ts";

/** Renews the token, and watches the back-forward cache and other tabs. Loaded with the first token. */
const loadWatch = () => import("./watch-page.ts");

/**
 * A session that is not shared yet. Its token lives in this closure and nowhere else.
 *
 * Stored keys are named by broker, site and kind of viewer. A visitor's key is never used for a member, and
 * outlives every member's key: a visitor's own calls belong to it. Members share one entry, in which each
 * member's key replaces the last.
 */
export function createSession(options: SessionOptions, deps: SessionDeps): Session {
  const { broker, site } = options;
  let { assertion } = options;
  const name = JSON.stringify([1, broker, site, assertion ? "member" : "visitor"]);
  const crypto = deps.crypto?.subtle ? (deps.crypto as WebCrypto) : undefined;
  const secure = crypto && {
    keys: createKeyRing(name, crypto, deps),
    wire: { deps, crypto, clockOffsetMs: 0, nonce: undefined } as Wire,
  };
  /** Those who listen. The same function may be added twice. */
  const listeners = new Set<{ call: () => void }>();
  let state: SessionState = { status: "idle" };
  let epoch = 0;
  /** Aborted when the epoch changes. */
  let ofEpoch = new AbortController();
  let token: Token | undefined;
  /** The member of the last token, as a digest. */
  let member: string | undefined;
  /** The thumbprint of the last token's key. */
  let jkt: string | undefined;
  /** Nobody knows who looks. */
  let away = false;
  /** Counts the times that the page went away: an answer from before then says nothing about who looks now. */
  let visit = 0;
  let loadingWatch: Promise<void> | undefined;
  let watch: Watch | undefined;
  /** The request that goes along with the next mint. */
  let waiting: Waiting | undefined;
  let minting: { answer: Promise<Outcome<Token>>; control: AbortController } | undefined;

  function tell(next: SessionState): void {
    state = next;
    tellAll();
  }

  /** Calls all who listen; reports an exception and goes on. */
  function tellAll(): void {
    for (const { call } of [...listeners]) {
      try {
        call();
      } catch (error) {
        reportError(error);
      }
    }
  }

  function dropRows(next: SessionState): void {
    token = member = jkt = undefined;
    away = false;
    epoch++;
    ofEpoch.abort();
    ofEpoch = new AbortController();
    tell(next);
  }

  /**
   * Single flight: all callers wait for the same token. A quiet renewal leaves the state as it is until it has
   * succeeded or failed.
   */
  function mintOnce({ quiet = false } = {}): Promise<Outcome<Token>> {
    if (!minting) {
      const control = new AbortController();
      // Deferred, so that a listener that asks at once joins this flight.
      const answer = Promise.resolve().then(() => fly(control.signal));
      minting = { answer, control };
    }
    const { answer } = minting;
    if (!quiet && state.status !== "ready" && state.status !== "connecting") tell({ status: "connecting" });
    return answer;
  }

  async function fly(signal: AbortSignal): Promise<Outcome<Token>> {
    if (signal.aborted) return DROPPED;
    const started = visit;
    // A member's rows go with the token. A device that slept first gets the time to ask.
    const end =
      token &&
      deps.setTimer(
        () => {
          if (member && !signal.aborted) dropRows({ status: "connecting" });
        },
        Math.max(token.endsInMs(), TOKEN_GRACE_MS),
      );
    let vouched: string | undefined;
    const onMember = (next: string) => {
      if (member && member !== next) dropRows({ status: "connecting" });
      vouched = next;
    };
    const outcome = await (secure
      ? mint(
          { options: { broker, site, assertion }, ...secure, onMember, waiting: () => waiting },
          signal,
        ).catch((error) => failed(pageFailure(error)))
      : failed({ kind: "insecure-context" }));
    if (end) deps.clearTimer(end);
    if (signal.aborted) return DROPPED;
    if (started !== visit) return fly(signal);
    minting = undefined;
    if (outcome.ok) {
      const next = outcome.value;
      // The key of a visitor is the visitor: without it, these are somebody else's rows.
      if (!assertion && jkt && jkt !== next.key.jkt) dropRows({ status: "connecting" });
      token = next;
      member = vouched;
      jkt = next.key.jkt;
      void watching();
      const { scopes } = token;
      const known = !away && state.status === "ready" && `${state.scopes}` === `${scopes}`;
      away = false;
      if (!known) tell({ status: "ready", scopes });
    } else if ("failure" in outcome) {
      settle(outcome);
    }
    if (listeners.size) watch?.arm();
    return outcome;
  }

  function settle(refusal: Failed): void {
    const { failure } = refusal;
    const next: SessionState = { status: "failed", failure };
    const problem = problemOf(refusal);
    const refused = problem && problem.status < 500 && problem.status !== 429;
    // The failure may pass: keep the token and renew after a pause.
    if (!refused && failure.kind !== "not-signed-in")
      token?.postpone(Math.max(RENEW_PAUSE_MS, (problem?.retryAfterSeconds ?? 0) * 1000));
    else token = undefined;
    if (token?.usable()) return;
    // A token that has ended is not sent again; it only says when to try the next renewal.
    const ended = token;
    if (member || away) dropRows(next);
    else tell(next);
    token ??= ended;
  }

  /** The page enters the back-forward cache: whoever restores it may be somebody else. */
  function leave(): void {
    if (state.status === "signed-out") return;
    visit++;
    token = undefined;
    away = true;
    secure?.keys.drop();
    tellAll();
  }

  function signOutHere(): void {
    minting?.control.abort();
    minting = undefined;
    secure?.keys.drop();
    dropRows({ status: "signed-out" });
  }

  /** If the file does not load, the next token tries again. */
  function watching(): Promise<void> {
    loadingWatch ??= loadWatch().then(
      ({ watchPage }) => {
        watch = watchPage(name, watched, deps);
        if (listeners.size) watch.arm();
      },
      () => {
        loadingWatch = undefined;
      },
    );
    return loadingWatch;
  }

  const watched = {
    dueInMs: () => token?.dueInMs(),
    renew: () => void mintOnce({ quiet: true }),
    leave,
    back: () => void (away && mintOnce()),
    signOut: signOutHere,
  };

  /** A token that can be sent. A token that is due stays in use while the next one is minted. */
  async function useToken(): Promise<Outcome<Token>> {
    if (!token?.usable()) return mintOnce();
    const value = token;
    if (value.dueInMs() <= 0) void mintOnce({ quiet: true });
    return { ok: true, value };
  }

  async function request<T>(path: string, init: SessionRequest<T>): Promise<Answer<T>> {
    const url = new URL(broker + path);
    if (!/^\/[^/\\]/.test(path) || !url.href.startsWith(`${broker}/`))
      throw new TypeError(`path: wants one of the broker, got ${path}`);
    if (state.status === "signed-out") return DROPPED;
    const { method = "GET", headers = {}, body, hold } = init;
    return withSignals([hold ? undefined : ofEpoch.signal, init.signal], async (signal) => {
      const own: Waiting = { path, signal };
      for (let again = !hold; ; again = false) {
        const waits = method === "GET" && !init.headers && !token?.usable();
        if (waits && (!waiting || waiting.signal.aborted)) waiting = own;
        const held = signal.aborted ? ABORTED : await abortable(useToken(), signal);
        if (waiting === own) waiting = undefined;
        if (held === ABORTED || signal.aborted) return DROPPED;
        if (!held.ok) return held;
        if (!secure) return DROPPED;
        const { value: used } = held;
        const out = {
          url,
          method,
          headers,
          body,
          key: used.key,
          token: used.value,
          repeatable: method === "GET",
          hold,
        };
        const { answer } = own;
        own.answer = undefined;
        const outcome = await exchange(secure.wire, out, signal, answer);
        if (signal.aborted) return DROPPED;
        const code = problemOf(outcome)?.code;
        const refused = code === "token_expired" || code === "token_invalid";
        // Another request may already have renewed it.
        if ((refused || code === "token_revoked") && token === used) token = undefined;
        if (refused && again) continue;
        return outcome.ok ? parseAnswer(outcome.value, init.parse) : outcome;
      }
    });
  }

  return {
    get state() {
      return state;
    },
    get epoch() {
      return epoch;
    },
    get away() {
      return away;
    },
    get assertion() {
      return assertion;
    },
    set assertion(next) {
      assertion = next;
    },
    subscribe(call) {
      const listener = { call };
      listeners.add(listener);
      watch?.arm();
      return () => {
        listeners.delete(listener);
        if (!listeners.size) watch?.stop();
      };
    },
    request,
    async thumbprint() {
      if (!secure) throw new Error("The page is not in a secure context.");
      if (state.status === "signed-out") throw new Error("The session is signed out.");
      return (await secure.keys.load()).jkt;
    },
    async signOut() {
      const forgotten = secure?.keys.forget();
      signOutHere();
      void watching().then(() => watch?.signedOut());
      await forgotten;
    },
    signIn() {
      if (state.status === "signed-out") state = { status: "idle" };
      if (state.status === "idle" || state.status === "failed") void mintOnce();
    },
  };
}

/** Parses a body with the caller's parser. An exception of the parser means that it does not fit. */
function parseAnswer<T>(
  { body, status, headers }: Received,
  parse: (body: unknown) => T | undefined,
): Answer<T> {
  let value: T | undefined;
  try {
    value = parse(body);
  } catch {
    value = undefined;
  }
  return value === undefined ? failed({ kind: "answer" }) : { ok: true, value, status, headers };
}
