/** A voice agent as a page may see it: one item of `GET /v1/agents`. */
export interface Agent {
  id: string;
  /** The owner's name for the agent, at most 64 characters upstream. */
  name: string;
}
