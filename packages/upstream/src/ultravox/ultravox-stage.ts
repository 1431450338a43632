import * as v from "valibot";
import { IdSchema } from "./id.ts";
import { TimestampSchema } from "./timestamp.ts";

/** What is kept of the vendor's `CallStage`; prompt, state and voice are dropped while parsing. */
export interface UltravoxStage {
  stageId: string;
  /** ISO 8601 with Z and milliseconds. */
  created: string;
}

/** With the call that the row says it belongs to. */
export const StageSchema = v.pipe(
  v.object({ callId: v.nullish(IdSchema, null), callStageId: IdSchema, created: TimestampSchema }),
  v.transform(({ callId, callStageId, created }) => {
    const row: UltravoxStage = { stageId: callStageId, created };
    return { callId, row };
  }),
);
