import { TalkStore } from "../model/talk-store.ts";
import type { OpenStore } from "./talk-host.ts";

/** Makes the store of a session. The vendor's client is loaded on the press, never before. */
export const openTalk: OpenStore = (session) =>
  new TalkStore(session, () => import("../model/create-client.ts"));
