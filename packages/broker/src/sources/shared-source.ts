import type { Agent } from "@keyhole/contract";
import {
  AGENTS_LIFE_MS,
  AGENTS_UNFINISHED_LIFE_MS,
  ENDED_CALL_LIFE_MS,
  LIST_LIFE_MS,
  RUNNING_CALL_LIFE_MS,
  UNSUMMARISED_CALL_LIFE_MS,
} from "../base/limits/answers.ts";
import type { Access } from "../grants/access.ts";
import { isInside, nameOfRows } from "../grants/rows.ts";
import { refuseCall } from "../http/refusals.ts";
import type { Questions } from "../questions/questions.ts";
import type { CallSource, SourcePage } from "./source.ts";
import type { SourceCall } from "./source-call.ts";

export interface SharedSourceOptions {
  questions: Questions;
  access: Pick<Access, "audience" | "rows">;
}

/**
 * A source whose lists, calls and agents are asked once by all who want the same. Transcripts, events and recordings are
 * asked by each request for itself: they are in no memory.
 *
 * The name of a list or of agents is the upstream's question, and says nothing of the grant: the caller cuts the rows
 * out of every answer. That of a single call names the rows too, and a call outside of them is refused like one
 * that does not exist, and not kept. If grants shared a call, the time of a refusal, or one while the upstream fails,
 * would reveal that it exists.
 */
export function shareSource(
  source: CallSource,
  { questions, access: { audience, rows } }: SharedSourceOptions,
): CallSource {
  const { id: upstream } = source;
  return {
    ...source,
    async list(query, time) {
      const question = {
        name: [upstream, "list", source.listName(query)],
        audience,
        ask: (all: typeof time) => source.list(query, all),
        lifeMs: () => LIST_LIFE_MS,
      };
      const page = await questions.ask<SourcePage<SourceCall>>(question, time);
      source.learn?.(page.items);
      return page;
    },
    get(id, time) {
      const question = {
        name: [upstream, "call", id, nameOfRows(rows)],
        audience,
        async ask(all: typeof time) {
          const call = await source.get(id, all);
          if (!isInside(call, rows)) throw refuseCall("call: outside the grant");
          return call;
        },
        lifeMs: callLifeMs,
      };
      return questions.ask<SourceCall>(question, time);
    },
    agents(page, time) {
      const question = {
        name: [upstream, "agents", page.cursor, page.pageSize],
        audience,
        ask: (all: typeof time) => source.agents(page, all),
        lifeMs: ({ cursor }: SourcePage<Agent>) =>
          cursor === null ? AGENTS_LIFE_MS : AGENTS_UNFINISHED_LIFE_MS,
      };
      return questions.ask<SourcePage<Agent>>(question, time);
    },
    countStages(call, time) {
      const question = {
        name: [upstream, "stages", call.id, nameOfRows(rows)],
        audience,
        ask: (all: typeof time) => source.countStages(call, all),
        lifeMs: () => callLifeMs(call),
      };
      return questions.ask<number | null>(question, time);
    },
  };
}

/** A summary is written some seconds after the end. */
function callLifeMs({ endedAt, title, summary }: SourceCall): number {
  if (endedAt === null) return RUNNING_CALL_LIFE_MS;
  return title !== null && summary !== null ? ENDED_CALL_LIFE_MS : UNSUMMARISED_CALL_LIFE_MS;
}
