import type { CallStart, TalkMedium, TalkOptions } from "@keyhole/contract";
import type { TalkRequest } from "./talk-state.ts";

/** The `Idempotency-Key` of one press. */
export interface StartKey {
  value: string;
  /** An earlier request with it was not answered: it may belong to a call that has ended since. */
  isOld: boolean;
}

export function newStartKey(): StartKey {
  return { value: crypto.randomUUID(), isOld: false };
}

/** The body of `POST /v1/calls`. */
export function startBody(request: TalkRequest, medium: TalkMedium, options: TalkOptions | null): CallStart {
  const { agentId, variables, metadata, consent, turnstile } = request;
  const version = consent && options?.consent?.version;
  return {
    ...(agentId === null ? {} : { agent: agentId }),
    ...(variables ? { variables } : {}),
    ...(metadata ? { metadata } : {}),
    medium,
    ...(version ? { consent: { version } } : {}),
    ...(turnstile ? { turnstile } : {}),
  };
}

/** The same text for what the broker takes for the same call. */
export function sameCall({ agent, variables, metadata, medium }: CallStart): string {
  return JSON.stringify([agent, variables, metadata, medium]);
}
