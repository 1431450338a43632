import { ASSERTION_BYTES, SIGN_IN_CLOSED_MS, SIGN_IN_MS } from "../base/limits.ts";
import type { Text } from "../i18n/text.ts";
import type { Session } from "../session/index.ts";
import type { NoticeContext } from "./render-notice.ts";

export { enSignIn as texts } from "../i18n/en-sign-in.ts";

/** How a sign-in goes: each is a text. `expired` is said once the broker takes the assertion no more. */
export type SignInStatus =
  | "waiting"
  | "blocked"
  | "closed"
  | "late"
  | "refused"
  | "unavailable"
  | "setup"
  | "expired";

/** The element that lets somebody sign in at the broker. */
export interface SignInHost {
  readonly text: Text;
  /** Says something in the live region. */
  say(message: string): void;
  readonly session?: Session | null;
  readonly renderRoot?: HTMLElement | DocumentFragment;
  requestUpdate?(): void;
  /** Updates views that render themselves. */
  wordsChanged?(): void;
}

const statuses = new WeakMap<Session, SignInStatus>();

/** What the sign-in of a session has come to; undefined before the first click. */
export function statusOf({ session }: SignInHost): SignInStatus | undefined {
  return session ? statuses.get(session) : undefined;
}

/** Lets the viewer of an element sign in. A browser opens windows in a click alone. */
export async function signIn(host: SignInHost, context: NoticeContext): Promise<void> {
  const { session, renderRoot } = host;
  if (!session) return;
  const jkt = await session.thumbprint();
  const show = (status: SignInStatus) => {
    statuses.set(session, status);
    host.requestUpdate?.();
    host.wordsChanged?.();
  };
  const tell = (status: SignInStatus) => {
    show(status);
    host.say(host.text(`signIn.${status}`));
  };
  openSignIn({ ...context, session, jkt }, tell, (assertion) => {
    // The button goes with the notice: focus waits in the box.
    if ((renderRoot as ShadowRoot | undefined)?.activeElement?.matches(".button"))
      renderRoot?.querySelector<HTMLElement>(".body")?.focus({ preventScroll: true });
    show("expired");
    hold(session, assertion, jkt);
    session.signIn();
  });
}

interface Opening extends NoticeContext {
  session: Session;
  /** Thumbprint of the page's key. */
  jkt: string;
}

/** Ends the sign-in of a session that is under way. */
const underWay = new WeakMap<Session, () => void>();

/** What the broker's window says went wrong. */
const ERRORS = new Map<unknown, SignInStatus>([
  ["refused", "refused"],
  ["stale", "late"],
  ["setup", "setup"],
]);

/**
 * Opens the sign-in of the broker in a window. The page takes one message: from that window, from the broker's origin,
 * with the state that it has made up.
 */
function openSignIn(
  { session, broker, site, locale = "", jkt }: Opening,
  tell: (status: SignInStatus) => void,
  take: (assertion: string) => void,
): void {
  underWay.get(session)?.();
  const state = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const query = new URLSearchParams({ site, origin: globalThis.origin, jkt, state, lang: locale });
  // No name: other pages could find a window by its name, and lead it elsewhere.
  const opened = open(`${broker}/v1/sign-in?${query}`, "_blank", "popup,width=480,height=640");
  if (!opened) {
    tell("blocked");
    return;
  }
  const control = new AbortController();
  let closedMs = 0;
  const watch = setInterval(() => {
    // A message may arrive after the window that has sent it.
    if (opened.closed) closedMs += SIGN_IN_CLOSED_MS;
    if (closedMs > SIGN_IN_CLOSED_MS) end("closed");
  }, SIGN_IN_CLOSED_MS);
  const late = setTimeout(() => end("late"), SIGN_IN_MS);
  const stop = () => {
    control.abort();
    clearInterval(watch);
    clearTimeout(late);
  };
  const end = (status: SignInStatus) => {
    stop();
    tell(status);
  };
  underWay.set(session, stop);
  tell("waiting");
  addEventListener(
    "message",
    ({ source, origin, data }) => {
      if (source !== opened || origin !== new URL(broker).origin) return;
      if (data?.keyhole !== "sign-in" || data.state !== state) return;
      const { assertion, error } = data;
      if (typeof assertion !== "string" || assertion.length > ASSERTION_BYTES) {
        end(ERRORS.get(error) ?? "unavailable");
        return;
      }
      stop();
      take(assertion);
    },
    { signal: control.signal },
  );
}

/**
 * Gives the session the assertion for each token, as long as the broker takes it. It is the session of visitors, with
 * the key of those: a site whose members sign in at the broker has none.
 */
function hold(session: Session, assertion: string, jkt: string): void {
  let held: string | null = assertion;
  session.assertion = { kind: "function", get: async (asked) => (asked.jkt === jkt ? held : null) };
  // Whoever restores the page from the back-forward cache may be somebody else.
  addEventListener("pagehide", () => {
    held = null;
  });
}
