import type { Talk, TalkAgent } from "../config/check-talk.ts";
import type { Rows } from "../grants/rows.ts";

/** The agents that both the site's talk and the grant's rows allow. */
export function allowedAgents({ agents }: Pick<Talk, "agents">, rows: Rows): [id: string, TalkAgent][] {
  return [...agents].filter(([id]) => rows.agents?.includes(id) ?? true);
}

/** The metadata keys that a page may set: none by which the viewer's own rows go. */
export function settableKeys({ metadata }: Pick<TalkAgent, "metadata">, rows: Rows): string[] {
  return [...metadata].filter((key) => !Object.hasOwn(rows.metadata ?? {}, key));
}
