import { END_REASONS, type EndReason } from "@keyhole/contract";
import * as v from "valibot";

/** One that this version does not know is null: the call's times still say that it has ended. */
export const EndReasonSchema = v.pipe(
  v.string(),
  v.transform((text): EndReason | null => END_REASONS.find((reason) => reason === text) ?? null),
);
