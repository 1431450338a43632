import type { Listener } from "../../base/store.ts";
import type { SiteElement } from "../../core/site-element.ts";
import type { Session } from "../../session/index.ts";
import type { TalkRequests, TalkState, Tool } from "../model/talk-state.ts";

/** The store of a talk, as its views see it. */
export interface TalkModel extends TalkRequests {
  readonly state: Readonly<TalkState>;
  subscribe(listener: Listener<TalkState>): () => void;
}

/** Makes the store of a session. */
export type OpenStore = (session: Session) => TalkModel;

/** The element, as its views see it. */
export interface TalkHost extends SiteElement {
  readonly agent: string | null;
  readonly layout: string | null;
  readonly medium: string | null;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly metadata: Readonly<Record<string, string>> | null;
  /** The tools that the host has registered, by name. */
  readonly tools: ReadonlyMap<string, Tool>;
}
