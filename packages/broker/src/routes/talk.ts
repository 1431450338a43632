import type { TalkOptions } from "@keyhole/contract";
import type { Handler } from "hono";
import { TALK_NAMES_DEADLINE_MS } from "../base/limits/starts.ts";
import type { Rows } from "../grants/rows.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import { listAgents } from "../sources/list-agents.ts";
import type { Reading } from "../sources/reading.ts";
import { allowedAgents, settableKeys } from "../starts/allowed-starts.ts";
import type { Broker } from "./broker.ts";
import { openTalk } from "./open-talk.ts";

/** `GET /v1/talk`: what this viewer may start with `POST /v1/calls`. */
export function talkRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerTalk(context) {
    const { talk, books, ...reading } = await openTalk(broker, context);
    const { rows, audience } = reading.access;
    const allowed = allowedAgents(talk, rows);
    const isVisitor = audience === "visitors";
    const [names, isChallenged] = await Promise.all([
      readNames(
        reading,
        allowed.map(([id]) => id),
      ),
      isVisitor && talk.turnstile !== null ? books.isChallenged(broker.now()) : true,
    ]);
    const answer: TalkOptions = {
      agents: allowed.map(([id, agent]) => ({
        id,
        name: names.get(id) ?? id,
        mediums: [...agent.mediums],
        variables: [...agent.variables].map(([name, maxLength]) => ({ name, maxLength })),
        metadata: settableKeys(agent, rows),
        maxDurationMs: agent.maxDurationMs,
      })),
      consent: talk.consent === null ? null : { version: talk.consent.version, text: talk.consent.text },
      turnstile: talk.turnstile === null || isChallenged ? null : { siteKey: talk.turnstile.siteKey },
    };
    return answerTagged(broker, context, answer);
  };
}

/** Names of agents by their ids. Calls start without them: those that cannot be read are left out. */
async function readNames(
  { source, now, timeLeft, noteRefusal }: Reading,
  agents: string[],
): Promise<Map<string, string>> {
  if (agents.length === 0) return new Map();
  const rows: Rows = { agents };
  const endMs = now() + Math.min(TALK_NAMES_DEADLINE_MS, timeLeft().deadlineMs);
  const namesLeft = () => ({ deadlineMs: Math.max(1, endMs - now()) });
  try {
    const items = await listAgents({ access: { rows }, source, timeLeft: namesLeft });
    return new Map(items.map(({ id, name }) => [id, name]));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteRefusal(error);
    return new Map();
  }
}
