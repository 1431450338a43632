export type { KeyStore } from "./key-store.ts";
export { openSession } from "./open-session.ts";
export type {
  Answer,
  AssertionSource,
  Failure,
  Session,
  SessionOptions,
  SessionRequest,
  SessionState,
} from "./session.ts";
export type { SessionDeps, SessionPage, WebCrypto } from "./session-deps.ts";
