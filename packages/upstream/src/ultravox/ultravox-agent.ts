import * as v from "valibot";
import { IdSchema } from "./id.ts";

export interface UltravoxAgent {
  agentId: string;
  /** The owner's name for the agent; its id where it has none, which the vendor's spec allows. */
  name: string;
}

/** `Agent` and `AgentBasic` of the vendor's spec; the call template with its prompt is not kept. */
export const AgentSchema = v.pipe(
  v.object({ agentId: IdSchema, name: v.nullish(v.string(), "") }),
  v.transform(({ agentId, name }): UltravoxAgent => ({ agentId, name: name === "" ? agentId : name })),
);
