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
